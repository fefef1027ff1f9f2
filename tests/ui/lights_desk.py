"""The office of the context with street lights, on a day of its own."""

from __future__ import annotations

from datetime import date, datetime, time

from tests.facilities.lamp_books import Lights
from tests.storage.offices import Clock
from ui.context import Context


def lights_on(context: Context, day: date) -> Lights:
    """Nine in the morning of that day."""
    clock = Clock(datetime.combine(day, time(9)))
    context.desk.clock = clock
    return Lights(context.desk, clock)
