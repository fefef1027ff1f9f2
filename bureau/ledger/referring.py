"""Across ledgers: records that others refer to, records that refer to such as fit, the latest that does."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from bureau.ledger.declaration import Ledger
from bureau.ledger.query import Filter, Sql, column


def latest(ledger: str, by: str, day: str, only: tuple[str, Collection[int]]) -> str:
    """SQL of the latest `day` of another ledger's records that refer here by their field `by`.

    For computed fields, which are declared before their ledgers know each other. `only` narrows
    the records to some choices (field, catalogue ids).
    """
    field, items = only
    listed = ", ".join(str(int(item)) for item in items)
    table = ledger.replace("-", "_")
    return (
        f'(SELECT max(o."{day}") FROM {table} o'
        f' WHERE o."{by}" = t.id AND o."{field}" IN ({listed}))'
    )


def last_said(ledger: str, by: str, key: str, at: str, only: tuple[str, int]) -> str:
    """SQL of what the field `key` says in the latest record (by `at`) that refers here by `by`.

    `only` narrows the records to one choice (field, catalogue id). For computed fields, as `latest`.
    """
    field, item = only
    table = ledger.replace("-", "_")
    return (
        f'(SELECT o."{key}" FROM {table} o WHERE o."{by}" = t.id AND o."{field}" = {int(item)}'
        f' ORDER BY o."{at}" DESC, o.id DESC LIMIT 1)'
    )


@dataclass(frozen=True, slots=True)
class ReferredBy(Filter):
    """A record of `other` that fits `where` refers to this one by its field `by`."""

    other: Ledger
    by: str
    where: Filter

    def sql(self, ledger: Ledger) -> Sql:
        del ledger
        # The inner t hides the outer one, so that any condition on `other` may stand here.
        condition, parameters = self.where.sql(self.other)
        table, name = self.other.table, column(self.other, self.by)
        return f"t.id IN (SELECT {name} FROM {table} t WHERE {condition})", parameters


@dataclass(frozen=True, slots=True)
class Refers(Filter):
    """The record that the field `key` names is one of `other` that fits `where`."""

    key: str
    other: Ledger
    where: Filter

    def sql(self, ledger: Ledger) -> Sql:
        condition, parameters = self.where.sql(self.other)
        inner = f"SELECT t.id FROM {self.other.table} t WHERE {condition}"
        return f"{column(ledger, self.key)} IN ({inner})", parameters
