"""关于: the program's version, what it is made of, and the licences of what comes with it."""

from __future__ import annotations

import platform
import tomllib
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPlainTextEdit

from bureau.storage.folder_state import DATABASE_VERSION
from ui.context import Context
from ui.settings.frame import Card, Frame, PlainList, note

ROOT = Path(__file__).resolve().parents[2]
FONTS = ROOT / "resources" / "fonts"
PARTS: tuple[tuple[str, str, str], ...] = (
    ("PySide6-Essentials", "窗口（Qt）", "LGPL-3"),
    ("sqlite-utils", "数据库升级", "Apache-2.0"),
    ("python-calamine", "读 Excel、WPS 表格", "MIT"),
    ("openpyxl", "读表格的格式", "MIT"),
    ("reportlab", "生成 PDF", "BSD"),
    ("python-docx", "生成 Word 文档", "MIT"),
    ("docxtpl", "填写 Word 套表", "LGPL-2.1"),
    ("Jinja2", "套表里的占位", "BSD-3-Clause"),
    ("python-pptx", "生成幻灯片", "MIT"),
    ("xlsxwriter", "幻灯片图表里的数据表", "BSD"),
    ("lxml", "读写 Word 文档和套表的内容", "BSD"),
    ("pypdf", "检查 PDF", "BSD"),
    ("pypdfium2", "预览 PDF", "Apache-2.0 / BSD"),
    ("matplotlib", "图表", "PSF"),
    ("numpy", "图表的计算", "BSD"),
    ("fonttools", "字体", "MIT"),
    ("pillow", "照片", "MIT-CMU"),
    ("chinese-calendar", "节假日和调休", "MIT"),
    ("filelock", "防止两处同时写", "MIT"),
    ("platformdirs", "数据文件夹的位置", "MIT"),
)
LICENCES: tuple[tuple[str, Path], ...] = (
    ("城管台账：MIT", ROOT / "LICENSE"),
    ("思源黑体：OFL", FONTS / "OFL-NotoSansSC.txt"),
    ("思源宋体：OFL", FONTS / "OFL-NotoSerifSC.txt"),
    ("Fandol 仿宋、楷体：GPL-3（字体例外）", FONTS / "GPL-3-Fandol.txt"),
)


def program_version() -> str:
    """The version that the project file names, ? where it did not come along."""
    try:
        with (ROOT / "pyproject.toml").open("rb") as file:
            return str(tomllib.load(file)["project"]["version"])
    except (OSError, KeyError, tomllib.TOMLDecodeError):
        return "?"


def part_version(name: str) -> str:
    """The version of an installed library, — where it isn't installed."""
    try:
        return version(name)
    except PackageNotFoundError:
        return "—"


class AboutPage(Frame):
    """What this program is."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, "about", "关于", help_anchor="settings#关于")
        card = Card("城管台账")
        card.column.addWidget(
            note(
                "县城市管理局的离线台账和月报：不联网、不用服务器、不收集任何信息，数据都在本机。",
                "soft",
            )
        )
        said = QLabel(
            f"版本 {program_version()} · Python {platform.python_version()}"
            f" · SQLite {DATABASE_VERSION} · {platform.system()} {platform.machine()}"
        )
        said.setObjectName("versions")
        said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        card.column.addWidget(said)
        self.column.addWidget(card)
        card = Card("用到的开源软件")
        parts = PlainList("parts", "用到的开源软件", ("名称", "用途", "版本", "许可"), stretch=1)
        parts.set_widths((12, 0, 8, 10))
        parts.show_rows([(name, use, part_version(name), law) for name, use, law in PARTS])
        parts.fit_height(len(PARTS))
        card.column.addWidget(parts)
        self.column.addWidget(card)
        card = Card("许可证全文")
        self.licences = PlainList("licences", "许可证", ("许可证",), stretch=0)
        self.licences.show_rows(
            [(title,) for title, _path in LICENCES], [path for _title, path in LICENCES]
        )
        self.licences.fit_height(len(LICENCES))
        self.text = QPlainTextEdit()
        self.text.setObjectName("licence-text")
        self.text.setAccessibleName("许可证全文")
        self.text.setReadOnly(True)
        self.text.setFixedHeight(280)
        self.licences.itemSelectionChanged.connect(self._show_licence)
        card.column.addWidget(self.licences)
        card.column.addWidget(self.text)
        self.column.addWidget(card)
        self.column.addStretch(1)
        self.licences.selectRow(0)

    def _show_licence(self) -> None:
        path = self.licences.chosen()
        if isinstance(path, Path):
            try:
                self.text.setPlainText(path.read_text("utf-8"))
            except (OSError, UnicodeDecodeError):
                self.text.setPlainText("许可证文件不在程序文件夹里。")
