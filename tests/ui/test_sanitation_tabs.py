"""The pages of sanitation, towns, street lights and party: every ledger has one, and there is room for their names."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from bureau.office import LEDGERS
from ui.facilities.tab import TAB as FACILITIES
from ui.handlings import DEPARTMENTS, handling_of, handlings
from ui.pages import Tab
from ui.party.tab import TAB as PARTY
from ui.sanitation.tab import TAB as SANITATION
from ui.tabs import TABS, page_of_ledger
from ui.towns.tab import TAB as TOWNS
from ui.widgets.tab_strip import TabStrip


@pytest.mark.parametrize("tab", [SANITATION, TOWNS, FACILITIES, PARTY])
def test_every_ledger_of_the_department_has_a_page(tab: Tab) -> None:
    wanted = {ledger.name for ledger in LEDGERS if ledger.department == tab.key}
    assert {page.ledger for page in tab.pages if page.ledger} == wanted
    assert all(page_of_ledger(name) is not None for name in wanted)


@pytest.mark.parametrize("tab", [SANITATION, TOWNS, FACILITIES, PARTY])
def test_all_names_are_seen_in_the_usual_window(qtbot: QtBot, tab: Tab) -> None:
    strip = TabStrip(TABS)
    qtbot.addWidget(strip)
    strip.resize(1366, strip.sizeHint().height())
    strip.show()
    qtbot.waitExposed(strip)
    for page in tab.pages:
        strip.show_page(page.key)
        hidden = [*strip.groups.buttons.values(), *strip.names.buttons.values()]
        assert [one.text() for one in hidden if one.isHidden()] == []


def test_every_act_of_a_department_is_of_a_ledger_that_exists() -> None:
    named = {ledger.name: ledger for ledger in LEDGERS}
    for department in DEPARTMENTS:
        for name in handlings(department):
            assert handling_of(named[name]) is not None
