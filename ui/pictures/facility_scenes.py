"""What a clerk opens on the register of facilities: cards in bulk, a change of state, a card's story, sightings."""

from __future__ import annotations

from PySide6.QtWidgets import QScrollArea

from ui.ledger.act_dialog import ActDialog
from ui.ledger.page import LedgerPage
from ui.pictures.lighting_scenes import lighting_scenes
from ui.pictures.stage import Scene, Stage


def facility_scenes() -> list[Scene]:
    """All of them."""
    return [
        ("设施-按道路建档", along),
        ("设施-按控制箱建档", by_cabinet),
        ("设施-变更状态", change_state),
        ("设施-履历", story),
        ("清查-按编号登记", codes),
        *lighting_scenes(),
    ]


def ledger(stage: Stage, name: str) -> LedgerPage:
    """The page of a ledger with its first row current."""
    page = stage.window.show_page(name)
    assert isinstance(page, LedgerPage)
    stage.settle()
    return page


def answered(stage: Stage, page: LedgerPage, key: str, **typed: str) -> None:
    """The dialog of an act with answers typed; without records where the act needs none."""
    records = list(page.model.ids[:3])
    assert page.handling is not None
    offers = {offer.key: offer for offer in page.handling.offers(page.context.desk, records)}
    if key not in offers:
        return
    offers[key].open(page, records)
    stage.settle()
    for dialog in page.findChildren(ActDialog):
        for name, text in typed.items():
            if dialog.isVisible() and name in dialog.rows:
                dialog.rows[name].input.set_raw(text)
                dialog.rows[name].input.committed.emit()
    stage.settle()


def along(stage: Stage) -> None:
    """108 lamps along a road, before they are made."""
    answered(
        stage,
        ledger(stage, "facilities"),
        "build-road",
        road="人民路",
        stretch="K3+200 至 K4+800",
        spacing="30",
        sides="左侧、右侧",
        pattern="NEW-{serial:03}",
    )


def by_cabinet(stage: Stage) -> None:
    """A cabinet with two circuits."""
    page = ledger(stage, "facilities")
    answered(stage, page, "build-cabinet", cabinet="XB-99", circuits="1:20、2:18")


def change_state(stage: Stage) -> None:
    """Three lamps to be stopped."""
    answered(stage, ledger(stage, "facilities"), "state", state="停用")


def story(stage: Stage) -> None:
    """What happened to a facility, below its facts."""
    page = ledger(stage, "facilities")
    page.table.walk.go(0, 0)
    stage.settle()
    if page.details is not None:
        for area in page.details.findChildren(QScrollArea):
            if area.isVisible():
                area.verticalScrollBar().setValue(area.verticalScrollBar().maximum())


def codes(stage: Stage) -> None:
    """Codes of a walk."""
    answered(stage, ledger(stage, "facility-checks"), "codes", codes="XB-01、没有编号的庭院灯")
