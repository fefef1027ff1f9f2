"""The desk that a command works at: what opening it found out is told, and no loss written over."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import contextmanager

from bureau.access.rights import NOBODY
from bureau.accounts.signing_in import sign_in
from bureau.commands.output import say
from bureau.commands.passphrase import account_and_password
from bureau.desk import ANYBODY, Desk
from bureau.errors import EnvironmentFault
from bureau.opening import open_desk
from bureau.pc_settings import ACTOR, SECTION, PcSettings


@contextmanager
def desk_of(
    called: argparse.Namespace, *, writable: bool, makes_folder: bool = False
) -> Iterator[Desk]:
    """A desk over --data, of whoever works at this PC. Raises UserError, EnvironmentFault.

    Where the database lacks what was said to be saved, reading says so and goes on; writing is
    refused, because the next save would make the loss look as if it had never been.
    """
    of_pc = PcSettings()
    with open_desk(
        called.data,
        writable=writable,
        makes_folder=makes_folder,
        actor=of_pc.get(ACTOR) or ANYBODY,
        section=of_pc.get(SECTION),
    ) as desk:
        loss = desk.store.warning
        if loss and writable:
            raise EnvironmentFault(
                f"{loss.removesuffix('。')}。没有写入；若要接受现状，请先 backup，再用那份备份 restore。"
            )
        if loss:
            say(loss)
        sign_in_here(desk)
        yield desk


def sign_in_here(desk: Desk) -> None:
    """Asks who calls where the folder keeps accounts. Raises UserError."""
    if desk.rights is NOBODY:
        name, password = account_and_password()
        sign_in(desk, name, password, in_window=False)
