"""Options that several groups of commands share."""

from __future__ import annotations

from typing import Annotated

import typer

MODELS_HELP = (
    "Learned models that take part: 'shipped' (those of gouji), 'none', or a folder of your own (gouji train --out). "
    "参与识别的模型：shipped、none 或自训模型的文件夹。"
)


def _models(told: str) -> str:
    """Refuses what is neither a word nor a folder of models, also where the path of a document is taken for it."""
    from gouji.commands.models_option import require

    require(told)
    return told


Models = Annotated[
    str, typer.Option("--models", metavar="shipped|none|DIR", callback=_models, is_eager=True, help=MODELS_HELP)
]
