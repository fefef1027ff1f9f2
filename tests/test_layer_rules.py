"""The layer checker itself, on small made-up trees: it sees what it must and no more."""

from __future__ import annotations

from pathlib import Path

from tests.layer_rules import (
    READING_SQL,
    WRITING_SQL,
    Module,
    direct_breaches,
    is_within,
    reached_breaches,
    read_tree,
    text_breaches,
)


def grow(root: Path, sources: dict[str, str]) -> dict[str, Module]:
    """A tree of packages `app` and `view` with the given files, read."""
    for name, source in sources.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(source, encoding="utf-8")
    return read_tree(root, ("app", "view"))


def reach(modules: dict[str, Module], start: str, forbidden: str) -> list[str]:
    """What `start` drags in of `forbidden`."""
    return reached_breaches(
        modules, lambda name: name == start, lambda _start, at: is_within(at, (forbidden,))
    )


def test_a_direct_import_is_named_with_file_and_line(tmp_path: Path) -> None:
    modules = grow(tmp_path, {"app/a.py": '"""A."""\n\nfrom app.b import thing\n', "app/b.py": ""})
    found = direct_breaches(modules, lambda name: name == "app.a", lambda to: to == "app.b")
    assert found == ["app/a.py:3: app.a imports app.b"]


def test_a_way_through_others_is_found_and_told(tmp_path: Path) -> None:
    modules = grow(
        tmp_path,
        {
            "app/a.py": "import os\nimport app.b\n",
            "app/b.py": "def later() -> None:\n    from app import c\n",
            "app/c.py": "import view.window\n",
            "view/window.py": "",
        },
    )
    assert reach(modules, "app.a", "view") == ["app/a.py:2: app.a → app.b → app.c → view.window"]


def test_a_package_s_own_file_is_on_the_way(tmp_path: Path) -> None:
    modules = grow(
        tmp_path,
        {
            "app/a.py": "import app.deep.leaf\n",
            "app/deep/__init__.py": "import view\n",
            "app/deep/leaf.py": "",
            "view/__init__.py": "",
        },
    )
    assert reach(modules, "app.a", "view") == [
        "app/a.py:1: app.a → app.deep.leaf → app.deep → view"
    ]


def test_an_import_for_type_checkers_is_direct_but_leads_nowhere(tmp_path: Path) -> None:
    modules = grow(
        tmp_path,
        {
            "app/a.py": "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import view\n",
            "view/__init__.py": "",
        },
    )
    assert reach(modules, "app.a", "view") == []
    assert direct_breaches(modules, lambda _name: True, lambda to: to == "view") == [
        "app/a.py:3: app.a imports view"
    ]
    assert not direct_breaches(
        modules, lambda _name: True, lambda to: to == "view", type_checking_too=False
    )


def test_the_other_branch_of_a_type_checking_block_runs(tmp_path: Path) -> None:
    source = "import typing\nif typing.TYPE_CHECKING:\n    import os\nelse:\n    import view\n"
    modules = grow(tmp_path, {"app/a.py": source, "view/__init__.py": ""})
    assert reach(modules, "app.a", "view") == ["app/a.py:5: app.a → view"]


def test_relative_and_called_imports_count(tmp_path: Path) -> None:
    modules = grow(
        tmp_path,
        {
            "app/__init__.py": "",
            "app/deep/__init__.py": "from . import leaf\n",
            "app/deep/leaf.py": "from ..b import x\nfrom .. import c\n",
            "app/b.py": "",
            "app/c.py": "import importlib\nimportlib.import_module('view.window')\n",
            "view/window.py": "",
        },
    )
    targets = [(link.line, link.target) for link in modules["app.deep.leaf"].links]
    assert targets == [(1, "app.b"), (2, "app.c")]
    assert [link.target for link in modules["app.deep"].links] == ["app.deep.leaf"]
    assert reach(modules, "app.deep", "view")


def test_writing_sql_is_seen_in_every_way_of_putting_a_text_together(tmp_path: Path) -> None:
    source = '''"""DELETE FROM the docstring."""
table = "cases"
one = "INSERT OR REPLACE INTO cases VALUES (1)"
two = f"UPDATE {table} SET a = 1"
three = "DELETE " "FROM cases"
four = "CREATE UNIQUE INDEX " + table
five = "update [case] set b = 2"
six = "ALTER TABLE %s ADD x" % table
seven = "DROP VIEW IF EXISTS v"
fine = "请先更新，再删除（delete）或 INSERT"
'''
    modules = grow(tmp_path, {"app/a.py": source})
    found = text_breaches(modules, lambda _name: True, WRITING_SQL)
    assert [line.split(":")[1] for line in found] == ["3", "4", "5", "6", "7", "8", "9"]
    assert found[1] == "app/a.py:4: UPDATE {} SET"


def test_reading_sql_is_seen_and_words_are_not(tmp_path: Path) -> None:
    source = 'one = f"""\n    SELECT count(*)\n    FROM {one}"""\ntwo = "select a file from here"\n'
    modules = grow(tmp_path, {"app/a.py": source})
    assert text_breaches(modules, lambda _name: True, READING_SQL) == [
        "app/a.py:1: SELECT count(*) FROM"
    ]


def test_names_are_compared_by_whole_parts() -> None:
    assert is_within("app.month", ("app.month",))
    assert is_within("app.month.figures", ("app.month",))
    assert not is_within("app.monthly", ("app.month",))


def test_length_and_docstring_are_read(tmp_path: Path) -> None:
    modules = grow(tmp_path, {"app/__init__.py": "", "app/a.py": '"""Says so."""\n\nX = 1\n'})
    assert (modules["app.a"].lines, modules["app.a"].docstring) == (3, "Says so.")
    assert modules["app"].docstring == ""
