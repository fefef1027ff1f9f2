"""One kind of 考核办法: the list at the left, the chosen one as a form at the right, saved as a whole."""

from __future__ import annotations

from typing import Generic, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from bureau.assessment.misfits import Misfit
from bureau.assessment.ranking import Awards
from bureau.assessment.rubric import Rubric
from bureau.assessment.rules import Rule
from bureau.assessment.shelf import FAMILIES, IN_FORCE, Book
from bureau.month.open_months import words_of
from ui.assessment.form import BookForm
from ui.assessment.kept import Kept
from ui.settings.frame import Card, Frame, PlainList, button, note, row_of, set_role
from ui.tasks import InlineRunner, Runner
from ui.tokens import GRID
from ui.widgets.held import Held

T = TypeVar("T", bound=Rubric | Rule | Awards)
LIST_WIDTH = 288
SAVE, DROP = "保存", "不保存"
COPIED = "新复制的，还没有保存"
OF_LINES = "按“扣费规则明细”；在这里改了，就以这里为准"


class Room(QWidget, Generic[T]):
    """What has to be said is said above the page."""

    def __init__(self, page: Frame, kept: Kept[T], form: BookForm[T]) -> None:
        super().__init__()
        self.page, self.context, self.kept, self.form = page, page.context, kept, form
        self.books: tuple[Book[T], ...] = ()
        self.current: Book[T] | None = None
        """The one in the form; one without a record that is no shipped one is new."""
        self.list = PlainList("books", kept.title, ("名称", "状态"), 0)
        self.list.set_widths((0, 4))
        self.list.setFixedWidth(LIST_WIDTH)
        self.copy_button = button("复制成本局的", self.copy, "copy-book", "main")
        self.delete_button = button("删除", self.delete, "delete-book")
        left = Card()
        left.column.addLayout(row_of(self.copy_button, self.delete_button))
        left.column.addWidget(self.list, 1)
        self.save_button = button(SAVE, self.save, "save-book", "main")
        self.drop_button = button("放弃改动", self.drop, "drop-book")
        self.state = note("")
        self.state.setObjectName("book-state")
        inner = QWidget()
        inner.setObjectName("card")
        column = QVBoxLayout(inner)
        column.setContentsMargins(GRID * 2, GRID * 2, GRID * 2, GRID * 2)
        column.addWidget(form)
        area = QScrollArea()
        area.setAccessibleName(kept.title)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        area.setWidget(inner)
        right = QVBoxLayout()
        right.setSpacing(GRID)
        right.addWidget(area, 1)
        acts = row_of(self.save_button, self.drop_button, stretch_last=False)
        acts.addWidget(self.state, 1)
        right.addLayout(acts)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID * 2)
        row.addWidget(left)
        row.addLayout(right, 1)
        self.held = Held(self.list, form)
        self.list.itemSelectionChanged.connect(self._chosen)
        form.edited.connect(self._edited)
        self.setFocusProxy(self.list)

    # -- the list --------------------------------------------------------------------------------

    def refresh(self, key: str = "") -> None:
        """Reads the list anew; the form stays while something typed isn't saved."""
        wanted = key or (self.ref(self.current) if self.current is not None else "")
        self.books = self.kept.books()
        several = len(self.kept.families) > 1
        refs = [self.ref(book) for book in self.books]
        faint = frozenset(at for at, book in enumerate(self.books) if book.is_shipped)
        self.list.blockSignals(True)
        self.list.show_rows([row_texts(book, several=several) for book in self.books], refs, faint)
        if wanted in refs:
            self.list.selectRow(refs.index(wanted))
        else:
            self.list.clearSelection()
        self.list.blockSignals(False)
        if self.form.changed:
            return
        at = refs.index(wanted) if wanted in refs else self.first()
        if self.books:
            self.list.blockSignals(True)
            self.list.selectRow(at)
            self.list.blockSignals(False)
            self.open(self.books[at])

    def first(self) -> int:
        """The one in force, else the first."""
        return next((at for at, book in enumerate(self.books) if book.state == IN_FORCE), 0)

    @staticmethod
    def ref(book: Book[T]) -> str:
        """What a row of the list stands for."""
        return f"{book.item}" if book.item is not None else book.key

    def _chosen(self) -> None:
        ref = self.list.chosen()
        found = next((book for book in self.books if self.ref(book) == ref), None)
        if found is None or found is self.current:
            return
        self.page.notice.hide()
        if not self.let_go():
            # The row of what is still in the form is the chosen one again.
            self.refresh()
            return
        self.refresh(self.ref(found))

    def let_go(self) -> bool:
        """Whether the form may show something else: saved, or given up by a person."""
        if self.saving:
            return False
        if not self.form.changed:
            return True
        title = self.current.title if self.current is not None else ""
        answer = self.context.asker.choose(
            self, f"“{title}”改了还没有保存。", [SAVE, DROP], cancel="继续编辑"
        )
        if answer == SAVE:
            return self.save(at_once=True)
        if answer == DROP:
            self.form.changed = False
            return True
        return False

    # -- the form --------------------------------------------------------------------------------

    def open(self, book: Book[T], *, new: bool = False) -> None:
        """Shows one in the form: a shipped one to read, one of the bureau's own to edit."""
        self.current = book
        value = book.value if book.value is not None else self.kept.blank(book)
        editable = self.context.writable and not book.is_shipped
        self.form.setVisible(value is not None)
        if value is not None:
            self.form.show_value(value, editable=editable or new)
        self.form.changed = new
        self.copy_button.setEnabled(self.context.writable and book.value is not None and not new)
        self.delete_button.setEnabled(self.context.writable and book.record is not None)
        self._show_state()

    def _edited(self) -> None:
        self._show_state()

    def value(self) -> T:
        """What the form says. Raises Misfit."""
        book = self.current
        return self.form.value(book.key or self._key() if book else "", book.family if book else "")

    def _key(self) -> str:
        """The key of one that has no content yet."""
        blank = self.kept.blank(self.current) if self.current is not None else None
        return blank.key if blank is not None else ""

    def _show_state(self) -> None:
        """What is wrong at its place, or what is to be known before saving."""
        book = self.current
        fault: Misfit | None = None
        if self.form.editable:
            try:
                self.value()
            except Misfit as misfit:
                fault = misfit
        self.form.mark(fault)
        dirty = self.form.changed and not self.saving
        self.save_button.setEnabled(dirty and fault is None)
        self.drop_button.setEnabled(dirty)
        set_role(self.state, "danger" if fault is not None else "faint")
        if fault is not None:
            self.state.setText(f"‼ {fault.sentence}")
        elif book is not None and not self.form.editable:
            self.state.setText(
                "程序自带的不能改，请点“复制成本局的”再改。" if book.is_shipped else ""
            )
        elif book is not None and book.value is None:
            self.state.setText("还没有内容，先按三档给出，请改成合同写的办法再保存。")
            self.save_button.setEnabled(self.context.writable)
        elif book is not None and book.record is None and book.item is None:
            self.state.setText(COPIED)
        elif book is not None and book.record is None:
            self.state.setText(OF_LINES)
        else:
            self.state.setText("改了还没有保存" if dirty else "")

    def copy(self) -> None:
        """A copy of the chosen one, in the form until it is saved."""
        if self.current is None or not self.let_go():
            return
        # Another one where it was saved now.
        book = self.current
        value = self.kept.copy(book, self.books)
        if value is None:
            return
        copied = Book(
            key=value.key,
            title=value.title,
            family=book.family,
            value=value,
            record=None,
            state="",
        )
        self.list.blockSignals(True)
        self.list.clearSelection()
        self.list.blockSignals(False)
        self.open(copied, new=True)

    @property
    def saving(self) -> bool:
        """Whether what the form says is on its way: nothing is typed into it then."""
        return self.held.holds

    def commit(self) -> None:
        """Takes what stands in a cell that is open."""
        left = self.held.commit()
        if left is not None:
            left.setFocus(Qt.FocusReason.OtherFocusReason)

    def save(self, *, at_once: bool = False) -> bool:
        """Saves what the form says, in one operation; False where it doesn't fit or isn't wanted.

        `at_once` doesn't wait for the lane of writing: something else is to be shown in the form.
        """
        book = self.current
        if book is None or not self.form.editable or self.saving:
            return False
        self.held.hold()
        if not self._write(book, InlineRunner() if at_once else self.context.writing):
            self.held.release()
            self._show_state()
            return False
        return not (at_once and self.form.changed)

    def _write(self, book: Book[T], lane: Runner) -> bool:
        try:
            value = self.value()
        except Misfit:
            return False
        months = self.kept.months(value.key, value, book.item)
        if months and not self.context.asker.confirm(self, self.effect(words_of(months)), SAVE):
            return False
        self._show_state()
        lane.run(
            lambda _ticket: self.kept.save(value, book.item),
            lambda result: self._saved(value, result, words_of(months)),
            self._refused,
        )
        return True

    def effect(self, months: str) -> str:
        """What a change does to months that have begun."""
        return f"还没有签发的 {months} 会按新的{self.kept.title}重新计算，已签发的月份不变。"

    def _saved(self, value: T, result: object, months: str) -> None:
        self.held.release()
        self.form.changed = False
        self.current = None
        self.refresh(f"{result}" if isinstance(value, Rule) else value.key)
        later = f"还没有签发的 {months} 已按它重新计算。" if months else "已经开始的月份不变。"
        self.page.say(f"已保存“{value.title}”，{later}")

    def _refused(self, error: BaseException) -> None:
        self.held.release()
        self._show_state()
        if isinstance(error, Misfit):
            self.form.mark(error)
            set_role(self.state, "danger")
            self.state.setText(f"‼ {error.sentence}")
        else:
            self.page.fail(error)

    def drop(self) -> None:
        """Gives up what was typed."""
        self.form.changed = False
        book = self.current
        gone = book is not None and book.record is None and book.item is None
        self.current = None if gone else book
        self.refresh()

    def delete(self) -> None:
        """Deletes the chosen one after a question; it can be undone."""
        book = self.current
        if book is None or book.record is None or self.saving:
            return
        months = self.kept.months(book.key, None, book.item)
        later = f"还没有签发的 {words_of(months)} 会重新计算。" if months else ""
        question = f"要删除“{book.title}”吗？{later}删除后可以撤销。"
        if not self.context.asker.confirm(self, question, "删除"):
            return
        self.context.writing.run(
            lambda _ticket: self.kept.remove(book), lambda _result: self._deleted(), self.page.fail
        )

    def _deleted(self) -> None:
        self.form.changed = False
        self.current = None
        self.refresh()


def row_texts(book: Book[T], *, several: bool) -> tuple[str, str]:
    """A row of the list: the name with its days, and its state."""
    title = f"{FAMILIES[book.family]}：{book.title}" if several else book.title
    state = book.state
    if state == "未生效" and book.valid_from is not None:
        state = f"{book.valid_from:%m-%d} 起"
    return title, state or ("自带" if book.is_shipped else "本局")
