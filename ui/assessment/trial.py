"""试算: a score typed, and what a full month would pay by the rule that is being edited."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QLineEdit

from bureau.assessment.exact import HUNDRED, yuan
from bureau.assessment.misfits import Misfit
from bureau.assessment.rules import Rule
from bureau.assessment.sheet_texts import fen_of, needed, whole_number_of
from bureau.assessment.trying import counts_problems, try_rule
from bureau.errors import UserError
from ui.settings.frame import Card, note, row_of

FEE, SCORE = "100000", "88.5"
SAID = frozenset({"charge", "event", "clause", "cap"})
WIDTH = 80


def line(name: str, title: str, text: str) -> QLineEdit:
    """A box for a number."""
    made = QLineEdit(text)
    made.setObjectName(name)
    made.setAccessibleName(title)
    made.setFixedWidth(WIDTH)
    return made


class Trial(Card):
    """月服务费, 得分 → 应付, computed by the engine at each change."""

    def __init__(self) -> None:
        super().__init__()
        self.rule: Rule | None = None
        self.fee = line("try-fee", "试算：月服务费", FEE)
        self.score = line("try-score", "试算：得分", SCORE)
        self.problems = line("try-problems", "试算：问题处数", "10")
        self.problems_title = QLabel("问题")
        self.problems_unit = QLabel("处")
        self.payable = QLabel()
        self.payable.setObjectName("try-payable")
        self.payable.setProperty("role", "title")
        self.said = note("", "soft")
        self.said.setObjectName("try-words")
        head = QLabel("试算")
        head.setProperty("role", "heading")
        self.column.addLayout(
            row_of(
                *(head, QLabel("月服务费"), self.fee, QLabel("元，得分"), self.score),
                *(self.problems_title, self.problems, self.problems_unit),
            )
        )
        self.column.addLayout(row_of(QLabel("→"), self.payable))
        self.column.addWidget(self.said)
        for box in (self.fee, self.score, self.problems):
            box.textEdited.connect(lambda _text: self.show_trial())

    def show_rule(self, rule: Rule | None) -> None:
        """Another rule, None while what is typed is none."""
        self.rule = rule
        counted = rule is not None and counts_problems(rule)
        for widget in (self.problems_title, self.problems, self.problems_unit):
            widget.setVisible(counted)
        self.show_trial()

    def show_trial(self) -> None:
        """The payable amount with how it came about, or what is missing."""
        if self.rule is None:
            self.payable.setText("应付 —")
            self.said.setText("规则填完整以后在这里试算。")
            return
        try:
            texts = {
                "fee": self.fee.text(),
                "score": self.score.text(),
                "problems": self.problems.text(),
            }
            score = needed(texts, "score", "得分")
            if not 0 <= score <= 2 * HUNDRED:
                raise Misfit("得分要在 0 到 200 之间。")
            counted = counts_problems(self.rule)
            problems = whole_number_of(texts, "problems", "问题处数") if counted else 0
            made = try_rule(self.rule, fen_of(texts, "fee", "月服务费"), score, problems)
        except UserError as error:
            self.payable.setText("应付 —")
            self.said.setText(error.sentence)
            return
        self.payable.setText(f"应付 {yuan(made.payable_fen)} 元")
        said = [f"{one.title}：{one.words}" for one in made.lines if one.kind in SAID]
        said += [f"{one.clause.title}：{one.words}" for one in made.applied if not one.clause.fen]
        self.said.setText("\n".join(said) or "不扣减。")
