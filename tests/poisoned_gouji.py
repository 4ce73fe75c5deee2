"""`gouji` in which three documents do harm, by their names: for tests of what a run does then.

The processes of a run import the program that began it, so that the harm is there in each of them.
"""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

from gouji import api
from gouji.cli import main
from gouji.document import Document

_read = api.read


def harmful(source: api.Source, name: str = "") -> Document:
    """Reads a document, unless its name says that it does harm."""
    match Path(source).stem:
        case "kills":
            os.kill(os.getpid(), signal.SIGKILL)
        case "hangs":
            time.sleep(3600)
        case "eats":
            eaten = []
            while True:
                eaten.append(bytearray(b"x") * (64 << 20))
    return _read(source, name)


api.read = harmful

if __name__ == "__main__":
    main()
