"""ledgers, list, search: what there is and what stands in it."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from bureau.access.rights import VIEW
from bureau.commands.desks import desk_of
from bureau.commands.output import print_json, print_lines, say
from bureau.commands.spans import filter_of, listable
from bureau.commands.targets import result_target
from bureau.errors import UserError
from bureau.ledger.declaration import Ledger
from bureau.office import DEPARTMENTS, LEDGERS

if TYPE_CHECKING:
    from array import array

    from bureau.desk import Desk
    from bureau.ledger.field_type import Plain
    from bureau.ledger.query import Filter


def run_ledgers(called: argparse.Namespace) -> int:
    """Names, titles and fields of the ledgers; needs no data folder."""
    listed = [ledger for ledger in LEDGERS if not ledger.internal]
    if called.json:
        print_json(
            [
                {
                    "name": ledger.name,
                    "title": ledger.title,
                    "department": ledger.department,
                    "fields": [
                        {
                            "key": field.key,
                            "title": field.title,
                            "type": field.type.kind,
                            "required": field.required,
                            "personal": field.personal,
                            "unit": field.unit,
                        }
                        for field in ledger.fields
                    ],
                }
                for ledger in listed
            ]
        )
        return 0
    for ledger in listed:
        fields = "、".join(f"{field.title} {field.key}" for field in ledger.fields)
        title = f"{ledger.name}  {ledger.title}（{DEPARTMENTS[ledger.department]}）"
        print_lines([title, f"  {fields}"])
    return 0


def run_list(called: argparse.Namespace) -> int:
    """The records let through: as JSON, as a spreadsheet, or in columns on the terminal."""
    from bureau.exchange.export import export_ledger, record_personal

    ledger = listable(called.ledger)
    target = target_of(called)
    with desk_of(called, writable=bool(called.personal)) as desk:
        desk.require(VIEW, ledger.department, ledger.title)
        where = filter_of(called, desk, ledger)
        if target is not None:
            count = export_ledger(
                desk,
                ledger,
                target,
                where,
                personal_reason=called.personal or "",
                limit=called.limit,
            )
            say(f"已导出 {count} 条：{target}")
            return 0
        if called.personal:
            record_personal(desk, ledger, called.personal)
        if called.json:
            print_json(documents(called, desk, ledger, where))
            return 0
        titles, lines = table(called, desk, ledger, where)
    # Nothing is open any more while a person turns the pages of a long list.
    print_lines("\t".join(line) for line in (titles, *lines))
    say(f"共 {len(lines)} 条。")
    return 0


def target_of(called: argparse.Namespace) -> Path | None:
    """The file asked for, None when the records go to the terminal. Raises UserError."""
    if called.xlsx:
        return result_target(called.xlsx, ".xlsx")
    return result_target(called.csv, ".csv") if called.csv else None


def documents(
    called: argparse.Namespace, desk: Desk, ledger: Ledger, where: Filter
) -> list[dict[str, Plain]]:
    """The records for JSON."""
    from bureau.exchange.export import read_rows
    from bureau.storage import rows

    with desk.store.snapshot() as conn:
        names = desk.store.names(conn)
        wanted = ids_of(called, desk, ledger, where)
        return [
            rows.plain(ledger, row, names, masked=not called.personal)
            for row in read_rows(conn, ledger, wanted, today=desk.now())
        ]


def table(
    called: argparse.Namespace, desk: Desk, ledger: Ledger, where: Filter
) -> tuple[list[str], list[list[str]]]:
    """The records as titles and lines of text."""
    from bureau.exchange.export import read_rows, shown_columns
    from bureau.storage import rows

    with desk.store.snapshot() as conn:
        names = desk.store.names(conn)
        columns = shown_columns(
            ledger,
            names,
            masked=not called.personal,
            kinds_present=rows.kinds_present(conn, ledger),
        )
        wanted = ids_of(called, desk, ledger, where)
        lines = [
            [one_line(column.text(row, names)) for column in columns]
            for row in read_rows(conn, ledger, wanted, today=desk.now())
        ]
    return [column.title for column in columns], lines


def ids_of(called: argparse.Namespace, desk: Desk, ledger: Ledger, where: Filter) -> array[int]:
    """The records let through, in the ledger's own order."""
    from bureau.ledger.query import Sort
    from bureau.storage import rows

    order = [Sort(key) for key in ledger.order]
    return rows.ids(desk.store.reader(), ledger, where, order, today=desk.now(), limit=called.limit)


def one_line(text: str) -> str:
    """A value that doesn't break the columns of a terminal."""
    return " ".join(text.split()) if "\n" in text or "\t" in text else text


def run_search(called: argparse.Namespace) -> int:
    """Records of any ledger whose text holds the words, newest first, at most 200."""
    from bureau.exchange.export import shown_columns
    from bureau.office import BY_NAME
    from bureau.storage import rows, search

    if not called.words.strip():
        raise UserError("请写出要找的文字，如 search 人民路。")
    shown: list[dict[str, Plain]] = []
    lines: list[str] = []
    with desk_of(called, writable=False) as desk, desk.store.snapshot() as conn:
        names = desk.store.names(conn)
        for name, ids in search.found(conn, desk.store.shapes, called.words).items():
            ledger = BY_NAME[name]
            if not desk.may(VIEW, ledger.department):
                continue
            columns = shown_columns(ledger, names)
            for row in rows.page(conn, ledger, ids, today=desk.now()):
                shown.append({"ledger": name, **rows.plain(ledger, row, names)})
                words = [text for column in columns if (text := column.text(row, names))]
                lines.append("\t".join([ledger.title, *map(one_line, words[:8])]))
    if called.json:
        print_json(shown)
        return 0
    print_lines(lines)
    say(f"找到 {len(lines)} 条。")
    return 0
