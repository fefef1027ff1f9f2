"""A form made from declared settings: loads, checks beside each field, and saves itself."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from bureau.settings.reading import Settings, read_settings
from bureau.settings.saving import SettingsFault, fault_of, save
from bureau.settings.setting import AnySetting
from bureau.storage.changes import ChangeSet
from ui.context import Context
from ui.settings.frame import Card, button, failure_sentence, note, row_of, set_role
from ui.settings.inputs import SettingInput, input_for
from ui.tokens import GRID

LABEL_WIDTH = 168
INPUT_WIDTH = 320


class SettingsForm(QWidget):
    """Settings by section, one card each, and a row to save or take back.

    `acts_elsewhere` leaves that row (`acts`) to be placed where it stays in sight.
    """

    saved = Signal(object)
    """Titles of what was changed, none where nothing was."""
    failed = Signal(str)
    """A sentence about why it could not be saved."""

    def __init__(
        self, context: Context, settings: Sequence[AnySetting], *, acts_elsewhere: bool = False
    ) -> None:
        super().__init__()
        self.context = context
        self.settings = {setting.key: setting for setting in settings}
        self.inputs: dict[str, SettingInput] = {}
        self.notes: dict[str, QLabel] = {}
        self._loaded: dict[str, str] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID * 2)
        for section in dict.fromkeys(setting.section for setting in settings):
            of_section = [setting for setting in settings if setting.section == section]
            column.addWidget(self._card(section, of_section))
        self.save_button = button("保存", self.save, "save-settings", "main")
        self.back_button = button("放弃改动", self.load, "drop-changes")
        self.state = note("")
        self.acts = row_of(self.save_button, self.back_button, stretch_last=False)
        self.acts.addWidget(self.state, 1)
        if not acts_elsewhere:
            column.addLayout(self.acts)
        context.news.changed.connect(self._on_news)
        self.load()

    def _card(self, section: str, settings: Sequence[AnySetting]) -> Card:
        card = Card(section)
        grid = QGridLayout()
        grid.setHorizontalSpacing(GRID * 2)
        grid.setVerticalSpacing(GRID)
        grid.setColumnMinimumWidth(0, LABEL_WIDTH)
        grid.setColumnStretch(2, 1)
        for line, setting in enumerate(settings):
            label = QLabel(setting.title)
            label.setWordWrap(True)
            label.setMaximumWidth(LABEL_WIDTH)
            made = input_for(setting)
            made.setFixedWidth(INPUT_WIDTH)
            label.setBuddy(made)
            hint = note(setting.hint)
            hint.setObjectName(f"{setting.key}-note")
            made.edited.connect(self._show_state)
            made.left.connect(lambda key=setting.key: self.check(key))
            grid.addWidget(label, line, 0, Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(made, line, 1)
            grid.addWidget(hint, line, 2, Qt.AlignmentFlag.AlignVCenter)
            self.inputs[setting.key] = made
            self.notes[setting.key] = hint
        card.column.addLayout(grid)
        return card

    def load(self) -> None:
        """Shows what is stored; typed changes are dropped."""
        desk = self.context.desk
        with desk.store.snapshot() as conn:
            self._show(read_settings(conn, desk.today()))

    def _show(self, stored: Settings) -> None:
        for key, made in self.inputs.items():
            made.set_text(stored.text(key))
            self._loaded[key] = made.text()
            self._say(key, "")
        self._show_state()

    def changed(self) -> dict[str, str]:
        """What differs from what is stored."""
        return {
            key: made.text()
            for key, made in self.inputs.items()
            if made.text() != self._loaded.get(key)
        }

    def check(self, key: str) -> bool:
        """Says beside a field what is wrong with it."""
        fault = fault_of(key, self.inputs[key].text())
        self._say(key, fault)
        return not fault

    def _say(self, key: str, fault: str) -> None:
        said = self.notes[key]
        set_role(said, "danger" if fault else "faint")
        said.setText(f"{fault}。" if fault else self.settings[key].hint)
        self.inputs[key].mark(bool(fault))

    def _show_state(self) -> None:
        changed = self.changed()
        self.save_button.setEnabled(bool(changed) and self.context.writable)
        self.back_button.setEnabled(bool(changed))
        self.state.setText(f"改动了 {len(changed)} 项，还没有保存" if changed else "")

    def save(self) -> None:
        """Saves what differs, or says beside the fields what is wrong."""
        changed = self.changed()
        wrong = [key for key in changed if not self.check(key)]
        if wrong:
            self.inputs[wrong[0]].setFocus()
            return
        desk = self.context.desk
        self.context.writing.run(lambda _ticket: save(desk, changed), self._saved, self._refused)

    def _saved(self, titles: object) -> None:
        self.load()
        self.saved.emit(titles)

    def _refused(self, error: BaseException) -> None:
        if isinstance(error, SettingsFault):
            for key, fault in error.faults.items():
                self._say(key, fault)
        self.failed.emit(failure_sentence(error))

    def _on_news(self, changes: ChangeSet) -> None:
        # What a person has typed is not taken away from under the hands.
        if "settings" in changes.records and not self.changed():
            self.load()
