"""The number that an indicator's name quotes against its value, in forms of goals."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.reconcile.kernel.catalogue import relation
from gouji.reconcile.kernel.equal import try_equal
from gouji.reconcile.kernel.relation import Tried, cut_short, printed, table_name
from gouji.reconcile.model import say
from gouji.reconcile.statements.document_index import Context
from gouji.reconcile.statements.readings.quoted_goals import quoted_goals as _quoted

_CODE = "form.quoted"


@relation(_CODE)
def quoted_goals(context: Context) -> Iterator[Tried]:
    """Each indicator whose name quotes a number in the unit of its value."""
    for one in _quoted(context.document):
        value = one.goal.term
        place = say("table.cell", table=table_name(one.table), words=one.goal.words)
        yield try_equal(
            _CODE,
            one.quoted,
            value,
            names=("value", "cell"),
            why=say("table.states", table=place, figure=printed(value)),
            says={"words": cut_short(one.goal.words), "value": printed(value)},
            rule="form.goal_value",
        )
