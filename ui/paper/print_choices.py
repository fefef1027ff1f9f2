"""How a person last printed each kind of paper on this PC: printer, sides, sheet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from bureau.pc_settings import KeptFile, settings_folder
from ui.paper.printing import DUPLEX, SIZES, PaperSize, PrintOrder, Sides

NAME = "printing.json"


@dataclass(frozen=True, slots=True)
class PrintChoice:
    """What the dialog begins with; the number of copies is asked each time."""

    printer: str = ""
    sides: Sides = "one"
    paper: PaperSize = "A4"
    collate: bool = True
    actual: bool = False


def choice_for(kind: str, folder: Path | None = None) -> PrintChoice:
    """How papers of a kind were printed last; the plain choice where nothing is known."""
    kept = _file(folder).read().get(kind)
    if not isinstance(kept, Mapping):
        return PrintChoice()
    plain = PrintChoice()
    sides = next((one for one in DUPLEX if one == kept.get("sides")), plain.sides)
    paper = next((one for one in SIZES if one == kept.get("paper")), plain.paper)
    return PrintChoice(
        str(kept.get("printer") or ""),
        sides,
        paper,
        collate=kept.get("collate") is not False,
        actual=kept.get("actual") is True,
    )


def remember(kind: str, order: PrintOrder, folder: Path | None = None) -> None:
    """Keeps how a paper of this kind was printed."""
    file = _file(folder)
    kept = {
        "printer": order.printer,
        "sides": order.sides,
        "paper": order.paper,
        "collate": order.collate,
        "actual": order.actual,
    }
    file.write({**file.read(), kind: kept})


def _file(folder: Path | None) -> KeptFile:
    """A file of its own, read anew each time: other settings are kept by others."""
    return KeptFile((folder or settings_folder()) / NAME)
