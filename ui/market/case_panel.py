"""What the details of a case show besides its fields: its way, the next step, its limit, rebounds, its steps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QPushButton, QVBoxLayout, QWidget

from bureau.desk import Desk
from bureau.ledger.entry import Names, Value
from bureau.market.ledgers import CASES, STEPS
from bureau.market.workflow import CASE_FLOW, NEXT_STEPS
from bureau.storage.photo_lists import KeptPhoto, kept_photos
from bureau.storage.rows import page
from bureau.workflow import trail_of
from ui import tokens
from ui.ledger.beside_lines import Beside, BesideLines
from ui.ledger.handling import RecordPanel
from ui.ledger.inputs.base import mark
from ui.ledger.moments_below import MomentsBelow
from ui.ledger.page import LedgerPage
from ui.ledger.photos.pictures import tiles_of
from ui.ledger.photos.viewer import PhotoViewer, Side
from ui.ledger.timeline import MomentView
from ui.ledger.tones import tone_name
from ui.market.case_handling import chain_of, next_of, part_menu
from ui.market.path_line import PathLine, way_of
from ui.party.adopting import adopted_for
from ui.sanitation.from_case import deducted_for
from ui.widgets.way_line import Way

Row = Mapping[str, object]
FIRST = 5
"""So many steps are shown at first, the newest."""


@dataclass(frozen=True, slots=True)
class StepSeen:
    """One step in words."""

    at: str
    by: str
    title: str
    lines: tuple[str, ...]
    photos: tuple[KeptPhoto, ...]


@dataclass(frozen=True, slots=True)
class CaseSeen:
    """A case as the panel shows it."""

    record: int
    way: Way
    next_step: str
    light: str
    tone: str
    rebound: str
    beside: tuple[Beside, ...]
    steps: tuple[StepSeen, ...]


class CasePanel(RecordPanel):
    """Above the photos: way, next step, limit, rebound; below the facts: the steps taken."""

    def __init__(self, page_of_cases: LedgerPage) -> None:
        self.page = page_of_cases
        self.seen: CaseSeen | None = None
        self._viewer: PhotoViewer | None = None
        self._lay_out_head()
        self.tail = self.steps = MomentsBelow("办理过程", "步", FIRST)

    def _lay_out_head(self) -> None:
        self.head = QWidget()
        column = QVBoxLayout(self.head)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.GRID)
        self.path = PathLine(self.head)
        column.addWidget(self.path)
        self.aside = self._line("case-aside", "warning")
        self.light = self._line("case-light", "")
        self.rebound = QPushButton(self.head)
        self.rebound.setObjectName("case-rebound")
        self.rebound.setProperty("role", "link")
        self.rebound.setToolTip("看这个地点的前后几次")
        self.rebound.clicked.connect(self._show_chain)
        for part in (self.aside, self.light):
            column.addWidget(part)
        column.addWidget(self.rebound, 0, Qt.AlignmentFlag.AlignLeft)
        self.beside = BesideLines(self.page.context, self.head)
        column.addWidget(self.beside)
        row = QHBoxLayout()
        row.setSpacing(tokens.GRID)
        self.next_button = QPushButton(self.head)
        self.next_button.setObjectName("case-next")
        self.next_button.setProperty("role", "main")
        self.next_button.clicked.connect(self._take_next)
        row.addWidget(self.next_button, 1)
        self.handle_button = self._dropping("办理 ▾", "case-handle", "steps", row)
        self.paper_button = self._dropping("文书 ▾", "case-papers", "papers", row)
        column.addLayout(row)

    def _line(self, name: str, role: str) -> QLabel:
        made = QLabel(self.head)
        made.setObjectName(name)
        made.setWordWrap(True)
        if role:
            made.setProperty("role", role)
        return made

    def _dropping(self, words: str, name: str, part: str, row: QHBoxLayout) -> QPushButton:
        button = QPushButton(words, self.head)
        button.setObjectName(name)
        menu = QMenu(button)
        menu.aboutToShow.connect(lambda: self._fill(menu, part))
        button.clicked.connect(lambda: menu.popup(button.mapToGlobal(button.rect().bottomLeft())))
        row.addWidget(button)
        return button

    def _fill(self, menu: QMenu, part: str) -> None:
        menu.clear()
        if self.seen is not None:
            part_menu(self.page, menu, [self.seen.record], part)

    # -- showing -------------------------------------------------------------------------------

    def read(self, desk: Desk, record: int) -> object:
        """The case, its trail and its chain, in one picture."""
        return see_case(desk, record)

    def show(self, found: object) -> None:
        """Shows what was read; nothing for a case that is gone."""
        self.seen = found if isinstance(found, CaseSeen) else None
        if self.seen is None:
            return
        seen = self.seen
        self.path.show_way(seen.way)
        self.aside.setText(f"{tokens.TONES['warning'].mark} {seen.way.aside}")
        self.aside.setVisible(bool(seen.way.aside))
        self.light.setText(seen.light)
        self.light.setVisible(bool(seen.light))
        mark(self.light, "role", seen.tone if seen.tone in ("danger", "warning") else "soft")
        self.rebound.setText(seen.rebound)
        self.rebound.setVisible(bool(seen.rebound))
        self.beside.show_lines(seen.beside)
        step = CASE_FLOW.by_key.get(seen.next_step)
        self.next_button.setVisible(step is not None)
        self.next_button.setText(f"{step.title}…" if step is not None else "")
        self.next_button.setEnabled(self.page.context.writable)
        self.steps.tell(seen.steps, self._write)

    def _write(self, view: MomentView, step: StepSeen) -> None:
        view.column.addWidget(view.line(" · ".join(filter(None, (step.at, step.by))), "faint"))
        view.column.addWidget(view.line(step.title, "heading"))
        for words in step.lines:
            view.column.addWidget(view.line(words, "soft"))
        if step.photos:
            button = QPushButton(f"照片 {len(step.photos)} 张", view)
            button.setObjectName("step-photos")
            button.setProperty("role", "link")
            button.setAccessibleDescription(f"{step.title} {step.at}")
            button.clicked.connect(lambda: self._open_photos(step))
            view.column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)

    # -- what its buttons do -------------------------------------------------------------------

    def _take_next(self) -> None:
        if self.seen is not None:
            next_of(self.seen.next_step)(self.page, [self.seen.record])

    def _show_chain(self) -> None:
        if self.seen is not None:
            chain_of(self.page, self.seen.record)

    def _open_photos(self, step: StepSeen) -> None:
        """The photos of a step in full; they aren't turned or changed from here."""
        if self._viewer is None:
            self._viewer = PhotoViewer(self.page.context, self.page.window())
        tiles = tuple(tiles_of(self.page.context.desk, step.photos))
        self._viewer.open_at([Side("photos", f"{step.title} {step.at}", tiles)], "photos", 0)


