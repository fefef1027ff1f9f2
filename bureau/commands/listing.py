"""ledgers, list, search: what there is and what stands in it."""

from __future__ import annotations

import argparse

from bureau.commands.output import print_json, say
from bureau.commands.spans import filter_of
from bureau.office import DEPARTMENTS, LEDGERS, ledger_named
from bureau.opening import open_desk


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
        print(f"{ledger.name}  {ledger.title}（{DEPARTMENTS[ledger.department]}）")
        print("  " + "、".join(f"{field.title} {field.key}" for field in ledger.fields))
    return 0


def run_list(called: argparse.Namespace) -> int:
    """The records let through: as JSON, as a spreadsheet, or in columns on the terminal."""
    from bureau.exchange import export
    from bureau.ledger.query import Sort
    from bureau.storage import rows

    ledger = ledger_named(called.ledger)
    with open_desk(called.data, writable=bool(called.personal)) as desk:
        where = filter_of(called, desk, ledger)
        target = called.xlsx or called.csv
        if target is not None:
            count = export.export_ledger(
                desk, ledger, target, where, personal_reason=called.personal or ""
            )
            say(f"已导出 {count} 条：{target}")
            return 0
        if called.personal:
            export.record_personal(desk, ledger, called.personal)
        order = [Sort(key) for key in ledger.order]
        with desk.store.snapshot() as conn:
            names = desk.store.names(conn)
            wanted = rows.ids(conn, ledger, where, order, today=desk.today(), limit=called.limit)
            found = export.read_rows(conn, ledger, wanted, today=desk.today())
            if called.json:
                print_json(
                    [rows.plain(ledger, row, names, masked=not called.personal) for row in found]
                )
                return 0
            columns = export.shown_columns(
                ledger,
                names,
                masked=not called.personal,
                kinds_present=rows.kinds_present(conn, ledger),
            )
            print("\t".join(column.title for column in columns))
            for row in found:
                print("\t".join(column.text(row, names).replace("\n", " ") for column in columns))
        say(f"共 {len(wanted)} 条。")
    return 0


def run_search(called: argparse.Namespace) -> int:
    """Records of any ledger whose text holds the words, newest first, at most 200."""
    from bureau.office import BY_NAME
    from bureau.storage import rows, search

    with open_desk(called.data, writable=False) as desk:
        with desk.store.snapshot() as conn:
            names = desk.store.names(conn)
            hits = search.found(conn, desk.store.shapes, called.words)
            shown = []
            for ledger_name, ids in hits.items():
                ledger = BY_NAME[ledger_name]
                for row in rows.page(conn, ledger, ids, today=desk.today()):
                    shown.append({"ledger": ledger_name, **rows.plain(ledger, row, names)})
    if called.json:
        print_json(shown)
        return 0
    for record in shown:
        ledger = BY_NAME[str(record["ledger"])]
        words = [str(record[field.key]) for field in ledger.fields if record.get(field.key)]
        print(f"{ledger.title}\t" + "\t".join(words[:8]))
    say(f"找到 {len(shown)} 条。")
    return 0
