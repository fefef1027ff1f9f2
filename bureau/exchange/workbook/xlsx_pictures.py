"""Pictures of an .xlsx sheet: over its cells, in them by WPS (DISPIMG), in them by Excel."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path, PurePosixPath
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from bureau.exchange.workbook.marks import Picture
from bureau.exchange.workbook.xlsx_scan import relations

CELL_IMAGES = "xl/cellimages.xml"
METADATA = "xl/metadata.xml"
RICH_VALUES = "xl/richData/rdrichvalue.xml"
RICH_RELATIONS = "xl/richData/richValueRel.xml"


def pictures_of(
    path: Path,
    archive: zipfile.ZipFile,
    drawings: Sequence[str],
    in_cells: Mapping[tuple[int, int], str],
    metadata: Mapping[tuple[int, int], int],
) -> list[Picture]:
    """All pictures of one sheet by row and column; those over cells stand where their corner is."""
    members = set(archive.namelist())
    found: list[tuple[int, int, str]] = []
    for drawing in drawings:
        if drawing in members:
            found += floating(archive, drawing)
    if in_cells and CELL_IMAGES in members:
        media = wps_media(archive)
        found += [(*place, media[name]) for place, name in in_cells.items() if name in media]
    if metadata and {METADATA, RICH_VALUES, RICH_RELATIONS} <= members:
        own = excel_media(archive)
        found += [(*place, own[number]) for place, number in metadata.items() if number in own]
    return [
        Picture(row, column, PurePosixPath(member).name, path, member)
        for row, column, member in sorted(found)
        if member in members
    ]


def named(root: Element, name: str) -> list[Element]:
    """All elements with that tag, whatever its namespace."""
    return [node for node in root.iter() if node.tag.rpartition("}")[2] == name]


def attribute(node: Element, name: str) -> str:
    """An attribute, whatever its namespace."""
    return next((v for k, v in node.attrib.items() if k.rpartition("}")[2] == name), "")


def related(archive: zipfile.ZipFile, part: str) -> dict[str, str]:
    """Id → member of what a part refers to."""
    place = PurePosixPath(part)
    found = relations(archive, f"{place.parent}/_rels/{place.name}.rels", str(place.parent))
    return {key: member for key, (_, member) in found.items()}


def floating(archive: zipfile.ZipFile, drawing: str) -> list[tuple[int, int, str]]:
    """Pictures that lie over cells: where the middle of each is, as far as its corners tell."""
    media = related(archive, drawing)
    found = []
    for kind in ("twoCellAnchor", "oneCellAnchor"):
        for anchor in named(ElementTree.fromstring(archive.read(drawing)), kind):
            corner = corner_of(anchor, "from")
            end = corner_of(anchor, "to") or corner
            if corner is None or end is None:
                continue
            for blip in named(anchor, "blip"):
                member = media.get(attribute(blip, "embed"), "")
                if member:
                    found.append((*middle(corner, end), member))
    return found


def corner_of(anchor: Element, name: str) -> tuple[int, int, int, int] | None:
    """Row and column from 0 of a corner, and how far into them it lies."""
    corner = next(iter(named(anchor, name)), None)
    if corner is None:
        return None
    numbers = {node.tag.rpartition("}")[2]: node.text or "0" for node in corner}
    values = [numbers.get(key, "0") for key in ("row", "col", "rowOff", "colOff")]
    if not all(re.fullmatch(r"-?\d+", value) for value in values):
        return None
    row, column, down, right = map(int, values)
    return row, column, down, right


def middle(corner: tuple[int, int, int, int], end: tuple[int, int, int, int]) -> tuple[int, int]:
    """Row and column from 1 of the cell under a picture.

    A picture that was dragged begins a little above or left of its cell: where it covers two, the
    one that its end lies deep in is meant if its beginning is near the end of the first.
    """
    half_row, half_column = 120_000, 300_000
    row = corner[0] + (end[0] > corner[0] and corner[2] >= half_row and end[2] > 60_000)
    column = corner[1] + (end[1] > corner[1] and corner[3] >= half_column and end[3] > 60_000)
    return row + 1, column + 1


def wps_media(archive: zipfile.ZipFile) -> dict[str, str]:
    """ID → member of the pictures that WPS keeps for cells."""
    media = related(archive, CELL_IMAGES)
    found = {}
    for image in named(ElementTree.fromstring(archive.read(CELL_IMAGES)), "cellImage"):
        name = next((attribute(node, "name") for node in named(image, "cNvPr")), "")
        member = next((media.get(attribute(n, "embed"), "") for n in named(image, "blip")), "")
        if name and member:
            found[name] = member
    return found


def excel_media(archive: zipfile.ZipFile) -> dict[int, str]:
    """Number of a cell's metadata (from 1) → member of the picture that Excel placed in it."""
    metadata = ElementTree.fromstring(archive.read(METADATA))
    rich = [int(attribute(node, "i") or 0) for node in named(metadata, "rvb")]
    values = named(ElementTree.fromstring(archive.read(RICH_VALUES)), "rv")
    relation = [
        attribute(node, "id")
        for node in named(ElementTree.fromstring(archive.read(RICH_RELATIONS)), "rel")
    ]
    media = related(archive, RICH_RELATIONS)
    cells = next(iter(named(metadata, "valueMetadata")), None)
    found: dict[int, str] = {}
    for number, record in enumerate(named(cells, "rc") if cells is not None else [], start=1):
        at = int(attribute(record, "v") or 0)
        if at >= len(rich) or rich[at] >= len(values):
            continue
        first = next(iter(named(values[rich[at]], "v")), None)
        place = int(first.text or 0) if first is not None and (first.text or "").isdecimal() else -1
        if 0 <= place < len(relation):
            found[number] = media.get(relation[place], "")
    return {number: member for number, member in found.items() if member}
