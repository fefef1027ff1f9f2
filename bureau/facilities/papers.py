"""What street lights and facilities prints for a period, by the name that `report` knows it by."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final

from bureau.facilities.lighting.papers import lighting_bulletin
from bureau.facilities.paper_source import Source
from bureau.facilities.papers_analysis import analysis_paper
from bureau.facilities.papers_month import facilities_paper
from bureau.facilities.register.papers_stocktake import blank_of_round, stock_take_sheets
from bureau.facilities.safety.papers_hazards import hazard_list, water_list
from bureau.facilities.stock.papers import material_sheet, stock_sheet
from bureau.facilities.upkeep.papers import due_list, plan_year
from bureau.reports.paper import Paper

if TYPE_CHECKING:
    from bureau.storage.connection import Reader

Make = Callable[[Source, "Reader"], Paper]
PAPERS: Final[Mapping[str, Make]] = {
    "facilities": facilities_paper,
    "facilities-analysis": analysis_paper,
    "lighting": lighting_bulletin,
    "stock-sheet": stock_sheet,
    "material-sheet": material_sheet,
    "stock-take": stock_take_sheets,
    "stock-take-blank": blank_of_round,
    "hazard-list": hazard_list,
    "waterlogging-list": water_list,
    "maintenance-plan": plan_year,
    "maintenance-due": due_list,
}
