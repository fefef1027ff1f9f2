"""fill: a form of another office (套表) filled in for a period, or the list of forms."""

from __future__ import annotations

import argparse

from bureau.commands.desks import desk_of
from bureau.commands.output import print_json, print_lines, say
from bureau.commands.spans import period_needed
from bureau.commands.targets import result_target
from bureau.errors import UserError


def run_fill(called: argparse.Namespace) -> int:
    """One form as a file; without a form the list of them."""
    if not called.form:
        return list_forms(called)
    from bureau.files import write_whole
    from bureau.month.returning import changed_since, fill_forms
    from bureau.returns.filings import keep
    from bureau.returns.forms import form_named

    with desk_of(called, writable=called.keep) as desk:
        with desk.store.snapshot() as conn:
            form = form_named(desk, conn, called.form)
        if called.output is None:
            raise UserError(f"请说明存到哪里：--output 文件{form.ending}。")
        target = result_target(called.output, form.ending)
        (filled,) = fill_forms(desk, [form], period_needed(called, desk))
        changed = changed_since(desk, filled)
        write_whole(target, filled.content)
        if called.keep:
            keep(desk, [filled])
    for warning in filled.warnings:
        say(f"{warning}。")
    for one in changed:
        say(f"与上次填报不同　{one.sentence}")
    if called.json:
        print_json(
            {
                "form": form.name,
                "period": filled.period.title,
                "values": filled.values,
                "warnings": list(filled.warnings),
                "changed": [one.sentence for one in changed],
            }
        )
    else:
        placed = sum(1 for one in filled.places if one.words)
        say(f"已填好 {placed} 处：{target}")
    return 0


def list_forms(called: argparse.Namespace) -> int:
    """Every form with its office, kind, marked places, and how it stands in the period."""
    from bureau.commands.spans import period_of
    from bureau.month.returning import standings
    from bureau.returns.forms import all_forms, places_of

    with desk_of(called, writable=False) as desk:
        period = period_of(called, desk)
        states = {one.form.id: one.due.words for one in standings(desk, period)} if period else {}
        with desk.store.snapshot() as conn:
            listed: list[dict[str, object]] = [
                {
                    "name": form.name,
                    "office": form.office,
                    "kind": form.kind,
                    "places": len(places_of(desk, conn, form.id)),
                    "state": states.get(form.id, ""),
                }
                for form in all_forms(desk, conn)
            ]
    if called.json:
        print_json(listed)
        return 0
    print_lines(
        "\t".join(
            [
                str(one["name"]),
                str(one["office"]),
                f".{one['kind']}",
                f"{one['places']} 处",
                str(one["state"]),
            ]
        ).rstrip()
        for one in listed
    )
    say(f"共 {len(listed)} 份套表。")
    return 0
