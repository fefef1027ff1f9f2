"""Setting up: what tools/setup.sh does the first time, the second, and after a change."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from typing import Final

import pytest

ROOT: Final = Path(__file__).resolve().parent.parent

# Stands in for Python: notes what it is asked to do, makes a .venv of itself.
STUB: Final = """#!/bin/bash
case "$*" in
"-m venv .venv") mkdir -p .venv/bin; cp "$0" .venv/bin/python; echo venv >>"$ASKED" ;;
"-m pip install "*) echo "install ${*: -1}" >>"$ASKED"; exit "${PIP_FAILS:-0}" ;;
"-m pip check") echo check >>"$ASKED" ;;
"-V") echo "Python 3.11.2" ;;
"-c import venv, ensurepip") exit "${NO_VENV:-0}" ;;
"-c "*print*) echo "3.11.2 stub" ;;
esac
"""


class Tree:
    """A copy of what setting up reads, with a stub for Python and no way to install packages."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "tree"
        self.asked = folder / "asked.txt"
        self.programs = folder / "bin"
        (self.folder / "tools").mkdir(parents=True)
        for name in ("tools/setup.sh", "constraints.txt", "constraints-dev.txt"):
            shutil.copy(ROOT / name, self.folder / name)
        (self.folder / "tools/system-packages.txt").write_text("window   no-such-package\n")
        self.programs.mkdir()
        for name in ("python3", "python3.11"):
            (self.programs / name).write_text(STUB)
            (self.programs / name).chmod(0o755)
        for name in ("apt-get", "sudo"):
            (self.programs / name).write_text("#!/bin/sh\nexit 1\n")
            (self.programs / name).chmod(0o755)

    def set_up(self, purpose: str, **settings: str) -> subprocess.CompletedProcess[str]:
        """Run the script as make does; what the stub was asked since is in `asked_since()`."""
        self.asked.write_text("")
        return subprocess.run(
            ["bash", str(self.folder / "tools/setup.sh"), purpose],
            env={
                "PATH": f"{self.programs}:{os.environ['PATH']}",
                "ASKED": str(self.asked),
                "HOME": os.environ["HOME"],
                "LANG": "C.UTF-8",
                "CI": "1",
                **settings,
            },
            capture_output=True,
            text=True,
            encoding="utf-8",
            stdin=subprocess.DEVNULL,
            check=False,
        )

    def asked_since(self) -> list[str]:
        """What the stub was asked to do in the last run."""
        return self.asked.read_text().splitlines()


@pytest.fixture
def tree(tmp_path: Path) -> Tree:
    """A tree that was never set up."""
    return Tree(tmp_path)


def test_the_first_time_makes_and_fills_the_venv_and_says_so(tree: Tree) -> None:
    done = tree.set_up("run")
    assert done.returncode == 0, done.stderr
    assert tree.asked_since() == ["venv", "install constraints.txt", "check"]
    assert "新建 .venv（Python 3.11.2）" in done.stdout
    assert done.stdout.endswith("环境已就绪（.venv）\n")


def test_the_second_time_does_nothing(tree: Tree) -> None:
    tree.set_up("run")
    done = tree.set_up("run")
    assert (done.returncode, tree.asked_since()) == (0, [])
    assert done.stdout == "· 环境已就绪（.venv）\n"


def test_developing_adds_to_running_and_includes_it(tree: Tree) -> None:
    tree.set_up("run")
    tree.set_up("dev")
    assert tree.asked_since() == ["install constraints-dev.txt", "check"]
    tree.set_up("dev")
    assert tree.asked_since() == []
    tree.set_up("run")
    assert tree.asked_since() == []


def test_another_version_in_the_pins_is_installed(tree: Tree) -> None:
    tree.set_up("run")
    with (tree.folder / "constraints.txt").open("a") as pins:
        pins.write("one-more==1.0\n")
    tree.set_up("run")
    assert tree.asked_since() == ["install constraints.txt", "check"]


def test_a_half_done_change_that_is_taken_back_is_set_right(tree: Tree) -> None:
    tree.set_up("run")
    pins = tree.folder / "constraints.txt"
    before = pins.read_text("utf-8")
    pins.write_text(before + "one-more==1.0\n", "utf-8")
    assert tree.set_up("run", PIP_FAILS="1").returncode == 1
    pins.write_text(before, "utf-8")
    tree.set_up("run")
    assert tree.asked_since() == ["install constraints.txt", "check"]


def test_a_moved_tree_gets_a_new_venv(tree: Tree) -> None:
    tree.set_up("run")
    tree.folder = tree.folder.rename(tree.folder.with_name("moved"))
    done = tree.set_up("run")
    assert "重建 .venv" in done.stdout
    assert tree.asked_since() == ["venv", "install constraints.txt", "check"]


def test_a_venv_without_its_python_is_remade(tree: Tree) -> None:
    tree.set_up("run")
    (tree.folder / ".venv/bin/python").unlink()
    tree.set_up("run")
    assert tree.asked_since() == ["venv", "install constraints.txt", "check"]


def test_a_failed_install_says_what_to_do_and_is_tried_again(tree: Tree) -> None:
    done = tree.set_up("run", PIP_FAILS="1")
    assert done.returncode == 1
    assert "请检查网络和 pip 的软件源设置" in done.stderr
    assert tree.set_up("run").returncode == 0
    assert tree.asked_since() == ["install constraints.txt", "check"]


def test_a_python_that_cannot_make_a_venv_is_explained(tree: Tree) -> None:
    done = tree.set_up("run", NO_VENV="1")
    assert done.returncode == 1
    assert "apt-get install -y python3-venv" in done.stderr.splitlines()[-1]
    assert not (tree.folder / ".venv").exists()


def test_an_unknown_purpose_is_wrong_usage(tree: Tree) -> None:
    assert tree.set_up("everything").returncode == 2
