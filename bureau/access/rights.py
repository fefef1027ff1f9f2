"""Rights by act and department, and the roles that have them.

An account has one role and, where it isn't everybody's, the departments it is for. Registers and
what spreadsheets bring in belong to all: whoever may enter a case may enter the road that it is on.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from bureau.errors import RightsError

VIEW: Final = "view"
EDIT: Final = "edit"
IMPORT: Final = "import"
EXPORT: Final = "export"
PERSONAL: Final = "personal"
"""To see and hand out personal data unmasked, with a reason."""
ISSUE: Final = "issue"
"""To lock and issue a month, and to take a merge back."""
UNLOCK: Final = "unlock"
"""To open an issued month again, and to let a package correct one."""
EXCHANGE: Final = "exchange"
"""To send packages, to read them in, and to take copies of the data elsewhere."""
RULES: Final = "rules"
"""To change what all are judged by: settings, classes, rubrics, targets."""
ANONYMISE: Final = "anonymise"
RESTORE: Final = "restore"
"""To put a backup in the place of the data."""
ACCOUNTS: Final = "accounts"
ACTS: Final[dict[str, str]] = {
    VIEW: "查看",
    EDIT: "修改",
    IMPORT: "导入",
    EXPORT: "导出",
    PERSONAL: "查看和导出未遮盖的个人信息",
    ISSUE: "签发",
    UNLOCK: "解锁、收回已签发的月份",
    EXCHANGE: "收发数据包、备份到别处",
    RULES: "修改单位设置、目录和评分标准",
    ANONYMISE: "匿名化到期的个人信息",
    RESTORE: "恢复备份",
    ACCOUNTS: "管理账户",
}
"""Every right with the word for the act."""
OF_EVERYBODY: Final = frozenset({"", "register", "exchange"})
"""What belongs to no department by itself."""
ADMINISTRATOR: Final = "administrator"
ASK: Final = "请找有权限的同事办理，或请管理员在“系统 → 账户”调整。"


@dataclass(frozen=True, slots=True)
class Role:
    """What a kind of account may do. `by_department`: whether it can be held to some departments."""

    key: str
    title: str
    rights: frozenset[str]
    by_department: bool = True
    about: str = ""


ROLES: Final[dict[str, Role]] = {
    role.key: role
    for role in (
        Role(
            ADMINISTRATOR, "管理员", frozenset(ACTS), by_department=False,
            about="什么都可以办，还管账户和恢复备份",
        ),
        Role(
            "office", "综合（考核）",
            frozenset(ACTS) - {RESTORE, ACCOUNTS},
            about="录入、签发、解锁、改设置和标准；不管账户和恢复",
        ),
        Role(
            "section", "科室",
            frozenset({VIEW, EDIT, IMPORT, EXPORT, PERSONAL, EXCHANGE}),
            about="本科室台账的录入、导入、导出；不签发、不改标准",
        ),
        Role(
            "leader", "局领导", frozenset({VIEW, EXPORT, PERSONAL}),
            about="看、打印、导出；不改台账",
        ),
        Role("viewer", "只读", frozenset({VIEW}), about="只看，个人信息一律遮盖"),
    )
}  # fmt: skip
"""By key, the one that may most first."""


@dataclass(frozen=True, slots=True)
class Rights:
    """What one person may do. No departments: all of them."""

    role: Role
    departments: frozenset[str] = frozenset()

    def may(self, right: str, department: str = "") -> bool:
        """Whether an act is allowed, in a department or at all."""
        if right not in self.role.rights:
            return False
        return not self.departments or department in self.departments | OF_EVERYBODY

    def require(self, right: str, department: str = "", what: str = "") -> None:
        """Raises RightsError that names the act, and `what` was to be done with (“案件台账”)."""
        if not self.may(right, department):
            about = f"“{what}”" if what else ""
            raise RightsError(f"您的账户（{self.role.title}）不能{ACTS[right]}{about}；{ASK}")

    @property
    def is_whole(self) -> bool:
        """Whether nothing is refused."""
        return not self.departments and self.role.rights == frozenset(ACTS)


EVERYTHING: Final = Rights(ROLES[ADMINISTRATOR])
"""Where no accounts are kept, everybody may do everything."""


class NobodyRights(Rights):
    """Before anybody has signed in."""

    def require(self, right: str, department: str = "", what: str = "") -> None:
        """Raises RightsError for every act."""
        raise RightsError("请先登录：这个数据文件夹启用了账户。")


NOBODY: Final = NobodyRights(Role("nobody", "未登录", frozenset(), about="请先登录"))
