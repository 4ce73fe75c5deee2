"""Files as LibreOffice shows them: as PDF, as text and as pictures of pages."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pypdfium2 as pdfium
import pytest

needed = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")


def as_pdf(path: Path, folder: Path) -> Path:
    """The file as LibreOffice prints it; a profile in `folder` keeps runs apart."""
    return _converted(path, folder, "pdf")


def saved_again(path: Path, folder: Path) -> Path:
    """The file as LibreOffice writes it after opening it."""
    return _converted(path, folder, path.suffix.lstrip("."))


def _converted(path: Path, folder: Path, form: str) -> Path:
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", form, "--outdir", str(folder), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return folder / f"{path.stem}.{form}"


def pages(path: Path) -> list[str]:
    """The text of each page of a PDF, without blanks."""
    file = pdfium.PdfDocument(path)
    try:
        return ["".join(page.get_textpage().get_text_bounded().split()) for page in file]
    finally:
        file.close()
