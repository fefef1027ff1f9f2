"""考核办法: rubrics, rules of payment and awards; the shipped ones copied, the bureau's own edited."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Generic, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from bureau.assessment.ledgers import AWARDS, ISSUED, PAY_RULES, RUBRICS
from bureau.assessment.misfits import Misfit
from bureau.assessment.ranking import Awards
from bureau.assessment.rubric import Rubric
from bureau.assessment.rules import Rule
from bureau.assessment.shelf import IN_FORCE, Book
from bureau.layouts import Layouts
from bureau.month.open_months import words_of
from bureau.register.actions import LEDGER as CATALOGUE
from bureau.storage.changes import ChangeSet
from ui.assessment.awards_form import AwardsForm
from ui.assessment.form import BookForm
from ui.assessment.kept import AwardsKept, Kept, RubricsKept, RulesKept
from ui.assessment.rubric_form import RubricForm
from ui.assessment.rule_form import RuleForm
from ui.context import Context
from ui.settings.frame import Frame, PlainList, button, note, row_of, set_role
from ui.tokens import GRID
from ui.widgets.name_row import NameRow
