"""Databases of every older schema open with today's program, after a verified backup, unharmed."""

from __future__ import annotations

import lzma
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bureau.errors import EnvironmentFault, UserError
from bureau.ledger.declaration import Ledger, line_table
from bureau.office import LEDGERS
from bureau.storage import schema
from bureau.storage.backup import set_head
from bureau.storage.check import check
from bureau.storage.connection import connect_reader
from bureau.storage.paths import DataFolder
from bureau.storage.schema import applied_names, migrate, migration_names
from bureau.storage.search import find
from bureau.storage.shape import create_sql, derived_columns
from bureau.storage.undo import next_undo, operation_rows, undo
from tests.storage.offices import exists, furnish, hurry, opened, value_of
from tests.systems import largest_file, needs_file_limit

HERE = Path(__file__).parent
KEPT = sorted(HERE.glob("*.sqlite.xz"))


@pytest.fixture(autouse=True)
def _in_a_hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    hurry(monkeypatch)


@pytest.fixture(params=KEPT, ids=lambda path: path.name[:4])
def old(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A data folder as an older program left it."""
    root = tmp_path / "data"
    root.mkdir()
    (root / "bureau.sqlite").write_bytes(lzma.decompress(request.param.read_bytes()))
    with closing(connect_reader(root / "bureau.sqlite")) as conn:
        set_head(conn, DataFolder(root))
    return root


def names_in(database: Path) -> list[str]:
    with closing(sqlite3.connect(database)) as conn:
        conn.row_factory = sqlite3.Row
        return applied_names(conn)


def structure(database: Path) -> dict[str, object]:
    """Every table with its columns, keys and indexes, however the statement was written."""
    found: dict[str, object] = {}
    with closing(sqlite3.connect(database)) as conn:
        tables = conn.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        for (table,) in tables:
            found[table] = tuple(
                sorted(map(repr, conn.execute(f"PRAGMA {pragma}({table})").fetchall()))
                for pragma in ("table_xinfo", "foreign_key_list")
            )
        found["indexes"] = sorted(
            conn.execute("SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'index'"),
            key=repr,
        )
    return found


def test_there_is_a_database_of_every_older_schema() -> None:
    assert [path.name[:4] for path in KEPT] == [name[:4] for name in migration_names()[:-1]]


def test_an_old_database_is_backed_up_and_upgraded(old: Path) -> None:
    before = names_in(old / "bureau.sqlite")
    assert before == migration_names()[: len(before)]
    with opened(old) as desk:
        assert desk.store.warning is None
        assert check(desk.store) == []
        road = desk.store.names().record("roads", "解放路")
        assert road is not None
        assert value_of(desk, "roads", road, "length_m") == 123_400
        assert value_of(desk, "roads", road, "section") == "一标段"
        assert desk.store.names().record("towns", "城关镇") is not None
        assert desk.store.names().record("roads", "临时路") is None
        assert len(find(desk.store.reader(), desk.store.shapes, "面馆")) == 1
        with desk.store.operation(desk, "登记案件") as op:
            op.insert("market-cases", {"address": "1号", "road": road})
        assert check(desk.store) == []
    assert names_in(old / "bureau.sqlite") == migration_names()
    (backup,) = (old / "backups").iterdir()
    assert backup.name == "升级前-20261008-090000.sqlite"
    assert names_in(backup) == before
    with opened(old):
        pass
    assert len(list((old / "backups").iterdir())) == 1  # once is enough


def test_an_upgraded_database_is_built_like_a_fresh_one(old: Path, tmp_path: Path) -> None:
    with opened(old):
        pass
    assert structure(old / "bureau.sqlite") == structure(
        furnish(tmp_path / "neu") / "bureau.sqlite"
    )


def test_what_was_done_before_the_upgrade_can_still_be_undone(old: Path) -> None:
    with opened(old) as desk:
        history = {row.label: row.ref for row in operation_rows(desk.store.reader())}
        undo(desk, history["删道路"])
        assert desk.store.names().record("roads", "临时路") is not None
        undo(desk, history["改道路"])
        road = desk.store.names().record("roads", "解放路")
        assert road is not None
        assert value_of(desk, "roads", road, "section") is None
        assert exists(desk, "roads", road)
        assert check(desk.store) == []
        assert next_undo(desk, desk.store.reader()) is None  # a moved folder is a new station


def test_reading_an_old_database_asks_for_the_upgrade_and_changes_nothing(old: Path) -> None:
    before = (old / "bureau.sqlite").read_bytes()
    with pytest.raises(UserError, match="数据是旧版本的"), opened(old, writable=False):
        pass
    assert (old / "bureau.sqlite").read_bytes() == before


@needs_file_limit
def test_without_room_for_the_backup_nothing_is_upgraded(old: Path) -> None:
    before = names_in(old / "bureau.sqlite")
    with largest_file(60_000), pytest.raises(EnvironmentFault), opened(old):
        pass
    assert names_in(old / "bureau.sqlite") == before
    assert list((old / "backups").iterdir()) == []
    with opened(old) as desk:
        assert check(desk.store) == []


@pytest.fixture
def more_migrations(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the folder of migrations, in which a test can put one more."""
    folder = tmp_path / "migrations"
    shutil.copytree(schema.FOLDER, folder)
    monkeypatch.setattr(schema, "FOLDER", folder)
    return folder


def test_a_migration_that_fails_leaves_the_data_as_they_were(
    more_migrations: Path, tmp_path: Path
) -> None:
    root = furnish(tmp_path / "data")
    before = structure(root / "bureau.sqlite")
    (more_migrations / "9999_broken.sql").write_text(
        "CREATE TABLE added (id INTEGER);\nINSERT INTO missing VALUES (1);\n", "utf-8"
    )
    with pytest.raises(sqlite3.OperationalError, match="missing"), opened(root):
        pass
    assert structure(root / "bureau.sqlite") == before
    assert "9999_broken" not in names_in(root / "bureau.sqlite")
    assert len(list((root / "backups").iterdir())) == 1


def test_a_migration_that_would_leave_references_dangling_is_refused(
    more_migrations: Path, tmp_path: Path
) -> None:
    root = furnish(tmp_path / "data")
    with opened(root) as desk, desk.store.operation(desk, "登记") as op:
        op.insert("shops", {"name": "店", "road": op.insert("roads", {"name": "解放路"})})
    (more_migrations / "9999_careless.sql").write_text("DELETE FROM roads;\n", "utf-8")
    with (
        pytest.raises(UserError, match="数据不能升级：有记录指向不存在的名称，数据未改动"),
        opened(root),
    ):
        pass
    (more_migrations / "9999_careless.sql").unlink()
    with opened(root) as desk:
        assert desk.store.names().record("roads", "解放路") is not None
        assert check(desk.store) == []


def test_new_shipped_classes_come_with_a_migration(more_migrations: Path, tmp_path: Path) -> None:
    """What a bureau removed stays away; what is new comes."""
    root = furnish(tmp_path / "data")
    with opened(root) as desk, desk.store.operation(desk, "删") as op:
        gone = op.execute("SELECT id FROM catalogue_items WHERE title = '基本满意'").fetchone()[
            "id"
        ]
        op.remove("catalogue-items", gone)
    with closing(sqlite3.connect(root / "bureau.sqlite")) as conn:
        new = conn.execute("SELECT id FROM catalogue_items WHERE title = '未回访'").fetchone()[0]
        for table in ("catalogue_items", "planted"):
            conn.execute(f"DELETE FROM {table} WHERE id = ?", (new,))
        conn.commit()
    (more_migrations / "9999_classes.sql").write_text("-- New classes are shipped.\n", "utf-8")
    with opened(root) as desk:
        assert exists(desk, "catalogue-items", new)
        assert not exists(desk, "catalogue-items", gone)


@pytest.mark.parametrize("ledger", LEDGERS, ids=lambda ledger: ledger.name)
def test_tables_are_as_declared(ledger: Ledger, tmp_path: Path) -> None:
    """Column by column, type by type, reference by reference."""
    root = furnish(tmp_path / "data")
    with closing(sqlite3.connect(":memory:")) as declared:
        declared.executescript(create_sql(ledger))
        tables = [ledger.table, *(line_table(ledger, field) for field in ledger.lines)]
        with closing(sqlite3.connect(root / "bureau.sqlite")) as real:
            for table in tables:
                for pragma in ("table_info", "foreign_key_list"):
                    # Position and number of a column don't matter: later ones come at the end.
                    wanted, found = (
                        {row[1:] if pragma == "table_info" else row[2:] for row in rows}
                        for rows in (
                            conn.execute(f"PRAGMA {pragma}({table})").fetchall()
                            for conn in (declared, real)
                        )
                    )
                    assert found == wanted
    assert set(derived_columns(ledger)) <= {row[1] for row in columns_of(root, ledger.table)}


def columns_of(root: Path, table: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(root / "bureau.sqlite")) as conn:
        return conn.execute(f"PRAGMA table_info({table})").fetchall()


def test_migrating_step_by_step_gives_the_same_as_at_once(tmp_path: Path) -> None:
    database = tmp_path / "bureau.sqlite"
    with closing(sqlite3.connect(database, isolation_level=None)) as conn:
        conn.row_factory = sqlite3.Row
        for name in migration_names()[1:]:
            migrate(conn, stop_before=name)
            assert applied_names(conn) == migration_names()[: migration_names().index(name)]
        migrate(conn)
        assert conn.execute("PRAGMA foreign_keys").fetchone()[0] == 1
    assert structure(database) == structure(furnish(tmp_path / "data") / "bureau.sqlite")
