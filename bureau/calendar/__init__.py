"""Periods that figures are made for, and the working time that limits run in."""
