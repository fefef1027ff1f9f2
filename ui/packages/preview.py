"""What a package would do, before anything happens: merged by itself, to be decided, to be removed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHeaderView, QLabel, QLineEdit, QTableWidgetItem, QWidget

from ui.settings.frame import Card, PlainList, button, heading, note, row_of

if TYPE_CHECKING:
    from bureau.storage.merging.package import About
    from bureau.storage.merging.reading_in import Choice, Outcome
    from bureau.storage.merging.telling import Question, Side
    from bureau.storage.shape import Shape

LATER, OTHER = 1, 2
"""Columns of the two values."""
TAKEN, LEFT = "✓ ", "　 "
MOST_ROWS: Final = 7
REASON_LEAST: Final = 2


def counts_of(found: Mapping[str, Sequence[int]], shapes: Mapping[str, Shape]) -> str:
    """案件台账 12 条、道路 1 条; child rows and what is kept inside aren't named."""
    told = []
    for name, ids in found.items():
        declared = shapes[name].declaration
        if declared is not None and not declared.internal:
            told.append(f"{declared.title} {len(ids):,} 条")
    return "、".join(told)


def merged_words(outcome: Outcome, shapes: Mapping[str, Shape]) -> str:
    """What needs nobody's decision."""
    applied = outcome.applied
    lines = [
        f"{word}：{told}"
        for word, found in (("新增", applied.inserted), ("修改", applied.updated))
        if (told := counts_of(found, shapes))
    ]
    if outcome.revived:
        lines.append(f"保留：{len(outcome.revived):,} 条虽被一边删除，但还有记录引用")
    if outcome.lifted:
        lines.append(f"恢复生效：以前收回的 {outcome.lifted:,} 条，对方后来的内容以它为根据")
    return "；".join(lines) + "。" if lines else "没有。"


def side_words(side: Side, here: str = "本机") -> str:
    """人民路16号（本机 王五 10-08 09:00）."""
    who = f"{here} {side.actor}" if side.is_ours else side.actor
    return f"{side.value}（{who} {side.at[5:16]}）" if side.at else f"{side.value}（{who}）"


