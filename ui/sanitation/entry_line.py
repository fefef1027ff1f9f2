"""One line of a day's round: place, problem by the rubric, count, points, limit, photos."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from bureau.assessment.exact import short
from bureau.editing.inputs import Input, Inputs, Stored
from bureau.ledger.checks import Fault
from bureau.ledger.entry import Names
from bureau.ledger.lenient.texts import fold
from bureau.sanitation.entering import Problem
from bureau.sanitation.ledgers import DEDUCTIONS
from bureau.storage.photo_lists import Photo
from ui import tokens
from ui.context import Context
from ui.ledger.inputs import FieldInput, editor_for
from ui.ledger.inputs.base import mark
from ui.ledger.inputs.options import Option
from ui.ledger.inputs.text import LineInput
from ui.sanitation.terms_box import TermInput

COLUMNS: tuple[tuple[str, str, int, int], ...] = (
    ("road", "路段", 88, 3),
    ("place", "点位", 88, 4),
    ("block", "考核项目", 104, 3),
    ("problem", "问题", 140, 8),
    ("count", "数量", 52, 0),
    ("each", "单项扣分", 66, 0),
    ("due_on", "整改期限", 112, 1),
)
"""Fields of a line: heading, least pixels, and what share of the rest it takes (0: none)."""
POINTS_WIDTH, PHOTOS_WIDTH, DROP_WIDTH = 48, 68, 24
ENTERED = ("road", "place", "problem", "count")
"""Where Enter leads, one after the other; the others are reached by Tab."""


def option_of(place: int, problem: Problem, *, upper: bool) -> Option:
    """A problem as a line of the list, its points beside it."""
    item = problem.item
    points = "" if item.points is None else f"－{short(item.points)}/{item.unit}"
    block = problem.block if upper else ""
    return Option(place, item.title, block, tuple(word.lower() for word in item.synonyms), points)


def fit(part: QWidget, width: int, share: int) -> None:
    """The width of a box and of its heading: both come out the same in any window."""
    if share:
        part.setMinimumWidth(width)
        part.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
    else:
        part.setFixedWidth(width)


class EntryLine(QWidget):
    """What is typed into one line. `done` wants the next line, `touched` says that it is the current one."""

    done = Signal()
    touched = Signal()
    edited = Signal()
    photos_wanted = Signal()
    dropped = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.problems: tuple[Problem, ...] = ()
        self.photos: list[Photo] = []
        self.given: dict[str, Input] = {}
        """What the line brings without being asked: the case it comes from, its note."""
        self.inputs: dict[str, FieldInput] = {}
        self._faulty = False
        self._lay_out()
        self._wire()

    # -- parts ---------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(tokens.GRID // 2)
        for key, title, width, share in COLUMNS:
            made = self._input(key, title)
            fit(made, width, share)
            row.addWidget(made, share)
            if key == "each":
                self.points = QLabel(self)
                self.points.setObjectName("points")
                self.points.setFixedWidth(POINTS_WIDTH)
                self.points.setAlignment(Qt.AlignmentFlag.AlignCenter)
                row.addWidget(self.points)
        self.photo_button = QPushButton("照片", self)
        self.photo_button.setObjectName("line-photos")
        self.photo_button.setFixedWidth(PHOTOS_WIDTH)
        self.photo_button.setStyleSheet("padding: 0;")
        self.photo_button.setToolTip("添加照片；也可以直接 Ctrl+V 粘贴或拖进来")
        self.photo_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.drop_button = QPushButton("×", self)
        self.drop_button.setObjectName("line-drop")
        self.drop_button.setProperty("role", "quiet")
        self.drop_button.setStyleSheet("padding: 0;")
        self.drop_button.setAccessibleName("去掉这一条")
        self.drop_button.setToolTip("去掉这一条")
        self.drop_button.setFixedWidth(DROP_WIDTH)
        self.drop_button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        row.addWidget(self.photo_button)
        row.addWidget(self.drop_button)
        column.addLayout(row)
        self.message = QLabel(self)
        self.message.setObjectName("line-message")
        self.message.setWordWrap(True)
        self.message.hide()
        column.addWidget(self.message)

    def _input(self, key: str, title: str) -> FieldInput:
        field = replace(DEDUCTIONS.by_key[key], title=title, hint="", required=False)
        made: FieldInput
        if key in ("block", "problem"):
            made = TermInput(field, self.context, self)
        else:
            made = editor_for(field, self.context, self)
        made.set_value(None, self.context.desk.store.names())
        for label in made.findChildren(QLabel):
            # The heading says the unit already.
            label.hide()
        self.inputs[key] = made
        return made

    def _wire(self) -> None:
        for key, one in self.inputs.items():
            one.entered.connect(lambda key=key: self._on_entered(key))
            one.edited.connect(self._on_edited)
            box = one.focusProxy()
            if box is not None:
                box.installEventFilter(self)
        self.block.committed.connect(self._on_block)
        self.problem.committed.connect(self._on_problem)
        for key in ("count", "each"):
            self.inputs[key].committed.connect(self._show_points)
            self.inputs[key].edited.connect(self._show_points)
        self.photo_button.clicked.connect(self.photos_wanted)
        self.drop_button.clicked.connect(self.dropped)

    @property
    def block(self) -> TermInput:
        """The box of the block."""
        made = self.inputs["block"]
        assert isinstance(made, TermInput)
        return made

    @property
    def problem(self) -> TermInput:
        """The box of the problem."""
        made = self.inputs["problem"]
        assert isinstance(made, TermInput)
        return made

    def text(self, key: str) -> str:
        """What stands in a box."""
        return self.inputs[key].texts().get("", "").strip()

    @property
    def is_blank(self) -> bool:
        """Whether nothing was found wrong here: a road alone is only the place where one was."""
        typed = any(self.text(key) for key, *_ in COLUMNS if key != "road")
        return not (typed or self.photos or self.given)

    # -- the rubric ----------------------------------------------------------------------------

    def offer(self, problems: tuple[Problem, ...]) -> None:
        """What may be found wrong now."""
        self.problems = problems
        blocks = dict.fromkeys(one.block for one in problems)
        self.block.offer([Option(place, title) for place, title in enumerate(blocks)])
        self._narrow()

    def _narrow(self) -> None:
        """Of a block only its own problems."""
        block = self.text("block")
        within = [one for one in self.problems if fold(one.block) == fold(block)]
        shown = within if block and within else self.problems
        self.problem.offer(
            [option_of(place, one, upper=not within) for place, one in enumerate(shown)]
        )

    def known(self) -> Problem | None:
        """The problem of the rubric that the line names, None for words of its own."""
        block, words = fold(self.text("block")), fold(self.text("problem"))
        found = [
            one
            for one in self.problems
            if words in {fold(word) for word in (one.item.title, *one.item.synonyms)}
            and (not block or fold(one.block) == block)
        ]
        return found[0] if len(found) == 1 and words else None

    def _on_block(self) -> None:
        self._narrow()
        found = self.known()
        if self.text("problem") and found is None and self._elsewhere():
            self.problem.set_raw("")
        self._show_points()

    def _elsewhere(self) -> bool:
        """Whether the problem is one of another block."""
        words = fold(self.text("problem"))
        return any(fold(one.item.title) == words for one in self.problems)

    def _on_problem(self) -> None:
        found = self.known()
        if found is not None:
            self.block.set_raw(found.block)
            self._narrow()
            if found.points is not None:
                self.inputs["each"].set_raw(short(found.points))
        self._show_points()

    def _show_points(self) -> None:
        points = self.lost()
        self.points.setText("" if points is None else f"－{short(points)}")
        self._say_standard()

    def _say_standard(self) -> None:
        """Other points than the rubric's are kept, and said."""
        known, each = self.known(), self.inputs["each"].current()
        if known is None or known.points is None or not isinstance(each, int):
            standard = None
        else:
            standard = known.points if Fraction(each, 100) != known.points else None
        if known is not None and (known.item.least is not None or known.item.most is not None):
            standard = None
        if standard is not None and known is not None:
            unit = known.item.unit
            self._say(f"细则规定每{unit}扣 {short(standard)} 分，请核对", "warning")
        elif not self._faulty:
            self._say("", "warning")

    def _say(self, sentence: str, tone: str) -> None:
        self.message.setText(f"{tokens.TONES[tone].mark} {sentence}" if sentence else "")
        mark(self.message, "role", tone)
        self.message.setVisible(bool(sentence))

    def lost(self) -> Fraction | None:
        """Count × points, None where either can't be told."""
        each = self.inputs["each"].current()
        count = self.inputs["count"].current() if self.text("count") else 100
        if not isinstance(each, int) or not isinstance(count, int) or self.is_blank:
            return None
        return Fraction(each * count, 10_000)

    # -- what counts ---------------------------------------------------------------------------

    def values(self) -> Inputs:
        """What was typed, for the bureau; a blank count is one."""
        found: dict[str, Input] = dict(self.given)
        for key, one in self.inputs.items():
            if self.text(key):
                found[key] = one.raw()
        found.setdefault("count", Stored(100))
        known, lost = self.known(), self.lost()
        if known is not None:
            found["unit"] = known.item.unit
            if known.item.basis:
                found["basis"] = known.item.basis
        if lost is not None and (lost * 100).denominator == 1:
            found["points"] = Stored(int(lost * 100))
        return found

    def faults(self) -> list[Fault]:
        """What keeps the line from being judged by the rubric."""
        found: list[Fault] = []
        blocks = {fold(one.block) for one in self.problems}
        if not self.text("problem"):
            found.append(Fault("problem", "请选择或填写问题"))
        elif self.known() is None and fold(self.text("block")) not in blocks:
            found.append(Fault("block", "考核细则里没有这个问题", "请选择考核项目"))
        if not self.text("each") and not found:
            found.append(Fault("each", "请填写每处扣几分"))
        known = self.known()
        each = self.inputs["each"].current()
        if known is not None and isinstance(each, int):
            low, high = known.item.least, known.item.most
            points = Fraction(each, 100)
            if (low is not None and points < low) or (high is not None and points > high):
                bounds = f"{short(low or Fraction(0))} 到 {short(high or points)} 分"
                found.append(Fault("each", f"“{known.item.title}”每{known.item.unit}扣 {bounds}"))
        return found

    def fill(self, given: Inputs, names: Names) -> None:
        """What another record brings: its road and place into the boxes, the rest kept aside."""
        for key, raw in given.items():
            if key in self.inputs and isinstance(raw, Stored):
                self.inputs[key].take_stored(raw.value, names)
            elif key in self.inputs:
                self.inputs[key].set_raw(str(raw))
            else:
                self.given[key] = raw
        for one in self.inputs.values():
            if isinstance(one, LineInput):
                one.line.setCursorPosition(0)
        self._show_points()

    def show_photos(self, photos: Sequence[Photo]) -> None:
        """Keeps the photos of the line."""
        self.photos = list(photos)
        self.photo_button.setText(f"照片 {len(photos)}" if photos else "照片")

    def show_faults(self, faults: Sequence[Fault]) -> None:
        """Marks what is wrong; nothing for an empty list."""
        wrong = {fault.field for fault in faults}
        self._faulty = bool(wrong)
        for key, one in self.inputs.items():
            one.set_fault(key in wrong)
        said = [
            f"{one.reason}；{one.suggestion}" if one.suggestion else one.reason for one in faults
        ]
        self._say("。".join(said), "danger")

    # -- keys ----------------------------------------------------------------------------------

    def begin(self) -> None:
        """The keyboard goes to the first box that is blank."""
        key = next((one for one in ENTERED if not self.text(one)), ENTERED[0])
        self.inputs[key].setFocus(Qt.FocusReason.TabFocusReason)

    def _on_entered(self, key: str) -> None:
        if key == "count" and not self.text("each") and self.text("problem"):
            self.inputs["each"].setFocus(Qt.FocusReason.TabFocusReason)
            return
        if key == "block":
            key = "place"
        after = ENTERED.index(key) + 1 if key in ENTERED else len(ENTERED)
        if after < len(ENTERED):
            self.inputs[ENTERED[after]].setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.done.emit()

    def _on_edited(self) -> None:
        if self._faulty:
            self.show_faults(())
        self.edited.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Whoever types into a box is in this line."""
        if event.type() == QEvent.Type.FocusIn:
            self.touched.emit()
        return super().eventFilter(watched, event)
