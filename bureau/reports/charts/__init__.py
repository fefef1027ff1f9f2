"""Charts drawn once for screen and paper: the only package that imports matplotlib."""

from bureau.reports.charts.drawing import draw
from bureau.reports.charts.vector import Surface, VectorRenderer, draw_on

__all__ = ["Surface", "VectorRenderer", "draw", "draw_on"]
