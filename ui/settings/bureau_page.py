"""单位设置: the bureau's name, what stands under its papers, and how months are counted."""

from __future__ import annotations

from bureau.settings.declared import BUREAU
from ui.context import Context
from ui.settings.form import SettingsForm
from ui.settings.frame import Frame


class BureauPage(Frame):
    """The settings of the bureau."""

    def __init__(self, context: Context) -> None:
        super().__init__(
            context,
            "bureau-settings",
            "单位设置",
            "全局共用，改动记入历史，可以撤销；已经出过的报表不会变。",
            help_anchor="settings#单位设置",
        )
        self.form = SettingsForm(context, BUREAU, acts_elsewhere=True)
        self.form.saved.connect(lambda titles: self.say(f"已保存：{'、'.join(titles)}。"))
        self.form.failed.connect(lambda sentence: self.say(sentence, "danger"))
        self.column.addWidget(self.form)
        self.column.addStretch(1)
        self.foot.addLayout(self.form.acts)
