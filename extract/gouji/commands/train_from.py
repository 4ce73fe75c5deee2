"""`gouji train --from annotations.db`: what annotators have corrected teaches the models."""

from __future__ import annotations

from gouji import learned
from gouji.commands import FAILED, OK, report_error, terminal
from gouji.commands.desk import require
from gouji.commands.train import require_libraries
from gouji.errors import GoujiError
from gouji.learn.corrections.loop import Lesson, retrain


def train_from(database: str, lesson: Lesson) -> int:
    """Prints before and after of each model, and writes those that are no worse. Status 2 where none is written."""
    require()
    require_libraries()
    from gouji.desk.store.database import Database
    from gouji.learn.corrections.corrected import corrected

    learned.home("spans", lesson.out)  # E035, before anything is trained
    store = Database(database, existing=True)
    try:
        found = corrected(store)
    finally:
        store.close()
    if not found:
        raise GoujiError("E057", model="any model", reason="nobody has looked at a document yet")
    written = False
    for told in retrain(found, lesson):
        if isinstance(told, GoujiError):
            report_error(told)
        else:
            terminal.say(told.text)
            written |= told.written
    return OK if written else FAILED
