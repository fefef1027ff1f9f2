"""What the bureau says while a form is typed: values it proposes and why, records it reminds of."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from bureau.desk import Desk
from bureau.editing.inputs import Inputs
from bureau.errors import BureauError
from bureau.ledger.entry import Names, Value
from ui.ledger.form_row import FieldRow
from ui.ledger.handling import Advice, Remark
from ui.widgets.bars import NoticeBar

Advise = Callable[[Desk, Inputs, int | None], Advice]


def ask(advise: Advise | None, desk: Desk, inputs: Inputs, record: int | None) -> Advice:
    """What the department says to these inputs; what can't be read yet is said beside its field."""
    if advise is None:
        return Advice()
    try:
        return advise(desk, inputs, record)
    except BureauError:
        return Advice()


def show_remarks(
    notice: NoticeBar, remarks: Sequence[Remark], look: Callable[[int], object]
) -> None:
    """All sentences in one strip; the first that speaks of a record leads to it."""
    spoken_of = next((one.record for one in remarks if one.record is not None), None)
    acts = [("查看那一条", lambda: look(spoken_of))] if spoken_of is not None else []
    notice.show_notice("\n".join(one.sentence for one in remarks), remarks[0].tone, acts)


class Proposals:
    """Fills fields that a person left alone, and takes back what no longer holds."""

    def __init__(self, rows: Mapping[str, FieldRow]) -> None:
        self.rows = rows
        self._given: dict[str, Value] = {}

    def forget(self) -> None:
        """Another record begins."""
        self._given = {}

    def own(self, inputs: Inputs) -> Inputs:
        """The inputs without those that were only proposed."""
        return {key: raw for key, raw in inputs.items() if not self._is_proposed(key)}

    def _is_proposed(self, key: str) -> bool:
        return key in self._given and self.rows[key].input.current() == self._given[key]

    def show(self, advice: Advice, names: Names, *, fill: bool) -> None:
        """Fills in what is proposed where nobody typed, and says why below the field."""
        for key in {*self._given, *advice.proposals}:
            field_input = self.rows[key].input
            if not fill or (field_input.current() is not None and not self._is_proposed(key)):
                self._given.pop(key, None)  # a person chose another value: it stays
                continue
            proposal = advice.proposals.get(key)
            value = proposal.value if proposal is not None else None
            if field_input.current() != value:
                field_input.take_stored(value, names)
            self._given[key] = value
        for key, row in self.rows.items():
            why = advice.whys.get(key, "")
            if key in advice.proposals and self._is_proposed(key):
                why = advice.proposals[key].why
            row.show_why(why)