class Questions(PlainList):
    """Fields that both sides wrote: the later value holds unless a person takes the other."""

    def __init__(self) -> None:
        super().__init__(
            "package-questions",
            "需要选择",
            ("哪一项", "后改的", "另一边"),
            stretch=OTHER,
        )
        self.horizontalHeader().setSectionResizeMode(LATER, QHeaderView.ResizeMode.Stretch)
        self.set_widths((14, 0, 0))
        self.questions: tuple[Question, ...] = ()
        self.other: set[Choice] = set()
        self.cellClicked.connect(self._clicked)

    def show_questions(self, questions: Sequence[Question]) -> None:
        """The later ones hold at first."""
        self.questions, self.other = tuple(questions), set()
        self.show_rows(
            [
                (f"{one.record} {one.field}", *map(side_words, (one.stands, one.yields)))
                for one in self.questions
            ]
        )
        self._mark()
        self.fit_height(MOST_ROWS)
        if self.questions:
            self.selectRow(0)

    def _mark(self) -> None:
        for row, one in enumerate(self.questions):
            for column, side, is_taken in (
                (LATER, one.stands, one.key not in self.other),
                (OTHER, one.yields, one.key in self.other),
            ):
                item = self.item(row, column)
                assert isinstance(item, QTableWidgetItem)
                item.setText((TAKEN if is_taken else LEFT) + side_words(side))
            first = self.item(row, 0)
            assert isinstance(first, QTableWidgetItem)
            first.setToolTip(f"{one.ledger} {one.record} {one.field}")

    def choose(self, row: int, *, other: bool) -> None:
        """Takes one of the two."""
        key = self.questions[row].key
        (self.other.add if other else self.other.discard)(key)
        self._mark()

    def choose_all(self, *, ours: bool) -> None:
        """Takes everywhere what was written here, or there."""
        self.other = {one.key for one in self.questions if one.yields.is_ours == ours}
        self.other -= {one.key for one in self.questions if one.stands.is_ours == ours}
        self._mark()

    def choose_later(self) -> None:
        """Takes the later one everywhere."""
        self.other = set()
        self._mark()

    def _clicked(self, row: int, column: int) -> None:
        if column in (LATER, OTHER):
            self.choose(row, other=column == OTHER)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Space takes the other one."""
        row = self.currentRow()
        if event.key() == Qt.Key.Key_Space and 0 <= row < len(self.questions):
            self.choose(row, other=self.questions[row].key not in self.other)
            return
        super().keyPressEvent(event)


class PackagePreview(Card):
    """One package that was looked into, with what may be decided."""

    wanted = Signal()
    """It is to be read in."""
    unwanted = Signal()
    """It is put away."""

    def __init__(self) -> None:
        super().__init__()
        self.title = heading("")
        self.title.setObjectName("package-title")
        self.merged = note("", "soft")
        self.merged.setObjectName("package-merged")
        self.question_head = heading("需要选择")
        self.question_note = note(
            "两边都改过同一项。打 ✓ 的会留下，点另一个值（或按空格）改选；落选的值留在操作历史里。"
        )
        self.questions = Questions()
        self.later = button("都用后改的", self.questions.choose_later, "take-later")
        self.ours = button("都用本机的", lambda: self.questions.choose_all(ours=True), "take-ours")
        self.theirs = button(
            "都用对方的", lambda: self.questions.choose_all(ours=False), "take-theirs"
        )
        self.lost_head = heading("将删除")
        self.lost = PlainList("package-losses", "将删除", ("台账", "记录"), stretch=1)
        self.lost.set_widths((12, 0))
        self.locked = QLabel()
        self.locked.setObjectName("package-locked")
        self.locked.setWordWrap(True)
        self.locked.setProperty("role", "warning")
        self.reason = QLineEdit()
        self.reason.setObjectName("package-reason")
        self.reason.setAccessibleName("更正的理由")
        self.reason.setPlaceholderText("更正的理由，例如：执法大队补录 9 月案件")
        self.read = button("读入", self.wanted.emit, "read-package", "main")
        self.put_away = button("不读入", self.unwanted.emit, "leave-package")
        self.choosing = QWidget()
        buttons = row_of(self.later, self.ours, self.theirs)
        buttons.setContentsMargins(0, 0, 0, 0)
        self.choosing.setLayout(buttons)
        for widget in (
            self.title, heading("自动合并"), self.merged, self.question_head, self.question_note,
            self.questions, self.choosing, self.lost_head, self.lost, self.locked, self.reason,
        ):  # fmt: skip
            self.column.addWidget(widget)
        self.column.addLayout(row_of(self.read, self.put_away))
        self.reason.textChanged.connect(lambda _text: self._allow())
        self.reason.returnPressed.connect(self.read.click)
        self.is_locked = False
        self.is_writable = True
        self.hide()

    def show_package(
        self, about: About, outcome: Outcome, shapes: Mapping[str, Shape], *, writable: bool
    ) -> None:
        """What it is and what it would do."""
        photos = f"、{about.photos:,} 张照片" if about.photos else ""
        self.title.setText(
            f"{about.name}，{about.made_at[:16]} 导出："
            f"这里还没有的 {outcome.operations:,} 次操作{photos}"
        )
        self.merged.setText(merged_words(outcome, shapes))
        self.questions.show_questions(outcome.questions)
        asked = bool(outcome.questions)
        self.question_head.setText(f"需要选择（{len(outcome.questions):,} 项）")
        for widget in (self.question_head, self.question_note, self.questions, self.choosing):
            widget.setVisible(asked)
        self.lost.show_rows([(one.ledger, one.record) for one in outcome.losses])
        self.lost.fit_height(MOST_ROWS)
        self.lost_head.setText(f"将删除（{len(outcome.losses):,} 条，都进回收站）")
        for part in (self.lost_head, self.lost):
            part.setVisible(bool(outcome.losses))
        self.is_locked, self.is_writable = bool(outcome.applied.locked), writable
        self.locked.setText(
            f"‼ 其中 {len(outcome.applied.locked):,} 条在已签发的月份里：签发过的材料不变，"
            "台账作为更正改动，请写明理由。"
        )
        self.reason.clear()
        for line in (self.locked, self.reason):
            line.setVisible(self.is_locked)
        self._allow()
        self.show()

    def _allow(self) -> None:
        told = len(self.reason.text().strip()) >= REASON_LEAST
        self.read.setEnabled(self.is_writable and (told or not self.is_locked))
        self.read.setToolTip("" if self.read.isEnabled() else "先写明更正的理由")
