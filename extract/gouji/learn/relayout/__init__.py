"""Documents printed anew in another layout: what is read otherwise then is a fault of reading.

In: documents whose reading holds, and seeds. Out: files in four formats, and the statements and findings that differ
between a document and its re-layout, each with its place and the options that were on.

Start at `trial.run` (one document, one layout), then `layouts.Layout` (the options). `contents` takes a document apart
into paragraphs and tables, `arranged` lays them out as the options say, and a printer per format prints them
(`pdf_pages`, `word_file`, `workbook`, `web_page`). `differences` compares what is read of both.

`rewordings` change what a document is printed with and not what it says (characters, units, order, line ends);
`restated` prints a document with one of them and compares by meaning.

Where a change belongs: an option that all formats have is a field of `Layout` and is carried out in `arranged`; one of
a single format is carried out by its printer.
"""

from gouji.learn.relayout.layouts import FORMATS, Layout
from gouji.learn.relayout.trial import Outcome, holds, print_document, run

__all__ = ["FORMATS", "Layout", "Outcome", "holds", "print_document", "run"]
