"""Every error the package raises on purpose: a stable code and one clear sentence."""

from __future__ import annotations

MESSAGES = {
    "E001": "no such file or folder: {path}",
    "E002": "the file is empty: {path}",
    "E003": "not a text document (binary content): {path}",
    "E004": "cannot tell the character encoding: {path}",
    "E005": "the folder holds no document that gouji reads ({suffixes}): {path}",
    "E007": "unknown output format {suffix!r}: {path}; gouji writes {suffixes}",
    "E008": "cannot write {path}: {reason}",
    "E009": "cannot read {path}: {reason}",
    "E010": "the document is encrypted: {path}",
    "E011": "invalid rule file {path}: {reason}",
    "E012": "invalid gold folder {path}: {reason}",
    "E013": "the output is a folder: {path}",
    "E014": "the file goes beyond the limit of {limit} {what} (it has {value}): {path}",
    "E015": "reading .doc files needs LibreOffice (soffice), which is not installed: {path}",
    "E016": "drawing the tables needs Pillow: pip install 'gouji[debug]'",
    "E017": "no finding {id} in {path}; there are: {ids}",
    "E018": "no such model: {path}",
    "E019": "the model file is missing or is not the one that was released with the model: {path}",
    "E020": "no such slip: {name}; there are: {names}",
    "E021": "making PDF files needs LibreOffice (soffice), which is not installed",
    "E022": "LibreOffice could not convert {path}: {reason}",
    "E023": "{path}, line {line}: {reason}",
    "E024": "too few documents to train on: each of {folds} folds needs one at least",
    "E025": "rule {rule} took longer than {seconds} s on a text that begins with {text!r}",
}


class GoujiError(Exception):
    """A failure with a code from `MESSAGES`; `str()` gives `E001: …`.

    Attributes:
        code: the stable code, for programs.
        message: the sentence, for people.
    """

    def __init__(self, code: str, **arguments: object) -> None:
        self.code = code
        self.message = MESSAGES[code].format(**arguments)
        super().__init__(f"{code}: {self.message}")
