"""The left side of the preview: which column is which field, what was inferred, what is new."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QMenu, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from bureau.exchange.asking import Question
from bureau.exchange.parsing import Parsed
from bureau.exchange.report import NAMES_SHOWN
from bureau.ledger.declaration import Ledger
from bureau.ledger.types import CATALOGUE
from ui.exchange.look import button, label
from ui.exchange.targets import came_from
from ui.tokens import GRID

WIDTH = 300


class MatchPanel(QScrollArea):
    """Sections under each other; a click on a column asks to change what it is read as."""

    wanted = Signal(str)
    """The heading whose reading shall change."""
    month_wanted = Signal()
    answered = Signal(str, str)
    """A question's key and what was chosen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("matching")
        self.setAccessibleName("列的对应")
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumWidth(WIDTH)
        self.questions: Sequence[Question] = ()
        self._inner = QWidget(self)
        self._column = QVBoxLayout(self._inner)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As wide as it must be, however long its sentences are: the rows need the room."""
        return QSize(WIDTH, super().sizeHint().height())

    def show_columns(
        self, title: str, titles: Mapping[str, str], corrections: Mapping[str, str]
    ) -> None:
        """The headings alone, of a file that can't be read yet."""
        self._begin()
        self._title(title)
        for heading, word in titles.items():
            self._match(heading, word, guessed=False, corrections=corrections)
        self._end()

    def _begin(self) -> None:
        # A fresh sheet each time: a layout that is refilled in place is squeezed for a moment.
        self._inner = QWidget()
        self._inner.setObjectName("card")
        self._column = QVBoxLayout(self._inner)
        self._column.setContentsMargins(GRID, GRID, GRID, GRID * 2)
        self._column.setSpacing(2)

    def _end(self) -> None:
        self._column.addStretch(1)
        self.setWidget(self._inner)

    def show_file(
        self,
        parsed: Parsed,
        titles: Mapping[str, str],
        corrections: Mapping[str, str],
        ledgers: Mapping[str, Ledger],
    ) -> None:
        """What was understood of a file."""
        self._begin()
        self.questions = parsed.questions
        if parsed.questions:
            self._title("要您定的（点一下选择）")
            for question in sorted(parsed.questions, key=lambda one: not one.waits):
                self._ask(question)
        self._title("表格的年月")
        month = f"{parsed.month}月" if parsed.month else ""
        when = f"{parsed.year}年{month}" if parsed.year else "没有写明，点这里指定"
        asked = button(when, "month", "match", "没有写年份、月份的日期按这里读；点一下可以改")
        asked.setAccessibleName(f"表格的年月：{when}")
        asked.clicked.connect(lambda _checked=False: self.month_wanted.emit())
        self._column.addWidget(asked)
        self._title("列的对应（点一列可以改）")
        guessed = {
            heading
            for heading in parsed.headings
            if any(sentence.startswith(f"“{heading}”一列当作") for sentence in parsed.inferred)
        }
        around = parsed.around
        for heading in parsed.headings:
            if heading in around:
                self._say([f"{heading}：{came_from(around[heading])}"])
            elif heading in titles or heading in parsed.unused:
                self._match(heading, titles.get(heading, ""), heading in guessed, corrections)
        if lacking := lacking_sheets(parsed):
            self._title("没有读的工作表")
            self._say(lacking)
        if parsed.inferred:
            self._title("推断的内容，请核对")
            self._say(f"{sentence}。" for sentence in parsed.inferred)
        if parsed.new_names:
            self._title("新的名称（先记为待核）")
            self._say(new_name_sentences(parsed, ledgers))
        self._end()

    def _title(self, text: str) -> None:
        if self._column.count():
            self._column.addSpacing(GRID)
        made = label(text, "faint")
        made.setContentsMargins(GRID, 4, GRID, 2)
        self._column.addWidget(made)

    def _say(self, sentences: Iterable[str]) -> None:
        for sentence in sentences:
            said = label(sentence, wrap=True)
            said.setContentsMargins(GRID, 2, GRID, 2)
            self._column.addWidget(said)

    def _ask(self, question: Question) -> None:
        """A question with what holds now; a click offers the answers."""
        self._say([question_sentence(question)])
        chosen = dict(question.options).get(question.chosen, "还没有定，这些行先退回")
        mark = "（已定）" if question.told else "（待定）" if question.waits else ""
        made = button("", f"ask-{question.key}", "match", f"{question.sentence}点一下选择")
        made.setAccessibleName(f"{question.sentence}{chosen}{mark}")
        made.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        made.setText(f"→ {chosen}{mark} ▾")
        made.setProperty("tone", "warning" if question.waits else "answer")
        made.clicked.connect(lambda _checked=False: self.offer(question, made))
        self._column.addWidget(made)

    def offer(self, question: Question, below: QWidget) -> QMenu:
        """The answers of a question as a menu."""
        # Not the button's: an answer takes the button away while the menu is still closing.
        menu = QMenu(self)
        menu.setObjectName("answers")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for value, words in question.options:
            action = menu.addAction(words.replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(value == question.chosen)
            action.triggered.connect(
                lambda _on=False, value=value: self.answered.emit(question.key, value)
            )
        menu.popup(below.mapToGlobal(below.rect().bottomLeft()))
        return menu

    def _match(
        self, heading: str, title: str, guessed: bool, corrections: Mapping[str, str]
    ) -> None:
        word = title or "不读入"
        mark = "（已改）" if heading in corrections else "（推测）" if guessed else ""
        made = button(
            "", f"match-{heading}", "match", f"“{heading}”读作“{word}”{mark}；点一下可以改"
        )
        made.setAccessibleName(f"“{heading}”读作“{word}”{mark}")
        made.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        made.setText(f"{heading} → {word}{mark}")
        made.clicked.connect(lambda _checked=False: self.wanted.emit(heading))
        self._column.addWidget(made)


def question_sentence(question: Question) -> str:
    """A question, with the rows that it matters to."""
    if not question.rows:
        return question.sentence
    rows = "、".join(map(str, question.rows))
    more = f"等 {question.count} 行" if question.count > len(question.rows) else " 行"
    return f"{question.sentence}（第 {rows}{more}）"


def lacking_sheets(parsed: Parsed) -> list[str]:
    """Sheets that weren't read, and rows that are no records, in sentences."""
    said = [
        f"“{sheet.name}”：{sheet.passed_over}。" for sheet in parsed.sheets if sheet.passed_over
    ]
    for sheet in parsed.read_sheets:
        if sheet.passed_rows:
            counted = "、".join(f"{word} {count} 行" for word, count in sheet.passed_rows.items())
            said.append(f"“{sheet.name}”里不算数据的行：{counted}。")
    return said


def new_name_sentences(parsed: Parsed, ledgers: Mapping[str, Ledger]) -> list[str]:
    """New names by the register that takes them."""
    by_register: dict[str, list[str]] = {}
    for name in parsed.new_names:
        declared = ledgers.get(name.ledger)
        title = "分类目录" if name.ledger.startswith(CATALOGUE) or not declared else declared.title
        by_register.setdefault(title, []).append(name.text)
    said = []
    for title, names in by_register.items():
        more = "等" if len(names) > NAMES_SHOWN else ""
        said.append(f"{title} {len(names)} 个：{'、'.join(names[:NAMES_SHOWN])}{more}")
    return said
