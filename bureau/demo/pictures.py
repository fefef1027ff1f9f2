"""Drawn photos for a few cases of the sample county: the same street before and after."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bureau.demo.people import Chance

if TYPE_CHECKING:
    from PIL import ImageDraw, ImageFont

FONT = Path(__file__).resolve().parents[2] / "resources" / "fonts" / "NotoSansSC-Regular.ttf"
WIDTH, HEIGHT = 960, 720
HORIZON, KERB = 400, 590
"""Where walls end and the pavement begins, and where the pavement ends."""
BIN = 270
"""Where the bin stands, with rubbish and without."""
EXIF_TIME = 306
Box = tuple[int, int, int, int]
Colour = tuple[int, int, int]

SKY: tuple[Colour, ...] = ((196, 214, 228), (210, 216, 218), (184, 206, 228), (222, 214, 200))
WALL: tuple[Colour, ...] = ((214, 205, 190), (200, 196, 188), (222, 212, 198), (190, 184, 172))
AWNING: tuple[Colour, ...] = ((176, 62, 52), (44, 96, 148), (58, 118, 82), (186, 128, 46))
GOODS: tuple[Colour, ...] = ((206, 92, 52), (222, 178, 60), (104, 150, 70), (150, 74, 96))
PAVEMENT, JOINT, ROAD = (172, 170, 166), (150, 148, 144), (92, 94, 98)
DARK, LIGHT = (52, 54, 58), (240, 240, 236)


@dataclass(slots=True)
class Scene:
    """One drawing under way."""

    draw: ImageDraw.ImageDraw
    chance: Chance

    def box(self, box: Box, fill: Colour, outline: Colour | None = None) -> None:
        """A rectangle."""
        self.draw.rectangle(box, fill=fill, outline=outline, width=2)

    def round(self, box: Box, fill: Colour) -> None:
        """An ellipse."""
        self.draw.ellipse(box, fill=fill)


def picture(drawn: str, *, after: bool, street: int, caption: str, taken: str) -> bytes:
    """A JPEG of the problem `drawn` (a key of DRAWN), or of the same place put right.

    `street` chooses colours and places, the same for both pictures; `taken` is `2026-10-08 09:30`.
    """
    from PIL import Image, ImageDraw, ImageFont

    image = Image.new("RGB", (WIDTH, HEIGHT), SKY[street % len(SKY)])
    scene = Scene(ImageDraw.Draw(image), Chance(street))
    backdrop(scene, street)
    before_and_after = DRAWN[drawn]
    before_and_after[after](scene)
    write_caption(
        scene.draw, ImageFont.truetype(str(FONT), 26), [taken, caption, "示例县 · 示意图"]
    )
    exif = Image.Exif()
    exif[EXIF_TIME] = f"{taken.replace('-', ':')}:00"
    kept = io.BytesIO()
    image.save(kept, "JPEG", quality=82, exif=exif)
    return kept.getvalue()


def write_caption(
    draw: ImageDraw.ImageDraw, font: ImageFont.FreeTypeFont, lines: list[str]
) -> None:
    """Time and place at the bottom, as the cameras of patrols write them."""
    top = HEIGHT - 14 - 36 * len(lines)
    for number, line in enumerate(lines):
        place = (22, top + 36 * number)
        draw.text(place, line, font=font, fill=LIGHT, stroke_width=2, stroke_fill=DARK)


def backdrop(scene: Scene, street: int) -> None:
    """Houses, pavement and road."""
    left = -40
    while left < WIDTH:
        width = scene.chance.randrange(180, 300, 20)
        top = scene.chance.randrange(60, 180, 10)
        scene.box((left, top, left + width, HORIZON), WALL[(street + left) % len(WALL)], JOINT)
        for row in range(top + 30, HORIZON - 150, 70):
            for column in range(left + 24, left + width - 40, 62):
                scene.box((column, row, column + 34, row + 42), (128, 146, 160), LIGHT)
        sign = AWNING[(left + street) // 20 % len(AWNING)]
        scene.box((left + 10, HORIZON - 118, left + width - 10, HORIZON - 84), sign)
        scene.box((left + 24, HORIZON - 78, left + width - 24, HORIZON), (108, 112, 116), JOINT)
        left += width
    scene.box((0, HORIZON, WIDTH, KERB), PAVEMENT)
    for row in range(HORIZON + 24, KERB, 38):
        scene.draw.line((0, row, WIDTH, row), fill=JOINT, width=1)
    for column in range(-200, WIDTH + 200, 64):
        scene.draw.line((column + 60, HORIZON, column, KERB), fill=JOINT, width=1)
    scene.box((0, KERB, WIDTH, KERB + 14), LIGHT)
    scene.box((0, KERB + 14, WIDTH, HEIGHT), ROAD)


def clear(scene: Scene) -> None:
    """The pavement free, bollards along the kerb."""
    for column in range(90, WIDTH, 170):
        scene.box((column, KERB - 56, column + 14, KERB), DARK)
        scene.box((column, KERB - 44, column + 14, KERB - 32), (222, 178, 60))


def stall(scene: Scene) -> None:
    """A three-wheeled cart under an umbrella, baskets around it."""
    left = scene.chance.randrange(220, 480)
    scene.draw.polygon(
        [(left - 60, 330), (left + 110, 240), (left + 280, 330)],
        fill=AWNING[scene.chance.randrange(4)],
    )
    scene.box((left + 106, 330, left + 114, 470), DARK)
    scene.box((left, 440, left + 230, 510), (122, 92, 66), DARK)
    for wheel in (left + 20, left + 160):
        scene.round((wheel, 490, wheel + 56, 546), DARK)
        scene.round((wheel + 16, 506, wheel + 40, 530), PAVEMENT)
    for place in range(5):
        fruit = left + 10 + place * 44
        scene.round((fruit, 414, fruit + 38, 446), GOODS[place % 4])
    baskets(scene, left + 260)


def baskets(scene: Scene, left: int) -> None:
    """Baskets of goods on the ground."""
    for place in range(4):
        column = left + place * 78 + scene.chance.randrange(12)
        top = 500 + scene.chance.randrange(40)
        scene.box((column, top, column + 62, top + 40), (150, 112, 72), DARK)
        for fruit in range(3):
            spot = column + 4 + fruit * 19
            scene.round((spot, top - 12, spot + 18, top + 8), GOODS[(place + fruit) % 4])


def shop(scene: Scene) -> None:
    """Crates, a fridge and a light box in front of a door."""
    left = scene.chance.randrange(160, 360)
    for place in range(6):
        column = left + place % 3 * 96
        top = 452 - place // 3 * 62
        scene.box((column, top, column + 88, top + 58), (186, 150, 104), DARK)
        scene.draw.line((column, top + 28, column + 88, top + 28), fill=DARK, width=2)
    scene.box((left + 330, 380, left + 420, 520), LIGHT, DARK)
    scene.box((left + 340, 392, left + 410, 450), (150, 190, 210))
    scene.box((left + 470, 420, left + 540, 540), (206, 60, 56), DARK)


def wall(scene: Scene) -> None:
    """A wall full of posted bills."""
    scene.box((60, 170, 900, HORIZON), (206, 200, 190), JOINT)
    for place in range(26):
        column = 90 + place % 9 * 88 + scene.chance.randrange(24)
        row = 190 + place // 9 * 66 + scene.chance.randrange(14)
        paper = (LIGHT, (240, 220, 120), (236, 170, 160))[scene.chance.randrange(3)]
        scene.box((column, row, column + 52, row + 46), paper, JOINT)
        for line in range(row + 10, row + 40, 10):
            scene.draw.line((column + 8, line, column + 44, line), fill=DARK, width=2)


def painted_wall(scene: Scene) -> None:
    """The same wall, painted over."""
    scene.box((60, 170, 900, HORIZON), (218, 213, 204), JOINT)
    scene.box((60, HORIZON - 60, 900, HORIZON), (150, 158, 160))


def fire(scene: Scene) -> None:
    """A burning heap and its smoke."""
    left = scene.chance.randrange(300, 520)
    for puff in range(9):
        size = 60 + puff * 14
        column = left + 40 + puff * 16 + scene.chance.randrange(-18, 18)
        grey = 120 + puff * 10
        top = 420 - puff * 46
        scene.round((column, top, column + size, top + size), (grey, grey, grey))
    scene.round((left - 40, 470, left + 220, 560), (70, 56, 44))
    for flame in range(6):
        column = left + flame * 30
        tip = 390 + scene.chance.randrange(50)
        scene.draw.polygon(
            [(column - 22, 510), (column, tip), (column + 26, 510)],
            fill=((226, 110, 40), (240, 178, 60))[flame % 2],
        )


def ashes(scene: Scene) -> None:
    """A wet dark patch where the fire was."""
    scene.round((320, 490, 600, 560), (140, 138, 134))
    clear(scene)


def litter(scene: Scene) -> None:
    """A heap of rubbish and what has blown about."""
    left = scene.chance.randrange(360, 520)
    bin_at(scene, BIN)
    for _ in range(46):
        column = left + scene.chance.randrange(300)
        row = 560 - scene.chance.randrange(110) * (300 - abs(column - left - 150)) // 300
        size = scene.chance.randrange(14, 46)
        shade = (*GOODS, LIGHT, DARK, (120, 130, 140))[scene.chance.randrange(7)]
        scene.round((column, row, column + size, row + size * 2 // 3), shade)


def bin_at(scene: Scene, left: int) -> None:
    """A green bin."""
    scene.box((left, 420, left + 70, 530), (52, 110, 72), DARK)
    scene.box((left - 6, 408, left + 76, 424), (40, 88, 58))


def swept(scene: Scene) -> None:
    """Only the bin is left."""
    bin_at(scene, BIN)


def car(scene: Scene) -> None:
    """Cars and scooters on the pavement."""
    for number in range(2):
        left = 120 + number * 400 + scene.chance.randrange(40)
        paint = (LIGHT, (60, 84, 120), (150, 40, 44), (120, 124, 128))[scene.chance.randrange(4)]
        scene.draw.polygon(
            [(left + 60, 430), (left + 96, 372), (left + 220, 372), (left + 262, 430)], fill=DARK
        )
        scene.box((left, 430, left + 310, 512), paint, DARK)
        for wheel in (left + 36, left + 216):
            scene.round((wheel, 484, wheel + 60, 544), DARK)
            scene.round((wheel + 18, 502, wheel + 42, 526), JOINT)


def shed(scene: Scene) -> None:
    """A shed of blue sheet metal against the houses."""
    left = scene.chance.randrange(240, 440)
    scene.draw.polygon(
        [(left - 30, 270), (left + 340, 220), (left + 340, 250), (left - 30, 300)],
        fill=(70, 112, 160),
    )
    scene.box((left, 292, left + 310, 500), (120, 156, 190), DARK)
    for column in range(left + 14, left + 310, 22):
        scene.draw.line((column, 292, column, 500), fill=(92, 130, 168), width=3)
    scene.box((left + 110, 370, left + 190, 500), (96, 100, 104), DARK)


def pulled_down(scene: Scene) -> None:
    """The ground where the shed stood."""
    scene.box((300, 470, 610, 510), (150, 142, 130), JOINT)
    clear(scene)


Painter = Callable[[Scene], None]
DRAWN: dict[str, tuple[Painter, Painter]] = {
    "stall": (stall, clear),
    "shop": (shop, clear),
    "wall": (wall, painted_wall),
    "fire": (fire, ashes),
    "litter": (litter, swept),
    "car": (car, clear),
    "shed": (shed, pulled_down),
}
"""What each picture shows before and after."""
