"""`gouji annotations export|import`: layers of the desk's database as files of other tools, and back."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(no_args_is_help=True, help="Exchange annotations with other tools 与其他标注工具交换")

Database = Annotated[str, typer.Option("--db", metavar="FILE|URL", help="The desk's database. 标注数据库。")]
Format = Annotated[
    str,
    typer.Option("--format", metavar="jsonl|label-studio|doccano|docbin|brat|conll", help="Of the file. 文件格式。"),
]


@app.command()
def export(
    output: Annotated[str, typer.Option("-o", "--output", metavar="FILE", help="'-': standard output. 输出文件。")],
    database: Database = "annotations.db",
    format: Format = "jsonl",
    layer: Annotated[
        str, typer.Option(metavar="final|suggestions|NAME", help="Whose annotations. 取哪一份标注。")
    ] = "final",
) -> None:
    """Write annotations to a file 导出标注"""
    from gouji.commands.desk import annotations_out

    raise typer.Exit(annotations_out(database, output, format, layer))


@app.command("import")
def import_(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Annotations of another tool. 标注文件。")],
    annotator: Annotated[str, typer.Option(metavar="NAME", help="Whose they become. 记在谁名下。")],
    database: Database = "annotations.db",
    format: Format = "jsonl",
    replace: Annotated[
        bool, typer.Option("--replace", help="What the file does not have is gone. 文件中没有的视为已删除。")
    ] = False,
) -> None:
    """Take a file as an annotator's own 导入标注

    Every bad record is told with its place; nothing that is in the database changes. 逐条报告有误之处。
    """
    from gouji.commands.desk import annotations_in

    raise typer.Exit(annotations_in(database, file, format, annotator, replace))
