"""考核办法: rubrics, rules of payment and awards; the shipped ones copied, the bureau's own edited."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QStackedWidget

from bureau.assessment.ledgers import AWARDS, PAY_RULE_LINES, PAY_RULES, RUBRICS
from bureau.assessment.ranking import Awards
from bureau.assessment.rubric import Rubric
from bureau.assessment.rules import Rule
from bureau.layouts import Layouts
from bureau.register.actions import LEDGER as CATALOGUE
from bureau.storage.changes import ChangeSet
from ui.assessment.awards_form import AwardsForm
from ui.assessment.kept import AwardsKept, RubricsKept, RulesKept
from ui.assessment.room import Room
from ui.assessment.rubric_form import RubricForm
from ui.assessment.rule_form import RuleForm
from ui.context import Context
from ui.settings.frame import Frame
from ui.tokens import GRID
from ui.widgets.name_row import NameRow

SANITATION, TOWNS = "sanitation", "towns"
SHOWN_BY = frozenset({RUBRICS.name, PAY_RULES.name, PAY_RULE_LINES.name, AWARDS.name, CATALOGUE})
AnyRoom = Room[Rubric] | Room[Rule] | Room[Awards]


class RulesRoom(Room[Rule]):
    """扣费规则: problems and blocks of the rubrics are offered as they are now."""

    def refresh(self, key: str = "") -> None:
        kept, form = self.kept, self.form
        if isinstance(kept, RulesKept) and isinstance(form, RuleForm) and not form.changed:
            form.offer(kept.problems(), kept.blocks(), kept.events())
        super().refresh(key)


class BooksPage(Frame):
    """A row of kinds, and the one in sight. `families` are what is judged here."""

    def __init__(
        self,
        context: Context,
        layouts: Layouts | None = None,
        families: Sequence[str] = (SANITATION, TOWNS),
    ) -> None:
        super().__init__(
            context,
            "assessment-books",
            "考核办法",
            "自带的先复制再改；一套从生效日期起管到下一套生效，已签发的月份不受影响。",
            help_anchor="assessment",
            scrolls=False,
        )
        self.setContentsMargins(GRID * 2, GRID, GRID * 2, GRID)
        self.layouts = layouts
        self.rooms: dict[str, AnyRoom] = {}
        self.stack = QStackedWidget()
        desk = context.desk
        self._add("rubrics", Room(self, RubricsKept(desk, families), RubricForm()))
        if SANITATION in families:
            rules = RulesKept(desk, (SANITATION,))
            self._add("pay-rules", RulesRoom(self, rules, RuleForm()))
        if TOWNS in families:
            awards = AwardsKept(desk, (TOWNS,))
            self._add("awards", Room(self, awards, AwardsForm()))
        self.kinds = NameRow()
        names = [(key, room.kept.title) for key, room in self.rooms.items()]
        self.kinds.show_names(names, "rubrics")
        self.kinds.wanted.connect(self.show_kind)
        self.head.insertWidget(1, self.kinds, 1)
        self.column.addWidget(self.stack, 1)
        self._stale = True
        context.news.changed.connect(self._on_news)

    def _add(self, key: str, room: AnyRoom) -> None:
        self.rooms[key] = room
        self.stack.addWidget(room)

    @property
    def room(self) -> AnyRoom:
        """The kind in sight."""
        return self.rooms[self.kinds.current]

    def show_kind(self, key: str) -> None:
        """Another kind; what is typed into the one before stays there."""
        self.kinds.mark(key)
        self.stack.setCurrentWidget(self.rooms[key])

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Reads the lists when they are first looked at."""
        super().showEvent(event)
        if self._stale:
            self.refresh()

    def _on_news(self, changes: ChangeSet) -> None:
        if SHOWN_BY & set(changes.records):
            self._stale = True
            if self.isVisible():
                self.refresh()

    # -- what the window asks of a page ----------------------------------------------------------

    def refresh(self) -> None:
        """F5: reads all lists anew."""
        self._stale = False
        for room in self.rooms.values():
            room.refresh()

    def save_form(self) -> bool:
        """Ctrl+S: saves what is in the form, an open cell too."""
        self.room.commit()
        return self.room.form.changed and self.room.save()

    def finish_editing(self) -> bool:
        """Asks about forms that aren't saved; False when a person goes on editing."""
        for key, room in self.rooms.items():
            if room.form.changed and not room.saving:
                self.show_kind(key)
                if not room.let_go():
                    return False
        return True


class SanitationBooksPage(BooksPage):
    """What contractors are judged and paid by."""

    def __init__(self, context: Context, layouts: Layouts | None = None) -> None:
        super().__init__(context, layouts, (SANITATION,))


class TownBooksPage(BooksPage):
    """What towns and streets are judged and rewarded by."""

    def __init__(self, context: Context, layouts: Layouts | None = None) -> None:
        super().__init__(context, layouts, (TOWNS,))
