"""The sample county (示例县): a plausible year of every ledger, for a first look and for tests."""

from bureau.demo.filling import Filled, Rebound, fill

__all__ = ["Filled", "Rebound", "fill"]
