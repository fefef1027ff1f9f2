"""Kinds of operation: which can be undone, and what is said of those that can't."""

from __future__ import annotations

SIGN_IN = "sign-in"
LOCK = "lock"
"""Issued or unlocked a month; the guard of the operation says so."""
ISSUE = "issue"
"""Issued a period with its papers, or took that back."""
RECEIVE = "receive"
"""Took in what other stations did."""
WITHHOLD = "withhold"
"""Took that out of effect here, or brought it back."""
RESTORE = "restore"
"""Put a backup in the place of the data; noted in what was restored."""
ACCOUNT = "account"
"""Changed accounts, or noted something about them."""
PERSONAL = "export-personal"
"""Noted that personal data were looked at or left the program unmasked."""
ANONYMISE = "anonymise"
CANNOT_UNDO = {
    "reserve": "编号一经取用不再收回",
    "setup": "建立数据文件夹不能撤销",
    LOCK: "签发和解锁不能撤销；要改请“解锁”，或登记“考核更正”",
    ISSUE: "月报签发和收回不能撤销；要改请“收回”，或重新签发一版",
    RECEIVE: "读入的数据包请到“系统 → 数据交换”收回",
    WITHHOLD: "收回和恢复生效请到“系统 → 数据交换”再改",
    RESTORE: "恢复备份不能撤销；要回到恢复以前，请再恢复名称以“恢复前”开头的那份",
    SIGN_IN: "登录记录不能撤销",
    ACCOUNT: "账户的改动不能撤销；请到“系统 → 账户”再改回来",
    PERSONAL: "个人信息导出记录不能撤销",
    ANONYMISE: "匿名化不能撤销",
    "demo": "示例县是一次生成的，要重来请删掉整个示例文件夹",
}
UNDO = "undo"
REDO = "redo"
EDIT = "edit"
IMPORT = "import"
MERGE = "merge"
"""Put two names together: ids are exchanged everywhere, also in locked months."""


def can_undo(kind: str) -> bool:
    """Whether an operation of this kind can be undone at all."""
    return kind not in CANNOT_UNDO


def is_step(kind: str) -> bool:
    """Whether Ctrl+Z stops at an operation of this kind, be it only to say why it can't be undone."""
    return can_undo(kind) or kind in (LOCK, ISSUE, RECEIVE, WITHHOLD)
