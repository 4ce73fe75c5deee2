"""`gouji train`: what is learned from documents that the user has."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gouji import learned
from gouji.commands import OK, guarded, terminal
from gouji.extras import require

if TYPE_CHECKING:
    from gouji.learn.spans.gold import Subject

app = typer.Typer(help="Learn from your own documents 用自有文件训练")

Corpus = Annotated[
    list[Path],
    typer.Option("--corpus", metavar="PATH", help="Documents or folders to learn from. 训练用的文件或文件夹。"),
]
Corrected = Annotated[
    list[Path] | None,
    typer.Option("--votes", metavar="FILE", help="Votes corrected by hand. 人工改正过的投票。", show_default=False),
]
Gold = Annotated[
    list[Path] | None,
    typer.Option("--gold", metavar="DIR", help="Gold to calibrate on. 校准用的标注。", show_default=False),
]
Named = Annotated[
    list[str] | None,
    typer.Option("--document", metavar="GOLD=FILE", help="The document of a gold folder. 指定标注所对应的文件。"),
]
Out = Annotated[
    Path,
    typer.Option(
        "--out",
        metavar="DIR",
        help="Your folder of models, as check --models DIR takes it. 自己的模型文件夹，供 check --models 使用。",
        show_default=False,
    ),
]
Folds = Annotated[int, typer.Option("--folds", min=2, help="Parts that are held out in turn. 轮流留出的份数。")]
Seed = Annotated[int, typer.Option("--seed", help="Of all that is drawn. 随机种子。")]
Jobs = Annotated[int, typer.Option("--jobs", min=1, help="Processes. 进程数。")]


Verdicts = Annotated[
    Path | None,
    typer.Option("--verdicts", metavar="FILE", help="Findings judged by people. 人工判断。", show_default=False),
]
Judged = Annotated[
    list[Path] | None,
    typer.Option(
        "--judged",
        metavar="DIR",
        help="Records of a former check (NAME.jsonl) with verdicts.jsonl beside them. 先前的核对记录及其人工判断。",
        show_default=False,
    ),
]
Cells = Annotated[int, typer.Option(min=1, help="Slips planted a document. 每份文件埋设的差错数。")]
Pairs = Annotated[int, typer.Option(min=0, help="Pairs planted, and rows misread. 同时埋设两处与误读的次数。")]
Examples = Annotated[
    Path | None,
    typer.Option(
        "--examples", metavar="FILE", help="Read from it if it is there, else written. 样例文件。", show_default=False
    ),
]


@app.callback(invoke_without_command=True)
def corrections(
    context: typer.Context,
    database: Annotated[
        str | None,
        typer.Option("--from", metavar="FILE|URL", help="The desk's database. 标注数据库。", show_default=False),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="DIR", help="Your folder of models. 模型文件夹。", show_default=False),
    ] = None,
    held: Annotated[
        list[str] | None,
        typer.Option("--held-out", metavar="NAME", help="Document to measure on. 留作检验的文件。", show_default=False),
    ] = None,
    corpus: Annotated[
        list[Path] | None,
        typer.Option("--corpus", metavar="PATH", help="More documents for the linker. 更多文件。", show_default=False),
    ] = None,
    accept_worse: Annotated[
        bool, typer.Option("--accept-worse", help="Replace a model by one that is worse. 变差也替换。")
    ] = False,
    seed: Seed = 1,
    jobs: Jobs = 2,
) -> None:
    """Learn from your own documents, or from corrections (--from) 用自有文件或标注改正训练

    With --from: retrains spans, links and triage; tells before and after. 由改正重新训练并报告前后。
    """
    if context.invoked_subcommand is not None:
        return
    if database is None or out is None:
        typer.echo(context.get_help())
        raise typer.Exit(2)
    from gouji.commands.train_from import train_from
    from gouji.learn.corrections.loop import Lesson

    lesson = Lesson(out, tuple(held or ()), tuple(corpus or ()), seed, jobs, accept_worse)
    raise typer.Exit(guarded(lambda: train_from(database, lesson)))


def require_libraries() -> None:
    """Raises GoujiError E047 where a library that training needs is not installed."""
    require("training", "models", "sklearn", "spacy", "thinc", "threadpoolctl")


@app.command()
def votes(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH...", help="Documents or folders. 文件或文件夹。")],
    output: Annotated[
        Path | None,
        typer.Option(
            "-o", "--output", metavar="FILE", help="JSON Lines to correct. 可供改正的结果。", show_default=False
        ),
    ] = None,
    weighted: Annotated[bool, typer.Option("--weighted", help="Weigh rules by agreement. 按一致程度加权。")] = False,
) -> None:
    """Let every pattern rule vote 各规则投票

    Coverage, overlap and conflict of each rule; with -o text to correct by hand. 覆盖、重叠与冲突；可供人工改正。
    """
    raise typer.Exit(guarded(lambda: _votes(paths, output, weighted)))


@app.command()
def spans(
    corpus: Corpus,
    out: Out,
    votes: Corrected = None,
    gold: Gold = None,
    document: Named = None,
    folds: Folds = 3,
    seed: Seed = 1,
    jobs: Jobs = 2,
) -> None:
    """Train the models of reasons and project names 训练原因与项目名称模型

    No text of the documents goes into the models' folder. 模型文件夹中不含任何原文。
    """
    raise typer.Exit(guarded(lambda: _spans(corpus, out, votes or [], gold or [], document or [], (folds, seed, jobs))))


@app.command()
def links(
    corpus: Corpus,
    out: Out,
    gold: Gold = None,
    document: Named = None,
    seed: Seed = 1,
    jobs: Jobs = 2,
) -> None:
    """Train the linker of prose and cells 训练文字与单元格的对应模型

    Cells of equal value teach it which names belong together. 以数值相等的单元格学习名称的对应。
    """
    from gouji.commands.train_links import links as command

    def train() -> int:
        require_libraries()
        home = learned.home("links", out)
        return command(corpus, home, subjects_of(gold or [], corpus[0], document or []), seed, jobs)

    raise typer.Exit(guarded(train))


@app.command()
def triage(
    corpus: Corpus,
    out: Out,
    verdicts: Verdicts = None,
    judged: Judged = None,
    cells: Cells = 8,
    pairs: Pairs = 4,
    examples: Examples = None,
    seed: Seed = 1,
    jobs: Jobs = 2,
) -> None:
    """Train how likely findings are real 训练发现的可信程度

    From planted slips, misread tables and verdicts of people. 以埋设的差错、误读的表格与人工判断学习。
    """
    from gouji.commands.train_triage import triage as command
    from gouji.learn.planting.documents import Draw
    from gouji.learn.triage.data import Judgements

    told = Judgements(verdicts, tuple(judged or ()))
    draw = Draw(cells, pairs, seed)

    def train() -> int:
        require_libraries()
        return command(corpus, learned.home("triage", out), told, draw, examples, jobs)

    raise typer.Exit(guarded(train))


def _votes(paths: list[Path], output: Path | None, weighted: bool) -> int:
    from gouji.learn.spans import vote_file, votes
    from gouji.learn.spans.build import pieces_of

    made = pieces_of(paths, progress=progress)
    rows = votes.table(made)
    for line in votes.lines(rows, made):
        terminal.say(line)
    if output is not None:
        vote_file.write(made, output, {r.source: r.weight for r in rows} if weighted else None)
    return OK


def _spans(
    corpus: list[Path],
    out: Path,
    votes: list[Path],
    gold: list[Path],
    named: list[str],
    numbers: tuple[int, int, int],
) -> int:
    require_libraries()
    from tempfile import TemporaryDirectory

    from gouji.learn.spans import ablation
    from gouji.learn.spans.build import Recipe, publish, trained
    from gouji.learn.spans.card import card

    folds, seed, jobs = numbers
    target = learned.home("spans", out)
    recipe = Recipe(tuple(corpus), tuple(votes), seed=seed, folds=folds, workers=jobs)
    subjects = subjects_of(gold, corpus[0], named)
    with TemporaryDirectory() as home:
        made = trained(recipe, subjects, Path(home), progress)
        told = list(ablation.lines(made, subjects))
        publish(made, Path(home), target, card(made, recipe, told))
    for line in told:
        terminal.say(line)
    return OK


def subjects_of(gold: list[Path], corpus: Path, named: list[str]) -> list[Subject]:
    """The documents of gold folders, read."""
    from gouji import api
    from gouji.learn.gold import read_gold
    from gouji.learn.measure.evaluate import Plan, source_of
    from gouji.learn.spans.gold import Subject

    plan = Plan(corpus, {name: Path(file) for name, file in (one.split("=", 1) for one in named if "=" in one)})
    paths = [(source_of(folder, plan), folder) for folder in gold]
    return [Subject(path, api.read(path), read_gold(folder)) for path, folder in paths]


def progress(text: str) -> None:
    """To a terminal: what takes minutes tells where it is. To standard error in any case: what cannot be read."""
    if sys.stderr.isatty() or text.startswith("E0"):
        terminal.tell(text)
