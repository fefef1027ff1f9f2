"""What not every system has and some tests need: marks that say so, and the parts themselves.

The program runs on Windows too, where these parts don't exist and nothing can stand in for them: the
tests behind the marks need a refusal by the system itself. On Linux none is skipped (test_systems.py).
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import pytest

try:
    import resource
except ImportError:
    HAS_LIMITS = False
else:
    HAS_LIMITS = True

NOBODY: Final = 65534

needs_rights = pytest.mark.skipif(
    not hasattr(os, "geteuid"),
    reason="Windows keeps no rights in the mode of a file and lets no program become another user",
)
"""Tests that take a file's rights away with `chmod`, or work `as_nobody`: folders that can't be written."""
needs_file_limit = pytest.mark.skipif(
    not HAS_LIMITS,
    reason="Windows has no limit on the size of a file (RLIMIT_FSIZE) to play a full disk with",
)
"""Tests that work under `largest_file`: a disk that is full in the middle of a write."""
needs_full_device = pytest.mark.skipif(
    not Path("/dev/full").exists(),
    reason="only Linux has /dev/full, a place to print to that is always full",
)
"""Tests whose output can't be written: a command must say so, where a closed pipe would be silent."""
MARKS: Final = (needs_rights, needs_file_limit, needs_full_device)


@contextmanager
def as_nobody() -> Iterator[None]:
    """The files' owner looks away: what follows is done by a user without rights."""
    if os.geteuid() != 0:
        yield
        return
    group = os.getegid()
    os.setresgid(NOBODY, NOBODY, group)
    os.setresuid(NOBODY, NOBODY, 0)
    try:
        yield
    finally:
        os.setresuid(0, 0, 0)
        os.setresgid(group, group, group)


@contextmanager
def largest_file(size: int) -> Iterator[None]:
    """No file of this process may grow beyond `size` bytes."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
