"""使用人: who works at this PC, and in which unit; history, texts and 工作台 go by it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from PySide6.QtWidgets import QComboBox, QFormLayout, QLineEdit

from bureau.desk import ANYBODY
from bureau.register.units_of_people import unit_names, units_by_person
from ui.context import Context
from ui.settings.frame import Card, Frame, button, note, row_of

NO_UNIT: Final = "（不选，工作台列全局的）"
LONGEST: Final = 32
WIDTH: Final = 320


class PersonPage(Frame):
    """A name and a unit; the register's word about the unit comes first."""

    def __init__(self, context: Context) -> None:
        super().__init__(
            context,
            "person",
            "使用人",
            "在这台电脑上办公的人：改动记在这个名下，工作台先列本单位的事。只存在本机。",
            help_anchor="settings#使用人",
        )
        desk = context.desk
        self._units_of: Mapping[str, str] = {}
        self.name = QLineEdit("" if desk.actor == ANYBODY else desk.actor)
        self.name.setObjectName("person-name")
        self.name.setAccessibleName("姓名")
        self.name.setPlaceholderText("和人员名册里的写法一样")
        self.name.setMaxLength(LONGEST)
        self.unit = QComboBox()
        self.unit.setObjectName("person-unit")
        self.unit.setAccessibleName("股室队所")
        self.said = note("", "soft")
        self.said.setObjectName("person-said")
        for box in (self.name, self.unit):
            box.setFixedWidth(WIDTH)
        form = QFormLayout()
        form.addRow("姓名", self.name)
        form.addRow("股室队所", self.unit)
        form.addRow("", self.said)
        self.save_button = button("保存", self.save, "save-person", "main")
        card = Card()
        card.column.addLayout(form)
        card.column.addLayout(
            row_of(
                self.save_button,
                button("打开人员名册", lambda: context.news.wanted_page.emit("people"), "people"),
            )
        )
        self.column.addWidget(card)
        self.column.addStretch(1)
        self.name.textChanged.connect(lambda _text: self._say())
        self.name.returnPressed.connect(self.save)
        self.refresh()

    def refresh(self) -> None:
        """Reads the register again."""
        desk = self.context.desk

        def read() -> object:
            with desk.store.snapshot() as conn:
                return unit_names(conn, desk.today()), units_by_person(conn, desk.today())

        self.context.reading.run(lambda _ticket: read(), self._show, self.fail)

    def _show(self, found: object) -> None:
        assert isinstance(found, tuple)
        units, self._units_of = found
        chosen = self.unit.currentText() or self.context.desk.section
        self.unit.clear()
        self.unit.addItems([NO_UNIT, *units])
        self.unit.setCurrentIndex(max(self.unit.findText(chosen), 0))
        self._say()

    def _say(self) -> None:
        """The unit that the register knows of who is named; else it can be chosen."""
        name = self.name.text().strip()
        known = self._units_of.get(name, "")
        if known:
            self.unit.setCurrentIndex(max(self.unit.findText(known), 0))
        self.unit.setEnabled(not known)
        if known:
            self.said.setText("股室队所以人员名册为准。")
        elif name:
            self.said.setText(f"人员名册里没有“{name}”或没填股室队所，可以在这里选一个。")
        else:
            self.said.setText(f"不填姓名，改动记在“{ANYBODY}”名下。")

    def save(self) -> None:
        """Kept on this PC; the window opens the folder again under the name."""
        name = self.name.text().strip()
        unit = self.unit.currentText() if self.unit.currentIndex() > 0 else ""
        desk = self.context.desk
        if (name or ANYBODY, unit) == (desk.actor, desk.section):
            self.say("没有改动。")
            return
        asked = (
            f"改为“{name or ANYBODY}”要把数据重新打开一次。\n"
            f"以前记在“{desk.actor}”名下的步骤，之后到操作历史里撤销，Ctrl+Z 只撤销自己的。"
        )
        if self.context.asker.confirm(self, asked, "保存并重新打开"):
            self.context.news.wanted_person.emit(name, unit)
