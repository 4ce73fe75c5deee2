"""The commands on corpora: run, query, export, panel. They import what they need when they run."""

from __future__ import annotations

from typing import Annotated

import typer

from gouji.commands.options import MEGABYTES, PROCESSOR, SECONDS, Megabytes, Models, Processor, Seconds

EXPORT_HELP = "Write to FILE: .csv .xlsx .jsonl .parquet. 结果文件，格式由后缀决定。"
CORPUS_HELP = (
    "Folders, files, quoted globs, URLs, lists of paths (.list), tables with a column of paths (.csv .parquet .jsonl). "
    "文件夹、文件、通配符、URL、路径清单，或带路径列的表。"
)

app = typer.Typer()

Dataset = Annotated[str, typer.Argument(metavar="OUT", help="What gouji run wrote. 数据集位置。", show_default=False)]
Labels = Annotated[str, typer.Option(metavar="en|zh", help="Names of columns. 列名语言。")]


@app.command()
def run(
    corpus: Annotated[
        list[str],
        typer.Argument(metavar="CORPUS...", help=CORPUS_HELP, show_default=False),
    ],
    out: Annotated[str, typer.Option("-o", "--output", metavar="OUT", help="The dataset: folder or URL. 数据集位置。")],
    jobs: Annotated[int | None, typer.Option(min=1, help="Processes. 进程数。", show_default=False)] = None,
    sample: Annotated[
        int | None, typer.Option(min=1, metavar="N", help="So many documents only. 只读 N 份。", show_default=False)
    ] = None,
    resume: Annotated[
        bool, typer.Option("--resume", help="Go on with the dataset at OUT. 在已有数据集上续跑。")
    ] = False,
    retry: Annotated[
        bool, typer.Option("--retry", help="With --resume: failed documents anew. 重试失败的文件。")
    ] = False,
    drop: Annotated[
        bool,
        typer.Option("--drop-missing", help="With --resume: take out what is no input any more. 移除已不在输入者。"),
    ] = False,
    seconds: Seconds = SECONDS,
    megabytes: Megabytes = MEGABYTES,
    processor: Processor = PROCESSOR,
    models: Models = "none",
    scheduler: Annotated[
        str, typer.Option(metavar="ADDRESS", help="A Dask scheduler, whose workers read. Dask 调度器地址。")
    ] = "",
    every: Annotated[
        float, typer.Option("--save-every", min=0, metavar="SECONDS", help="Write what is done. 每隔几秒写盘。")
    ] = 30,
) -> None:
    """Read a corpus into a dataset 整批核对并存为数据集

    Parquet tables of documents, statements, findings …, resumable at any moment. 随时可中断、可续跑。
    """
    from gouji.commands import corpus as command
    from gouji.commands.models_option import chosen
    from gouji.corpus.settings import Limits, Settings

    limits = Limits(seconds, megabytes, processor)
    settings = Settings(jobs, sample, resume, retry, drop, chosen(models), limits, scheduler, every)
    raise typer.Exit(command.run(corpus, out, settings))


@app.command()
def query(
    dataset: Dataset,
    sql: Annotated[str, typer.Argument(metavar="SQL", help="A query of DuckDB. DuckDB 查询语句。")],
    output: Annotated[
        str | None, typer.Option("-o", "--output", metavar="FILE", help=EXPORT_HELP, show_default=False)
    ] = None,
    labels: Labels = "en",
) -> None:
    """Ask a dataset by SQL 以 SQL 查询数据集

    Every table is a view: documents, entities, claims, facts, statements, links, findings, checks, errors …
    各表均可直接查询。
    """
    from gouji.commands import query as command

    raise typer.Exit(command.query(dataset, sql, output, labels == "zh"))


@app.command()
def export(
    dataset: Dataset,
    outputs: Annotated[list[str], typer.Option("-o", "--output", metavar="FILE", help=EXPORT_HELP)],
    tables: Annotated[
        list[str] | None, typer.Option("-t", "--table", help="May be repeated for xlsx. 表名，xlsx 可多个。")
    ] = None,
    labels: Labels = "en",
) -> None:
    """Write tables of a dataset to files 导出数据集的表

    Without --table the findings; in a workbook documents, findings and errors. 默认导出发现。
    """
    from gouji.commands import query as command

    raise typer.Exit(command.export(dataset, tables or ["findings", "documents", "errors"], outputs, labels == "zh"))


@app.command()
def panel(
    dataset: Dataset,
    outputs: Annotated[
        list[str] | None, typer.Option("-o", "--output", metavar="FILE", help=EXPORT_HELP, show_default=False)
    ] = None,
    across: Annotated[
        bool, typer.Option("--across", help="What documents say of each other. 文件之间的核对。")
    ] = False,
    labels: Labels = "en",
) -> None:
    """Make a panel of a dataset 部门×年度×指标面板

    A row a department, year, stage and indicator, with its place; with --across the findings between documents.
    每行一个部门、年度、阶段与指标，附出处；加 --across 为文件之间的不一致。
    """
    from gouji.commands import panel as command

    raise typer.Exit(command.panel(dataset, outputs or [], across, labels == "zh"))
