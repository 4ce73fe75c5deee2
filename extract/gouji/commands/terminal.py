"""What commands say to the terminal: whatever a document or a file name holds, no terminal is told to do anything.

Standard output carries results, standard error messages and progress. Characters that a terminal obeys (control
characters, escapes, overrides of the writing direction) are shown as ``\\x1b``; characters that its encoding does not
have are shown by what resembles them.
"""

from __future__ import annotations

import codecs
import io
import os
import sys
import unicodedata

from gouji.errors import GoujiError

_KEPT = "\n\t"
_DIRECTIONS = range(0x202A, 0x202F), range(0x2066, 0x206A), (0x200E, 0x200F, 0x061C)
_LINE_ENDS = (0x2028, 0x2029)
_COMMANDS = frozenset(c for group in (*_DIRECTIONS, _LINE_ENDS) for c in group)
_ALIKE = {"−": "-", "×": "x", "÷": "/", "–": "-", "—": "-", "·": ".", "…": "...", "“": '"', "”": '"'}
_STDOUT = "standard output"


def prepare() -> None:
    """Makes the standard streams take every character. Called once, before a command runs."""
    codecs.register_error("gouji.alike", _alike)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="gouji.alike")


def say(text: object) -> None:
    """One line, or several, of a result.

    Raises BrokenPipeError where nobody reads on, GoujiError E008 where standard output cannot be written.
    """
    _write(visible(str(text)) + "\n")


def print_text(text: str) -> None:
    """The text as it is, byte for byte in UTF-8; on a terminal without what a terminal obeys. Raises as `say`."""
    if sys.stdout is not None and sys.stdout.isatty():
        _write(visible(text))
        return
    _write_bytes(text.encode("utf-8", "surrogatepass"))


def print_bytes(data: bytes) -> None:
    """A file's bytes to standard output. Raises as `say`."""
    _write_bytes(data)


def tell(text: object) -> None:
    """A message to standard error; where nobody can be told, nothing happens."""
    _tell(visible(str(text)) + "\n")


def progress(text: str) -> None:
    """What is being done, in place of what was said of it last; an empty text clears it. Terminals only."""
    if sys.stderr is not None and sys.stderr.isatty():
        _tell(f"\r\x1b[K{visible(text)}")


def visible(text: str) -> str:
    """The text with all that a terminal obeys written out; line ends and tabs stay."""
    if text.isprintable():
        return text
    return "".join(c if c in _KEPT or not _obeyed(c) else _escaped(c) for c in text)


def close_quietly() -> None:
    """Lets what is still to be written go, so that the interpreter does not complain of a closed pipe at its end."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, ValueError, AttributeError):
        return


def flush() -> None:
    """Raises as `say`."""
    _write("")


def _write(text: str) -> None:
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except (OSError, ValueError, AttributeError) as exc:
        raise _unwritable(exc) from exc


def _write_bytes(data: bytes) -> None:
    try:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        raise
    except (OSError, ValueError, AttributeError) as exc:
        raise _unwritable(exc) from exc


def _tell(text: str) -> None:
    try:
        sys.stderr.write(text)
        sys.stderr.flush()
    except (OSError, ValueError, AttributeError):
        return


def _unwritable(exc: Exception) -> GoujiError:
    reason = exc.strerror if isinstance(exc, OSError) else None
    return GoujiError("E008", path=_STDOUT, reason=reason or "it is closed")


def _obeyed(char: str) -> bool:
    return ord(char) in _COMMANDS or unicodedata.category(char) in ("Cc", "Cs")


def _escaped(char: str) -> str:
    code = ord(char)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"


def _alike(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    wanted = error.object[error.start : error.end]
    return "".join(_held(_ALIKE.get(c, "?"), error.encoding) for c in wanted), error.end


def _held(text: str, encoding: str) -> str:
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return "?"
    return text
