"""Options that several groups of commands share."""

from __future__ import annotations

from typing import Annotated

import typer

from gouji.corpus.settings import Limits

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

_LIMITS = Limits()

Seconds = Annotated[
    float, typer.Option("--time-limit", min=0, help="Seconds a document; 0: none. 单份时限（秒），0 为不限。")
]
Megabytes = Annotated[
    int, typer.Option("--memory-limit", min=0, help="Megabytes a document; 0: none. 单份内存上限（MB），0 为不限。")
]
Processor = Annotated[
    float,
    typer.Option("--cpu-limit", min=0, help="Processor seconds a document; 0: none. 单份处理器时限（秒），0 为不限。"),
]
SECONDS, MEGABYTES, PROCESSOR = _LIMITS.seconds, _LIMITS.megabytes, _LIMITS.processor