# -- reading ---------------------------------------------------------------------------------------


def see_case(desk: Desk, record: int) -> CaseSeen | None:
    """A case as it is now, None when it is gone."""
    with desk.store.snapshot() as conn:
        found = page(conn, CASES, [record], today=desk.now())
        if not found:
            return None
        row, names = found[0], desk.store.names(conn)
        trail = trail_of(conn, CASE_FLOW, [record], desk.today())[record].steps
        beside = (
            *deducted_for(conn, names, record, desk.today()),
            *adopted_for(conn, names, record, desk.today()),
        )
    state = CASE_FLOW.state_of(row)
    item = names.item_by_id(state)
    before = [one for step in trail if isinstance(one := step["state_before"], int)]
    return CaseSeen(
        record,
        way_of(state, item.title if item is not None else "", before),
        next_step_of(row, state),
        light_words(row, names),
        tone_name(CASES.by_key["light"], stored(row, "light")),
        rebound_words(row),
        beside,
        tuple(step_words(step, names) for step in reversed(trail)),
    )


def next_step_of(row: Row, state: int) -> str:
    """The key of the step that usually comes next, "" for none."""
    key = NEXT_STEPS.get(state, "")
    return "" if key == "call-back" and row.get("satisfaction") is not None else key


def light_words(row: Row, names: Names) -> str:
    """▲ 超期 3 天 · 期限 2026-10-03 17:30."""
    due = row.get("due_on")
    light = CASES.by_key["light"].type.show(stored(row, "light"), names)
    if not due:
        return light
    days = row.get("overdue_days")
    late = f" {days} 天" if light == "▲ 超期" and isinstance(days, int) else ""
    moment = " ".join(filter(None, (str(due), str(row.get("due_time") or ""))))
    return " · ".join(filter(None, (f"{light}{late}" if light else "", f"期限 {moment}")))


def rebound_words(row: Row) -> str:
    """第 2 次反弹 · 距上次结案 18 天."""
    if row.get("unlinked"):
        return f"不算反弹：{row['unlinked']}"
    nth, days = row.get("rebound_nth"), row.get("rebound_days")
    if not isinstance(nth, int) or not nth:
        return ""
    return f"第 {nth} 次反弹 · 距上次结案 {days} 天"


def step_words(step: Row, names: Names) -> StepSeen:
    """One row of the trail in words."""
    item = names.item_by_id(int(str(step["step"])))
    lines = []
    for keys in (("unit", "person"), ("until", "until_time"), ("approver",), ("receiver",)):
        texts = [STEPS.by_key[key].type.show(stored(step, key), names) for key in keys]
        told = " ".join(text for text in texts if text)
        if told:
            title = "承办" if keys[0] == "unit" else STEPS.by_key[keys[0]].title
            lines.append(f"{title}：{told}")
    if step["remark"]:
        lines.append(str(step["remark"]))
    return StepSeen(
        str(step["at"])[5:16],
        str(step["by"] or ""),
        item.title if item is not None else "",
        tuple(lines),
        tuple(kept_photos(step["photos"])),
    )


def stored(row: Row, key: str) -> Value:
    """One stored value."""
    value: Value = row.get(key)  # type: ignore[assignment]
    return value
