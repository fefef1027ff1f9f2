"""What a clerk writes of a row of facilities: K3+200 至 K4+800, and 1:20、2:18 of the circuits of a cabinet."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bureau.errors import UserError
from bureau.ledger.lenient.texts import tidy

STAKE = re.compile(r"[kK](\d+)\+(\d{1,3})")
LENGTH = re.compile(r"(?:全?长|长度)?(\d+(?:\.\d+)?)(m|M|米|km|KM|Km|公里|千米)?")
KILOMETRES = frozenset(("km", "KM", "Km", "公里", "千米"))
CIRCUIT = re.compile(r"([^:=、,]+?)(?:号?回路)?[:=](\d+)[盏只个]?")


@dataclass(frozen=True, slots=True)
class Stretch:
    """A length along a road in metres; `begin_m` is the chainage where it begins, if that was said."""

    length_m: int
    begin_m: int | None = None

    def place(self, metres: int) -> str:
        """The chainage so many metres along, as it is painted on the kerb: K3+230; "" without one."""
        if self.begin_m is None:
            return ""
        kilometres, rest = divmod(self.begin_m + metres, 1000)
        return f"K{kilometres}+{rest:03}"


def stretch(words: str) -> Stretch:
    """K3+200 至 K4+800, 1600, 1600 m or 1.6 公里. Raises UserError."""
    said = tidy(words).replace("＋", "+").replace(" ", "")
    stakes = STAKE.findall(said)
    if len(stakes) == 2:
        begin, end = (int(kilometres) * 1000 + int(rest) for kilometres, rest in stakes)
        if end < begin:
            raise UserError(f"桩号“{words}”的终点在起点前面，请写成 K3+200 至 K4+800。")
        return Stretch(end - begin, begin)
    found = LENGTH.fullmatch(said)
    if stakes or found is None:
        raise UserError(f"“{words}”看不懂；请写起止桩号 K3+200 至 K4+800，或长度 1600 米。")
    whole, _, part = found[1].partition(".")
    if found[2] in KILOMETRES:
        return Stretch(int(whole) * 1000 + int(f"{part:0<3}"[:3]))
    return Stretch(int(whole))


def circuits(words: str) -> tuple[tuple[str, int], ...]:
    """Circuits with how many lamps hang on each, of 1:20、2:18 or one a line. Raises UserError."""
    said = tidy(words).replace("：", ":").replace("＝", "=").replace(" ", "")
    parts = [part for part in re.split(r"[、,，;；/\n]", said) if part]
    found: dict[str, int] = {}
    for part in parts:
        circuit = CIRCUIT.fullmatch(part)
        if circuit is None or not int(circuit[2]):
            raise UserError(f"回路“{part}”看不懂；请写成 1:20、2:18，冒号前是回路号，后面是盏数。")
        if circuit[1] in found:
            raise UserError(f"回路“{circuit[1]}”写了两次，请合成一个。")
        found[circuit[1]] = int(circuit[2])
    if not found:
        raise UserError("请写每条回路的盏数，例如 1:20、2:18。")
    return tuple(found.items())
