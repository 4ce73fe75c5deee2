"""Runs the command line for real, in a process of its own."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path


def gouji(*arguments: str | Path, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    """`gouji` with these arguments; output decoded as UTF-8."""
    command = [sys.executable, "-m", "gouji", *map(str, arguments)]
    return subprocess.run(command, cwd=cwd, capture_output=True, encoding="utf-8", timeout=120, check=False)


def not_ignoring_signals() -> None:
    """What a shell in the foreground gives a command. A run behind nohup or `&` would hand on that it ignores them."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)
