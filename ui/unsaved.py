"""Forms that were typed into and never saved, by a crash or by leaving: said at the start, one click away."""

from __future__ import annotations

from collections.abc import Sequence

from bureau.drafts import Drafts, FormDraft
from ui.context import Context
from ui.ledger.doors import open_draft
from ui.ledger.page import LedgerPage
from ui.pages import HasRooms
from ui.widgets.bars import Act
from ui.window import MainWindow

MOST_NAMED = 3
GONE = "这条记录已经删除，上次没有保存的内容用不上了。"


def offer_unsaved(window: MainWindow, context: Context) -> None:
    """Says which forms wait, the last one first."""
    drafts = Drafts(context.desk).all()
    offer(window, context, sorted(drafts, key=lambda draft: draft.at, reverse=True))


def offer(window: MainWindow, context: Context, drafts: Sequence[FormDraft]) -> None:
    """The notice, with a button a form; what isn't named is found when its form is opened."""
    if not drafts:
        return

    def going_on(draft: FormDraft) -> Act:
        rest = [other for other in drafts if other is not draft]
        return f"接着填“{title_of(context, draft)}”", lambda: go_on(window, context, draft, rest)

    named = drafts[:MOST_NAMED]
    told = "、".join(spoken(context, draft) for draft in named)
    more = "等" if len(drafts) > len(named) else ""
    window.notice.show_notice(
        f"有 {len(drafts)} 张表单填了还没有保存：{told}{more}。",
        "active",
        [going_on(draft) for draft in named],
    )


def title_of(context: Context, draft: FormDraft) -> str:
    """The ledger's title."""
    return context.desk.store.ledgers[draft.ledger].title


def spoken(context: Context, draft: FormDraft) -> str:
    """Which form, and since when: 10-08 16:40 的案件台账（新增）."""
    kind = "新增" if draft.record is None else "修改"
    return f"{draft.at[5:]} 的{title_of(context, draft)}（{kind}）"


def go_on(
    window: MainWindow, context: Context, draft: FormDraft, rest: Sequence[FormDraft]
) -> None:
    """Opens the form as it was left; the other forms are offered again."""
    page = ledger_page(window, draft.ledger)
    if page is not None and not open_draft(page, draft.record):
        Drafts(context.desk).drop(page.ledger, draft.record)
        context.asker.tell(window, GONE)
    offer(window, context, rest)


def ledger_page(window: MainWindow, ledger: str) -> LedgerPage | None:
    """Brings up the page of a ledger."""
    window.show_record(ledger, None)
    shown = window.current
    page: object = shown.show_ledger(ledger) if isinstance(shown, HasRooms) else shown
    return page if isinstance(page, LedgerPage) else None
