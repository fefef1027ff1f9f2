"""账户: off in a one-person office; switched on, who may sign in and what each may do."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from bureau.access.rights import ADMINISTRATOR
from bureau.accounts.managing import (
    IDLE_CHOICES,
    add,
    change,
    give_password,
    idle_minutes,
    list_accounts,
    new_code,
    set_idle_minutes,
    switch_off,
    switch_on,
)
from bureau.accounts.signing_in import are_accounts_on
from bureau.desk import ANYBODY
from bureau.office import DEPARTMENTS
from bureau.storage.accounts import Account
from ui.accounts.account_dialog import AccountDialog, Wanted
from ui.accounts.code_dialog import CodeDialog
from ui.accounts.password_dialog import ADVICE, PasswordDialog
from ui.accounts.secret_line import secret_line
from ui.accounts.sign_in_page import DIFFERENT, form_of
from ui.context import Context
from ui.errand import Errand, nothing_to_do
from ui.settings.frame import Card, Frame, PlainList, button, note, row_of
from ui.tokens import GRID

WIDTH: Final = 320
COLUMNS: Final = ("姓名", "角色", "业务", "状态", "上次登录")
WIDTHS: Final = (8, 8, 0, 8, 11)
WHY: Final = (
    "一个人用的电脑不用账户。几个人共用一份数据、或电脑放在人来人往的办公室时启用："
    "打开程序要登录，各人只能看和改自己管的业务，谁登录、导出个人信息、解锁月份都记在操作历史里。"
)
ALL: Final = "全部"
OF_BOOKS: Final = {key: title for key, title in DEPARTMENTS.items() if key != "register"}


class AccountsPage(Frame):
    """One of two faces: the way to switch accounts on, or the list of them."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, "accounts", "账户", help_anchor="accounts")
        self.accounts: dict[int, Account] = {}
        self.faces = QStackedWidget()
        self.faces.addWidget(self._off())
        self.faces.addWidget(self._on())
        self.column.addWidget(self.faces)
        self.column.addStretch(1)
        self.refresh()

    # -- off -----------------------------------------------------------------------------------

    def _off(self) -> QWidget:
        card = Card("启用账户")
        card.column.addWidget(note(WHY, "soft"))
        actor = self.context.desk.actor
        self.name = QLineEdit("" if actor == ANYBODY else actor)
        self.name.setObjectName("first-name")
        self.name.setAccessibleName("管理员姓名")
        self.first = secret_line("first-password", "密码")
        self.second = secret_line("first-again", "再输一遍")
        self.second.returnPressed.connect(self.switch_on)
        for line in (self.name, self.first, self.second):
            line.setFixedWidth(WIDTH)
        card.column.addLayout(
            form_of(("管理员", self.name), ("密码", self.first), ("再输一遍", self.second))
        )
        card.column.addWidget(note(ADVICE))
        self.on_button = button("启用账户", self.switch_on, "switch-on", "main")
        self.on_button.setEnabled(self.context.holds_folder)
        card.column.addLayout(row_of(self.on_button))
        return standing(card)

    def switch_on(self) -> None:
        """The first administrator; then the recovery code, then everybody signs in."""
        if self.first.text() != self.second.text():
            self.say(DIFFERENT, "danger")
            return
        desk, name, password = self.context.desk, self.name.text(), self.first.text()
        self.write(lambda: switch_on(desk, name, password), self._show_first_code)

    def _show_first_code(self, code: object) -> None:
        self.notice.hide()
        dialog = CodeDialog(str(code), self.window())
        dialog.finished.connect(lambda _result: self._reopen("账户已启用。"))
        dialog.open()

    def _reopen(self, said: str) -> None:
        """The window opens again, for whoever signs in then."""
        root = self.context.desk.store.folder.root
        self.context.news.wanted_errand.emit(
            Errand(
                title="正在打开数据…",
                text=str(root),
                act=lambda ticket: nothing_to_do(ticket) or said,
                root=root,
                back=root,
            )
        )

    # -- on ------------------------------------------------------------------------------------

    def _on(self) -> QWidget:
        people = Card("谁可以登录")
        self.list = PlainList("accounts", "账户", COLUMNS, stretch=2)
        self.list.set_widths(WIDTHS)
        self.list.itemSelectionChanged.connect(self._name_buttons)
        self.list.doubleClicked.connect(lambda _at: self.change())
        people.column.addWidget(self.list)
        self.add_button = button("新增…", self.add, "add-account", "main")
        self.change_button = button("修改…", self.change, "change-account")
        self.password_button = button("重设密码…", self.give_password, "give-password")
        people.column.addLayout(row_of(self.add_button, self.change_button, self.password_button))
        safety = Card("安全")
        self.idle = QComboBox()
        self.idle.setObjectName("idle-minutes")
        self.idle.setAccessibleName("空闲锁定")
        for minutes in IDLE_CHOICES:
            self.idle.addItem(f"{minutes} 分钟" if minutes else "不锁定", minutes)
        self.idle.activated.connect(lambda _at: self._set_idle())
        safety.column.addLayout(row_of(QLabel("多久没有操作就锁定"), self.idle))
        safety.column.addWidget(
            note("锁定时没有保存的内容都还在，输入密码接着做；Ctrl+L 随时锁定。下次打开起生效。")
        )
        safety.column.addLayout(
            row_of(
                button("换发恢复码…", self.new_code, "new-code"),
                button("停用账户…", self.switch_off, "switch-off", "danger"),
            )
        )
        return standing(people, safety)

    def refresh(self) -> None:
        """Reads the accounts anew."""
        desk = self.context.desk
        on = are_accounts_on(desk)
        self.faces.setCurrentIndex(int(on))
        if not on:
            return
        found = list_accounts(desk)
        self.accounts = {one.id: one for one in found}
        rows = [
            (
                one.name,
                one.rights.role.title,
                "、".join(OF_BOOKS.get(key, key) for key in sorted(one.departments)) or ALL,
                "可以登录" if one.active else "停用",
                (one.last_at or "")[:16] or "还没有",
            )
            for one in found
        ]
        faint = frozenset(at for at, one in enumerate(found) if not one.active)
        self.list.show_rows(rows, [one.id for one in found], faint)
        self.list.fit_height()
        self.idle.setCurrentIndex(self.idle.findData(idle_minutes(desk)))
        self._name_buttons()

    @property
    def chosen(self) -> Account | None:
        """The account of the selected row."""
        found = self.list.chosen()
        return self.accounts.get(found) if isinstance(found, int) else None

    def _name_buttons(self) -> None:
        can = self.context.holds_folder
        self.add_button.setEnabled(can)
        for one in (self.change_button, self.password_button):
            one.setEnabled(can and self.chosen is not None)

    def add(self) -> None:
        """A form for a new one."""
        desk = self.context.desk

        def keep(wanted: Wanted) -> None:
            add(desk, wanted.name, wanted.role, wanted.departments, wanted.password)

        self._open_form(None, keep, "已新增。把密码告诉本人，请他登录后自己改。")

    def change(self) -> None:
        """A form for the chosen one."""
        desk, account = self.context.desk, self.chosen
        if account is None or not self.context.holds_folder:
            return

        def keep(wanted: Wanted) -> None:
            change(
                desk, account.id, wanted.name, wanted.role, wanted.departments, active=wanted.active
            )

        self._open_form(account, keep, "已修改，他下次登录起生效。")

    def _open_form(
        self, account: Account | None, keep: Callable[[Wanted], None], said: str
    ) -> None:
        dialog = AccountDialog(account, OF_BOOKS, keep, self.context.writing, self.window())
        dialog.accepted.connect(lambda: self._kept(said))
        dialog.open()

    def _kept(self, said: str) -> None:
        if self.context.desk.rights.role.key != ADMINISTRATOR:
            # Who gave the role away sees the window of the new one.
            self._reopen("")
            return
        self.refresh()
        self.say(said)

    def give_password(self) -> None:
        """Another password for the chosen one."""
        desk, account = self.context.desk, self.chosen
        if account is None:
            return
        dialog = PasswordDialog(
            f"重设 {account.name} 的密码",
            lambda _present, new: give_password(desk, account.id, new),
            self.context.writing,
            self.window(),
        )
        dialog.accepted.connect(lambda: self._kept("密码已重设，暂停也解除了。"))
        dialog.open()

    def new_code(self) -> None:
        """Another recovery code."""
        desk = self.context.desk
        asked = "换发以后，原来打印的那张恢复码就作废了。"
        if not self.context.asker.confirm(self, asked, "换发"):
            return

        def show(code: object) -> None:
            CodeDialog(str(code), self.window(), "原来的恢复码已作废，这是新的：").open()

        self.write(lambda: new_code(desk), show)

    def switch_off(self) -> None:
        """Everybody may do everything again."""
        desk = self.context.desk
        asked = f"停用以后，打开程序不用登录，谁都可以看和改全部数据；{len(self.accounts)} 个账户会删掉。"
        if self.context.asker.confirm(self, asked, "停用账户", dangerous=True):
            self.write(lambda: switch_off(desk), lambda _done: self._reopen("账户已停用。"))

    def _set_idle(self) -> None:
        desk, minutes = self.context.desk, int(self.idle.currentData())
        self.write(lambda: set_idle_minutes(desk, minutes), lambda _done: self.say("已保存。"))


def standing(*cards: QWidget) -> QWidget:
    """Cards one below the other."""
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(GRID * 2)
    for card in cards:
        column.addWidget(card)
    column.addStretch(1)
    return made
