"""Catalogue ids of the states and steps of official papers (resources/catalogues/document-*.toml)."""

from typing import Final

DRAFTED, CHECKED, COSIGNED, SIGNED, PRINTED, FILED, VOID = 9960, 9961, 9962, 9963, 9964, 9965, 9966
"""How far a paper of the bureau is: 拟稿, 核稿, 会签, 签发, 印发, 归档, 作废."""
UNSIGNED: Final = (DRAFTED, CHECKED, COSIGNED)
ISSUED: Final = (SIGNED, PRINTED, FILED)

TO_PROPOSE, TO_INSTRUCT, TO_ASSIGN, RUNNING, ANSWERED, DONE, STORED = (
    *(9980, 9981, 9982, 9983, 9984, 9985),
    9986,
)
"""How far a paper received or an instruction is: 待拟办 … 已反馈, 已办结, 已归档."""
ENDED: Final = (DONE, STORED)

BULLETIN, REPORT, REQUEST, LETTER = 9988, 9989, 9990, 9991
"""Kinds of papers: 通报; 请示 and 报告 go upwards and name who signed, 函 goes to equals."""
