"""One account: its name, role and departments; a new one with its first password."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QGridLayout,
    QLineEdit,
    QWidget,
)

from bureau.access.rights import ROLES
from bureau.accounts.managing import LONGEST_NAME
from bureau.storage.accounts import Account
from ui.accounts.keeping_dialog import KeepingDialog
from ui.accounts.password_dialog import ADVICE
from ui.accounts.secret_line import secret_line
from ui.accounts.sign_in_page import DIFFERENT, form_of
from ui.settings.frame import note
from ui.tasks import Runner

WIDTH: Final = 460
COLUMNS: Final = 3


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was filled in."""

    name: str
    role: str
    departments: frozenset[str]
    password: str
    active: bool


class AccountDialog(KeepingDialog):
    """`keep` writes what was filled in; `departments` are the choices by key."""

    def __init__(
        self,
        account: Account | None,
        departments: Mapping[str, str],
        keep: Callable[[Wanted], object],
        lane: Runner,
        parent: QWidget,
    ) -> None:
        words = "修改账户" if account else "新增账户"
        super().__init__("account", "账户", words, lane, parent, WIDTH)
        self.account, self.keep = account, keep
        self.name = QLineEdit(account.name if account else "")
        self.name.setObjectName("account-name")
        self.name.setAccessibleName("姓名")
        self.name.setMaxLength(LONGEST_NAME)
        self.name.setPlaceholderText("和人员名册里的写法一样")
        self.role = QComboBox()
        self.role.setObjectName("account-role")
        self.role.setAccessibleName("角色")
        for role in ROLES.values():
            self.role.addItem(role.title, role.key)
        self.role.setCurrentIndex(self.role.findData(account.role if account else "section"))
        self.about = note("", "soft")
        self.boxes: dict[str, QCheckBox] = {}
        whose = QWidget()
        grid = QGridLayout(whose)
        grid.setContentsMargins(0, 0, 0, 0)
        for place, (key, title) in enumerate(departments.items()):
            box = QCheckBox(title)
            box.setObjectName(f"department-{key}")
            box.setChecked(account is not None and key in account.departments)
            self.boxes[key] = box
            grid.addWidget(box, place // COLUMNS, place % COLUMNS)
        self.first = secret_line("account-password", "密码")
        self.second = secret_line("account-password-again", "再输一遍")
        self.second.returnPressed.connect(self.save)
        self.active = QCheckBox("可以登录")
        self.active.setObjectName("account-active")
        self.active.setChecked(account is None or account.active)
        lines: list[tuple[str, QWidget]] = [
            ("姓名", self.name), ("角色", self.role), ("", self.about), ("业务", whose),
        ]  # fmt: skip
        if account is None:
            lines += [("密码", self.first), ("再输一遍", self.second), ("", note(ADVICE, "soft"))]
        else:
            lines.append(("", self.active))
        self.column.addLayout(form_of(*lines))
        self.end_with_buttons()
        self.role.currentIndexChanged.connect(lambda _at: self._explain())
        self._explain()
        self.name.setFocus()

    def _explain(self) -> None:
        """What the role may do; without departments it is for all of them."""
        role = ROLES[str(self.role.currentData())]
        every = "" if role.key == "section" else "；业务一项不勾就是全部"
        self.about.setText(role.about + (every if role.by_department else ""))
        for box in self.boxes.values():
            box.setEnabled(role.by_department)

    def save(self) -> None:
        """Keeps it, or says why not."""
        if self.first.text() != self.second.text():
            self.say(DIFFERENT)
            return
        wanted = Wanted(
            self.name.text(),
            str(self.role.currentData()),
            frozenset(key for key, box in self.boxes.items() if box.isChecked()),
            self.first.text(),
            self.active.isChecked(),
        )
        self.keep_by(lambda: self.keep(wanted))
