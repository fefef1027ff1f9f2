"""The sample county's half a year, filled once."""

from __future__ import annotations

import pytest

from tests.demo.samples import MONTHS, Sample, filled_folder


@pytest.fixture(scope="session")
def half_year(tmp_path_factory: pytest.TempPathFactory) -> Sample:
    """October to March."""
    return filled_folder(tmp_path_factory.mktemp("county") / "folder", months=MONTHS)
