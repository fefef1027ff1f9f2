"""The page before the data where accounts are kept: who is there, or the recovery code."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QFrame,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from bureau.accounts.managing import recover
from bureau.accounts.signing_in import names_to_sign_in, sign_in
from bureau.desk import Desk
from bureau.errors import BureauError
from ui.accounts.secret_line import secret_line
from ui.settings.frame import Card, button, note, row_of
from ui.tasks import Runner
from ui.tokens import GRID

WIDTH: Final = 400
DIFFERENT: Final = "两次输入的密码不一样；请再输一遍。"


class SignInPage(QWidget):
    """Name and password; nothing of the data is shown meanwhile."""

    entered = Signal()
    """Somebody signed in: the desk is theirs."""
    recovered = Signal(str)
    """The next recovery code; the desk is the administrator's."""

    def __init__(self, desk: Desk, lane: Runner, bureau: str = "", last: str = "") -> None:
        super().__init__()
        self.setObjectName("page")
        self.desk, self.lane = desk, lane
        self.under_way = False
        names = names_to_sign_in(desk)
        outer = QVBoxLayout(self)
        outer.addStretch(2)
        title = QLabel(bureau or "城管台账")
        title.setProperty("role", "display")
        title.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        outer.addWidget(title)
        outer.addSpacing(GRID * 2)
        self.cards = (self._usual(names, last), self._with_code(names))
        for card in self.cards:
            card.setFixedWidth(WIDTH)
            outer.addWidget(card, 0, Qt.AlignmentFlag.AlignHCenter)
        self.cards[1].hide()
        outer.addStretch(3)
        self.setFocusProxy(self.password)

    # -- the two cards -------------------------------------------------------------------------

    def _usual(self, names: Sequence[str], last: str) -> QFrame:
        card = Card("登录")
        self.name = names_box("sign-in-name", "姓名", names, last)
        self.password = secret_line("sign-in-password", "密码")
        self.password.returnPressed.connect(self.sign_in)
        self.enter = button("登录", self.sign_in, "sign-in", "main")
        card.column.addLayout(form_of(("姓名", self.name), ("密码", self.password)))
        self.fault = fault_label("sign-in-fault")
        card.column.addWidget(self.fault)
        forgot = button("忘记密码…", lambda: self._turn_to(1), "forgot-password", "quiet")
        card.column.addLayout(row_of(self.enter, forgot))
        return card

    def _with_code(self, names: Sequence[str]) -> QFrame:
        card = Card("用恢复码重设管理员的密码")
        card.column.addWidget(
            note(
                "恢复码在启用账户时打印过。别的同事忘了密码，请管理员到“系统 → 账户”重设。", "soft"
            )
        )
        self.manager = names_box("recover-name", "管理员", names, "")
        self.code = QLineEdit()
        self.code.setObjectName("recovery-code")
        self.code.setAccessibleName("恢复码")
        self.code.setPlaceholderText("XXXXX-XXXXX-XXXXX-XXXXX-XXXXX")
        self.first = secret_line("recover-password", "新密码")
        self.second = secret_line("recover-again", "再输一遍")
        self.second.returnPressed.connect(self.recover)
        card.column.addLayout(
            form_of(
                ("管理员", self.manager),
                ("恢复码", self.code),
                ("新密码", self.first),
                ("再输一遍", self.second),
            )
        )
        self.code_fault = fault_label("recover-fault")
        card.column.addWidget(self.code_fault)
        reset = button("重设并登录", self.recover, "recover", "main")
        back = button("返回", lambda: self._turn_to(0), "back-to-sign-in", "quiet")
        card.column.addLayout(row_of(reset, back))
        return card

    def _turn_to(self, place: int) -> None:
        for at, card in enumerate(self.cards):
            card.setVisible(at == place)
        (self.code if place else self.password).setFocus()

    # -- acts ----------------------------------------------------------------------------------

    def sign_in(self) -> None:
        """Enters, or says why not."""
        name, password = self.name.currentText(), self.password.text()
        if not name.strip() or not password:
            self._say(self.fault, "请选姓名、输入密码。")
            return
        self._do(
            lambda: sign_in(self.desk, name, password),
            lambda _done: self.entered.emit(),
            self.fault,
            self.password,
        )

    def recover(self) -> None:
        """A new password for an administrator."""
        if self.first.text() != self.second.text():
            self._say(self.code_fault, DIFFERENT)
            self.second.setFocus()
            self.second.selectAll()
            return
        code, name, password = self.code.text(), self.manager.currentText(), self.first.text()
        self._do(
            lambda: recover(self.desk, code, name, password),
            lambda following: self.recovered.emit(str(following)),
            self.code_fault,
            self.code,
        )

    def _do(
        self,
        act: Callable[[], object],
        done: Callable[[object], None],
        said: QLabel,
        again: QLineEdit,
    ) -> None:
        """Once at a time: a password takes a moment to be compared."""
        if self.under_way:
            return
        self.under_way = True
        self.enter.setEnabled(False)
        said.hide()

        def ended(result: object) -> None:
            self._end()
            done(result)

        def failed(error: BaseException) -> None:
            self._end()
            if not isinstance(error, BureauError):
                raise error
            self._say(said, error.sentence)
            again.setFocus()
            again.selectAll()

        self.lane.run(lambda _ticket: act(), ended, failed)

    def _end(self) -> None:
        self.under_way = False
        self.enter.setEnabled(True)

    @staticmethod
    def _say(label: QLabel, sentence: str) -> None:
        label.setText(sentence)
        label.show()


def names_box(name: str, title: str, names: Sequence[str], last: str) -> QComboBox:
    """Who may be there; the one who was there last is chosen."""
    box = QComboBox()
    box.setObjectName(name)
    box.setAccessibleName(title)
    box.addItems(names)
    box.setCurrentIndex(max(box.findText(last), 0))
    return box


def form_of(*lines: tuple[str, QWidget]) -> QFormLayout:
    """Lines with their titles."""
    form = QFormLayout()
    form.setSpacing(GRID)
    for title, line in lines:
        form.addRow(title, line)
    return form


def fault_label(name: str) -> QLabel:
    """Where it is said why something can't be taken."""
    label = note("", "danger")
    label.setObjectName(name)
    label.hide()
    return label
