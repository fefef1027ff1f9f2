"""Handing a package over and taking one in, as a person at a PC does it."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from bureau.access.rights import EXCHANGE
from bureau.errors import UserError
from bureau.settings.declared import BUREAU_NAME
from bureau.settings.reading import SAMPLE_MARK, read_settings
from bureau.storage.merging.knowledge import vector_of
from bureau.storage.merging.package import (
    SAMPLE,
    open_package,
    send,
)
from bureau.storage.merging.peers import heard, note_sent
from bureau.storage.merging.reading_in import read_in
from bureau.storage.merging.stages import Step, nothing_said
from bureau.storage.sealed import PassphraseNeeded, is_sealed, seal_file, unseal_file

if TYPE_CHECKING:
    from bureau.desk import Desk
    from bureau.storage.merging.package import About, Package
    from bureau.storage.merging.peers import Peer
    from bureau.storage.merging.reading_in import Choice, Outcome


# -- handing over ----------------------------------------------------------------------------------


def hand_over(
    desk: Desk,
    target: Path,
    peer: Peer | None = None,
    *,
    passphrase: str = "",
    step: Step = nothing_said,
) -> About:
    """Writes what a station lacks, everything where it isn't known. Raises UserError, EnvironmentFault."""
    desk.require(EXCHANGE)
    with desk.store.snapshot() as conn:
        texts = read_settings(conn, desk.today()).texts
    about = written(
        desk,
        target,
        peer.vector if peer else {},
        bureau=texts.get(BUREAU_NAME.key, ""),
        sample=bool(texts.get(SAMPLE_MARK)),
        passphrase=passphrase,
        step=step,
    )
    if peer is not None and desk.store.writable:
        with desk.store.upkeep() as conn:
            note_sent(conn, peer.station, desk.now())
    return about


def written(
    desk: Desk,
    target: Path,
    since: dict[int, int],
    *,
    bureau: str,
    sample: bool,
    passphrase: str,
    step: Step = nothing_said,
) -> About:
    """The package's file; under a passphrase its plain content never lies beside the target."""
    if not passphrase:
        return send(desk, target, since, bureau=bureau, sample=sample, step=step)
    with staged(desk) as plain:
        about = send(desk, plain, since, bureau=bureau, sample=sample, step=step)
        seal_file(plain, target, passphrase)
    return about


@contextmanager
def staged(desk: Desk) -> Iterator[Path]:
    """A file in the data folder that is gone afterwards."""
    path = desk.store.folder.staging / f"package-{os.getpid()}.cgb"
    path.unlink(missing_ok=True)
    try:
        yield path
    finally:
        path.unlink(missing_ok=True)


# -- taking in -------------------------------------------------------------------------------------


@contextmanager
def incoming(desk: Desk, path: Path, passphrase: str = "") -> Iterator[Package]:
    """A package that was looked through, of data that may come in here. Raises UserError.

    Raises PassphraseNeeded for an encrypted one without its passphrase.
    """
    if is_sealed(path):
        if not passphrase:
            raise PassphraseNeeded
        with staged(desk) as plain:
            unseal_file(path, plain, passphrase)
            with plain.open("rb") as file:
                yield fitting(desk, open_package(file))
        return
    try:
        file = path.open("rb")
    except OSError:
        raise UserError(f"读不出 {path}；请核对文件是否还在。") from None
    with file:
        yield fitting(desk, open_package(file))


def fitting(desk: Desk, package: Package) -> Package:
    """Raises UserError where real data and a sample would be mixed."""
    with desk.store.snapshot() as conn:
        sample = bool(read_settings(conn, desk.today()).texts.get(SAMPLE_MARK))
        empty = not vector_of(conn)
    if not empty and sample != package.about.sample:
        raise UserError(SAMPLE)
    return package


def foresee(desk: Desk, package: Package, step: Step = nothing_said) -> Outcome:
    """What reading it in would do; nothing is kept. Raises UserError."""
    about = package.about
    return read_in(
        desk,
        package.operations(),
        about.vector,
        label=label_of(about),
        trial=True,
        operations=about.operations,
        step=step,
    )


def take(
    desk: Desk,
    package: Package,
    *,
    choices: Sequence[Choice] = (),
    reason: str = "",
    step: Step = nothing_said,
) -> Outcome:
    """Reads it in, all of it or nothing; the store makes a copy first. Raises UserError, EnvironmentFault."""
    about = package.about
    outcome = read_in(
        desk,
        package.operations(),
        about.vector,
        label=label_of(about),
        choices=choices,
        reason=reason,
        keep=package.keep(desk.store.folder),
        operations=about.operations,
        step=step,
    )
    with desk.store.upkeep() as conn:
        heard(conn, about, desk.now())
    return outcome


def label_of(about: About) -> str:
    """What history calls the reading in."""
    return f"读入数据包（{about.name}，{about.made_at[:16]}）"
