"""Choice boxes: typing narrows a list by characters, pinyin or initials; ↑↓ Enter Esc work it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from bureau.editing.inputs import Stored
from bureau.ledger.entry import Names, Provisional
from bureau.ledger.lenient.texts import fold
from bureau.ledger.types import Choice, Choices, Reference, References
from bureau.ledger.words import split_words
from ui.ledger.inputs.option_window import MOST_ROWS, OptionWindow
from ui.ledger.inputs.options import Option, is_long, matching, options_like, options_of
from ui.ledger.inputs.text import LineInput

JOINT = "、"
STEPS = {
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_PageDown: MOST_ROWS - 1,
    Qt.Key.Key_PageUp: 1 - MOST_ROWS,
}


class ChoiceInput(LineInput):
    """One item of a catalogue, one record of a register, or 是 and 否."""

    def make(self) -> None:
        super().make()
        self._options: list[Option] | None = None
        self._long: bool | None = None
        self._meant: tuple[str, list[Option]] | None = None
        self._narrowed: int | None = None
        self._window: OptionWindow | None = None
        self.line.take_key = self._key
        self.line.pressed.connect(self._on_pressed)
        self.button = self.add_end_button("list", "down", f"{self.field.title}的可选项")
        self.button.clicked.connect(self._on_button)

    # -- what is offered -----------------------------------------------------------------------

    @property
    def takes_new(self) -> bool:
        """Whether a word that nothing knows is taken as 待核."""
        declared = self.field.type
        return isinstance(declared, Reference) or (isinstance(declared, Choice) and declared.open)

    def options(self) -> list[Option]:
        """All that may be chosen, read when the list is first opened."""
        if self._options is None:
            found = options_of(self.field.type, self.context, self.names)
            upper = self.names.item_by_id(self._narrowed) if self._narrowed is not None else None
            if upper is not None:
                below = [
                    option
                    for option in found
                    if option.id is not None
                    and (item := self.names.item_by_id(option.id)) is not None
                    and item.parent == upper.id
                ]
                found = [Option(one.id, one.title, "", one.words) for one in below] or found
            self._options = found
        return self._options

    def narrow(self, upper: int | None) -> None:
        """Offers only the sub-classes of an upper class."""
        if upper != self._narrowed:
            self._narrowed = upper
            self._options = None

    def renew(self, names: Names) -> None:
        super().renew(names)
        self._options = self._long = None
        self._meant = None

    @property
    def long(self) -> bool:
        """Whether there are too many to choose from to hold them all."""
        if self._long is None:
            self._long = is_long(self.field.type, self.context)
        return self._long

    def meant(self, typed: str) -> list[Option]:
        """The options that typing may mean, the likeliest first."""
        if not self.long:
            return matching(self.options(), typed)
        if self._meant is None or self._meant[0] != typed:
            self._meant = typed, options_like(self.field.type, self.context, typed)
        return self._meant[1]

    def named(self, word: str) -> Option | None:
        """The one of a long list that a word names outright."""
        wanted = fold(word)
        if not self.long or not wanted:
            return None
        return next((one for one in self.meant(word) if fold(one.title) == wanted), None)

    def offered(self, typed: str) -> list[Option]:
        """What the list shows for what is typed."""
        found = [*self.meant(typed)]
        word = typed.strip()
        if word and self.takes_new and not word.isascii() and not self.knows(word):
            found.append(Option(None, f"新增“{word}”（待核）", words=(word,)))
        return found

    def knows(self, word: str) -> bool:
        """Whether the catalogue or register has the word."""
        declared = self.field.type
        if isinstance(declared, Choice | Choices):
            return self.names.item(declared.catalogue, word) is not None
        if self.long:
            return self.named(word) is not None
        if isinstance(declared, Reference | References):
            return self.names.record(declared.ledger, word) is not None
        return any(word.lower() in option.words for option in self.options())

    # -- the list ------------------------------------------------------------------------------

    @property
    def window_of_options(self) -> OptionWindow:
        """The list, made when it is first opened: a form has many boxes, and few are opened."""
        if self._window is None:
            self._window = OptionWindow(self.line)
            self._window.taken.connect(self.take)
        return self._window

    def has_open_list(self) -> bool:
        return self._window is not None and self._window.isVisible()

    def close_list(self) -> None:
        """Takes the list away."""
        if self._window is not None:
            self._window.hide_away()

    def highlighted(self) -> Option | None:
        """What is highlighted in the open list."""
        return self._window.current() if self._window is not None else None

    def open_list(self, typed: str = "") -> None:
        """Shows the list under the box."""
        self.window_of_options.offer(self.offered(typed), highlight=bool(typed.strip()))
        if not typed.strip():
            value = self.current()
            self.window_of_options.highlight(value if isinstance(value, int) else None)

    def _on_typed(self, text: str) -> None:
        super()._on_typed(text)
        if text.strip():
            self.open_list(text)
        else:
            self.close_list()

    def _on_button(self) -> None:
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)
        if self.has_open_list():
            self.close_list()
        else:
            self.open_list()

    def _on_pressed(self) -> None:
        if self.line.hasFocus() and not self.has_open_list():
            self.open_list()

    def _key(self, event: QKeyEvent) -> bool:
        steps = STEPS.get(Qt.Key(event.key()))
        if steps is not None:
            if self.has_open_list():
                self.window_of_options.move_by(steps)
            elif not self.compact or event.modifiers() & Qt.KeyboardModifier.AltModifier:
                self.open_list()
            else:
                return False
            return True
        if event.key() == Qt.Key.Key_Escape and self.has_open_list():
            self.close_list()
            return True
        return False

    def take(self, option: Option) -> None:
        """Puts an option into the box."""
        self.put(option)
        self.close_list()
        self.edited.emit()
        self.settle()
        self.committed.emit()

    def put(self, option: Option) -> None:
        """The option is the value: picked by its id, so that equal names stay apart."""
        self.line.setText(option.words[0] if option.id is None else option.title)
        self._picked = None if option.id is None else Stored(option.id)
        self._changed = True

    def settle(self) -> None:
        """On leaving: what is highlighted is meant, unless the word itself is known already."""
        highlighted = self.highlighted()
        word = self.line.text().strip()
        if highlighted is not None and (
            self.window_of_options.moved or not (word and self.knows(word))
        ):
            self.put(highlighted)
        elif self._changed and self._picked is None and word and (one := self.named(word)):
            self.put(one)
        elif word and word.isascii() and self._changed and not self.knows(word):
            found = self.meant(word)
            if found:
                self.put(found[0])
        self.close_list()
        super().settle()

    def remark(self) -> str:
        if self._changed and isinstance(self.current(), Provisional):
            return (
                "名册里没有，保存时先记为待核"
                if self.is_reference
                else "目录里没有，保存时先记为待核"
            )
        return ""

    @property
    def is_reference(self) -> bool:
        """Whether it names a record of a register."""
        return isinstance(self.field.type, Reference | References)


class SeveralInput(ChoiceInput):
    """Several items or records, divided by 、; the list completes the last word."""

    @property
    def takes_new(self) -> bool:
        return False

    def words(self) -> list[str]:
        """The words in the box."""
        return split_words(self.line.text())

    def last_word(self) -> tuple[str, str]:
        """What stands before the word at the end, and that word."""
        text = self.line.text()
        place = max(text.rfind(sign) for sign in "、，,；; ") + 1
        return text[:place], text[place:].strip()

    def offered(self, typed: str) -> list[Option]:
        del typed
        chosen = {option.id for option in self.options() if option.title in self.words()}
        self.window_of_options.model.chosen = {one for one in chosen if one is not None}
        word = self.last_word()[1]
        return matching(self.options(), "" if self.knows(word) else word)

    def open_list(self, typed: str = "") -> None:
        word = self.last_word()[1]
        wanted = self.offered(typed)
        self.window_of_options.offer(wanted, highlight=bool(word) and not self.knows(word))

    def take(self, option: Option) -> None:
        words = self.words()
        before, word = self.last_word()
        if option.title in words:
            words.remove(option.title)
        else:
            if word and not self.knows(word):
                words = split_words(before)
            words.append(option.title)
        self.line.setText(JOINT.join(words))
        self._picked = None
        self._changed = True
        self.edited.emit()
        self.open_list()

    def settle(self) -> None:
        highlighted = self.highlighted()
        if highlighted is not None and highlighted.title not in self.words():
            self.take(highlighted)
        self.close_list()
        LineInput.settle(self)

    def set_value(self, stored: object, names: Names) -> None:
        self._options = None
        super().set_value(stored, names)
