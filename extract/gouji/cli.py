"""The command line. Commands import what they need when they run, so that `--help` answers at once."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from gouji import __version__
from gouji.commands import datasets, exchange, train
from gouji.commands.options import MEGABYTES, PROCESSOR, SECONDS, Megabytes, Models, Processor, Seconds

PATHS_HELP = "Files or folders. 文件或文件夹。"
STORED_HELP = "Files or folders, or records that check wrote (.jsonl). 文件、文件夹，或先前写出的 .jsonl 记录。"
BUNDLE_HELP = (
    "The files, or each folder, are one document: prose and its tables. 多个文件（或一个文件夹）合为一份文件核对。"
)
PICTURES_HELP = "Also draw each PDF page that has tables, with the cells as read. 绘出所读表格的单元格。"
AUDIT_HELP = "Print what was read of each page and table, and what was not. 逐页逐表列出读出与未读的数字。"
OUTPUT_HELP = (
    "Write to FILE (.jsonl .csv .xlsx .html .docx .pdf .md .sarif .xml), '-' for JSON Lines; may be repeated. "
    "结果文件，格式由后缀决定，可写多个。"
)

VERDICTS_HELP = "Verdicts of earlier runs; else those beside each document. 先前的核实结论，默认在原文件旁。"
NEW_ONLY_HELP = "Leave out findings that there is a verdict on. 不列出已有核实结论的发现。"
LANGUAGE_HELP = "Language of reports. 报告的语言。"
FAIL_ON_HELP = "What to end with status 1 for. 何种情形以退出码 1 结束。"
VERSION_HELP = "A document, or the records of its check (.jsonl). 文件，或其核对记录。"
DIFF_HELP = "Write to FILE (.html .xlsx) instead; may be repeated. 写入文件，可写多个。"
BOOKS_HELP = "Checklists that check -o FILE.xlsx wrote, filled in. 已填写核实结论的检查表。"
RECORDS_HELP = "JSON Lines that check or extract wrote, or a dataset of run. 先前写出的 .jsonl 记录或数据集。"

app = typer.Typer(
    name="gouji",
    help="勾稽: find where a Chinese budget or final-accounts disclosure disagrees with itself. "
    "核对预决算公开文件，找出文字与表格、前后数字不一致之处。",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _language(told: str) -> str:
    if told not in ("zh", "en"):
        raise typer.BadParameter("zh or en 语言只能是 zh 或 en")
    return told


Paths = Annotated[list[Path], typer.Argument(metavar="PATH...", help=PATHS_HELP, show_default=False, readable=False)]
Bundle = Annotated[bool, typer.Option("--bundle", help=BUNDLE_HELP)]
Outputs = Annotated[
    list[str] | None, typer.Option("-o", "--output", metavar="FILE", help=OUTPUT_HELP, show_default=False)
]
Verdicts = Annotated[Path | None, typer.Option("--verdicts", metavar="FILE", help=VERDICTS_HELP, show_default=False)]
NewOnly = Annotated[bool, typer.Option("--new-only", help=NEW_ONLY_HELP)]
Language = Annotated[str, typer.Option("--lang", metavar="zh|en", callback=_language, help=LANGUAGE_HELP)]
Pictures = Annotated[Path | None, typer.Option("--debug-tables", metavar="DIR", help=PICTURES_HELP, show_default=False)]


def _fail_on(told: str) -> str:
    known = ("material", "minor", "unreadable", "never")
    if told not in known:
        raise typer.BadParameter(f"one of {', '.join(known)} 只能是其中之一")
    return told


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"gouji {__version__}")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version. 显示版本。")
    ] = False,
) -> None:
    """Options of gouji itself."""


@app.command()
def extract(
    paths: Paths,
    outputs: Outputs = None,
    bundle: Bundle = False,
    text: Annotated[
        bool, typer.Option("--text", help="Print the text that offsets count in. 打印位置所依据的全文。")
    ] = False,
    pictures: Pictures = None,
    models: Models = "none",
    seconds: Seconds = SECONDS,
    megabytes: Megabytes = MEGABYTES,
    processor: Processor = PROCESSOR,
) -> None:
    """Extract what documents say 抽取文件内容

    Amounts, percentages, causes, projects, claims and table facts. 金额、百分比、原因、项目、陈述与表内数字。
    """
    from gouji.commands import run
    from gouji.commands.models_option import chosen
    from gouji.corpus.settings import Limits

    limits = Limits(seconds, megabytes, processor)
    raise typer.Exit(
        run.text(paths, bundle, pictures, limits)
        if text
        else run.extract(paths, outputs or [], bundle, pictures, chosen(models), limits)
    )


@app.command()
def check(
    paths: Paths,
    outputs: Outputs = None,
    bundle: Bundle = False,
    pictures: Pictures = None,
    models: Models = "none",
    least: Annotated[
        float, typer.Option("--min-confidence", min=0, max=1, help="Withhold findings below. 不列出置信度更低的发现。")
    ] = 0.0,
    audit: Annotated[bool, typer.Option("--audit", help=AUDIT_HELP)] = False,
    fail_on: Annotated[
        str, typer.Option("--fail-on", metavar="material|minor|unreadable|never", callback=_fail_on, help=FAIL_ON_HELP)
    ] = "material",
    verdicts: Verdicts = None,
    new_only: NewOnly = False,
    language: Language = "zh",
    seconds: Seconds = SECONDS,
    megabytes: Megabytes = MEGABYTES,
    processor: Processor = PROCESSOR,
) -> None:
    """Find where documents disagree 核对勾稽关系

    Exit status: 0 no material finding (or what --fail-on names), 1 findings, 2 bad usage or input.
    退出码：0 无重要发现（或 --fail-on 所定情形），1 有，2 用法或输入有误。
    """
    from gouji.commands import run
    from gouji.commands.models_option import chosen
    from gouji.commands.tally import FailOn
    from gouji.corpus.settings import Limits

    told, fail, limits = chosen(models), FailOn(fail_on), Limits(seconds, megabytes, processor)
    raise typer.Exit(
        run.check(
            paths, outputs or [], bundle, pictures, told, least, audit, fail, verdicts, new_only, language, limits
        )
    )


@app.command()
def explain(
    finding: Annotated[str, typer.Argument(metavar="FINDING-ID", help="As check prints it: f1. 发现的编号。")],
    paths: Annotated[
        list[Path], typer.Argument(metavar="PATH...", help=STORED_HELP, show_default=False, readable=False)
    ],
    bundle: Bundle = False,
) -> None:
    """Tell one finding from its figures to its repair 推算过程

    Figures with their intervals, relations, why they cannot all be true, the repair. 数字与区间、关系、矛盾、更正。
    """
    from gouji.commands import explain as command

    raise typer.Exit(command.explained(finding, paths, bundle))


@app.command()
def report(
    stored: Annotated[
        list[Path],
        typer.Argument(metavar="RECORDS...", help=RECORDS_HELP, show_default=False, readable=False),
    ],
    outputs: Outputs = None,
    verdicts: Verdicts = None,
    new_only: NewOnly = False,
    language: Language = "zh",
) -> None:
    """Render stored records again 由已存记录出报告

    From what check or extract -o FILE.jsonl wrote, without the documents. 不再读取原文件。
    """
    from gouji.commands import report as command

    raise typer.Exit(command.report(stored, outputs or [], verdicts, new_only, language))


@app.command()
def verdicts(
    books: Annotated[
        list[Path], typer.Argument(metavar="FILE.xlsx...", help=BOOKS_HELP, show_default=False, readable=False)
    ],
    by: Annotated[str, typer.Option("--by", metavar="NAME", help="Who verified. 核实人。", show_default=False)] = "",
    to: Annotated[
        Path | None, typer.Option("--to", metavar="FILE", help="Keep all in FILE. 统一存入此文件。", show_default=False)
    ] = None,
) -> None:
    """Read filled-in verdicts back 读回核实结论

    Kept in DOCUMENT.verdicts.jsonl beside each document; later checks show them. 存于原文件旁，后续核对时列出。
    """
    from gouji.commands import verdicts as command

    raise typer.Exit(command.verdicts(books, by, to))


@app.command()
def diff(
    old: Annotated[Path, typer.Argument(metavar="OLD", help=VERSION_HELP, show_default=False, readable=False)],
    new: Annotated[Path, typer.Argument(metavar="NEW", help=VERSION_HELP, show_default=False, readable=False)],
    outputs: Annotated[
        list[str] | None, typer.Option("-o", "--output", metavar="FILE", help=DIFF_HELP, show_default=False)
    ] = None,
    language: Language = "zh",
) -> None:
    """Compare two versions of one disclosure 前后两版比对

    Figures and passages changed; findings fixed, new (then status 1), still there. 改动之处；问题已改、新出现、仍存在。
    """
    from gouji.commands import diff as command

    raise typer.Exit(command.diff(old, new, outputs or [], language))


app.add_typer(datasets.app)
app.add_typer(train.app, name="train")


@app.command()
def desk(
    paths: Annotated[
        list[Path], typer.Argument(metavar="PATH...", help=STORED_HELP, show_default=False, readable=False)
    ],
    database: Annotated[
        str, typer.Option("--db", metavar="FILE|URL", help="SQLite file, or postgresql://… 标注数据库。")
    ] = "annotations.db",
    annotators: Annotated[
        list[str] | None,
        typer.Option("--annotator", metavar="NAME", help="Annotator; may be repeated. 标注人。", show_default=False),
    ] = None,
    host: Annotated[str, typer.Option(help="Other addresses need a password. 对外地址须设密码。")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="0: any that is free. 端口，0 为任一空闲端口。")] = 8765,
    password: Annotated[
        Path | None,
        typer.Option(
            "--password-file", metavar="FILE", help="Password or its argon2 hash. 密码文件。", show_default=False
        ),
    ] = None,
    models: Models = "none",
    bundle: Bundle = False,
) -> None:
    """Correct, agree, export in a local web page 标注台

    Prints a link that works once. Corrections are kept in the database. 打印一次性链接；改正存入数据库。
    """
    from gouji.commands import desk as command
    from gouji.commands.models_option import chosen

    where = command.Where(host, port, password, tuple(annotators or ("annotator",)))
    raise typer.Exit(command.desk(paths, database, where, chosen(models), bundle))


app.add_typer(exchange.app, name="annotations")


@app.command()
def demo(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Where to write. 写入的文件夹。")] = Path("gouji-demo"),
    seed: Annotated[int, typer.Option(help="Another seed, another document. 随机种子。")] = 1,
) -> None:
    """Try it on a made-up document 以虚构文件演示

    Writes a disclosure with planted slips, checks it and reports. 生成埋有差错的决算公开，核对并出报告。
    """
    from gouji.commands import demo as command

    raise typer.Exit(command.demo(folder, seed))


@app.command()
def sample(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Where to write. 写入的文件夹。")],
    documents: Annotated[int, typer.Option(min=1, help="How many documents. 文件数。")] = 10,
    seed: Annotated[int, typer.Option(help="Same seed, same documents. 随机种子。")] = 1,
    kind: Annotated[str, typer.Option(metavar="budget|final|all", help="预算、决算或两者。")] = "all",
    form: Annotated[str, typer.Option(metavar="txt|docx|xlsx|pdf", help="File format. 文件格式。")] = "txt",
    slips: Annotated[
        str, typer.Option(metavar="all|NAME,…|none", help="Slips to plant in each document. 埋入的差错。")
    ] = "none",
) -> None:
    """Write made-up disclosures with known truth 生成虚构文件及其标注

    Measured by: gouji evaluate DIR/gold/* --corpus DIR. 随后可用 evaluate 度量。
    """
    from gouji.commands import sample as command

    raise typer.Exit(command.sample(folder, documents, seed, kind, form, slips))


@app.command()
def evaluate(
    paths: Annotated[
        list[Path],
        typer.Argument(metavar="PATH...", help="Gold folders; documents for --figures, --cells. 标注文件夹或文件。"),
    ],
    corpus: Annotated[Path, typer.Option(help="Folder of the documents the gold is about. 标注所对应的文件。")] = Path(
        "corpus"
    ),
    document: Annotated[
        list[str] | None,
        typer.Option(metavar="GOLD=FILE", help="The document of a gold folder. 指定某标注所对应的文件。"),
    ] = None,
    planting: Annotated[bool, typer.Option(help="Also break every consistent claim in turn. 另做埋错测试。")] = True,
    cells: Annotated[int, typer.Option(min=0, help="Table cells altered per document. 每份文件改动的单元格数。")] = 0,
    figures: Annotated[
        int, typer.Option(min=0, help="Figures of prose altered per document. 每份文件改动的说明文字数字个数。")
    ] = 0,
    pairs: Annotated[int, typer.Option(min=0, help="Pairs altered at once. 每份文件同时改动两处的次数。")] = 0,
    seed: Annotated[int, typer.Option(help="Seed of what is drawn. 随机种子。")] = 1,
    jobs: Annotated[int | None, typer.Option(min=1, help="Processes. 进程数。", show_default=False)] = None,
    models: Annotated[
        bool, typer.Option("--models", help="Patterns, models, both: trained anew without the gold. 规则与模型比对。")
    ] = False,
    verbose: Annotated[bool, typer.Option(help="List every slip not repaired. 逐条列出未改正的埋错。")] = False,
) -> None:
    """Measure against annotations and planted slips 与人工标注比对、埋错测试"""
    from gouji.commands.evaluate import evaluate as command
    from gouji.learn.planting.documents import Draw

    if models:
        from gouji.commands.ablation import ablation

        raise typer.Exit(ablation(paths, corpus, document or [], seed, jobs))
    draw = Draw(cells, pairs, seed, figures)
    raise typer.Exit(command(paths, corpus, document or [], planting, draw, verbose, jobs))


_YOUNG = 50_000  # objects made before they are looked through for garbage; modules and rules, that stay, are so many


def main() -> None:
    import gc

    from gouji.commands import terminal

    gc.set_threshold(_YOUNG)  # the default, 700, takes a tenth of a short run
    terminal.prepare()
    app()
