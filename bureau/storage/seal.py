"""Seals and the hash chain: how the journal shows that nothing in it was changed or cut out.

A seal is a random salt followed by the SHA-256 of salt, before and after. The chain of a station
runs over digests only, so a payload can be erased for privacy (the salt with it, so that it can't
be guessed back) and the chain still holds; what remains is the bare digest.
"""

from __future__ import annotations

import hashlib
import random  # noqa: TID251 - salts must not be guessable, whatever the desk's chance
from collections.abc import Iterable

SALT = 16
DIGEST = 32
GENESIS = bytes(DIGEST)
salts = random.SystemRandom()


def seal(before: str | None, after: str | None, salt: bytes) -> bytes:
    """Salt and digest of one change's payload."""
    payload = f"{before or ''}\x1f{after or ''}".encode()
    return salt + hashlib.sha256(salt + payload).digest()


def seal_in_sql(before: bytes | None, after: bytes | None) -> bytes:
    """The same for bulk statements, with a fresh salt; payloads come as blobs, ready for hashing."""
    salt = salts.randbytes(SALT)
    return salt + hashlib.sha256(b"%b%b\x1f%b" % (salt, before or b"", after or b"")).digest()


def digest_of(sealed: bytes) -> bytes:
    """The digest in a seal, redacted or not."""
    return sealed[-DIGEST:]


def is_redacted(sealed: bytes) -> bool:
    """Whether the payload of this seal was erased."""
    return len(sealed) == DIGEST


def holds(sealed: bytes, before: str | None, after: str | None) -> bool:
    """Whether the payload is the one that was sealed."""
    return seal(before, after, sealed[:SALT]) == sealed


ChangeLine = tuple[str, int, str, bytes]
"""Ledger, record, kind and seal of one change, in order."""


def chain_hash(prev: bytes, header: str, changes: Iterable[ChangeLine]) -> bytes:
    """The hash of an operation over its predecessor's hash, its header and its changes' digests."""
    running = hashlib.sha256(prev)
    running.update(header.encode())
    parts: list[bytes] = []
    for ledger, record, kind, sealed in changes:
        parts.append(f"\x1e{ledger}\x1f{record}\x1f{kind}\x1f".encode())
        parts.append(sealed[-DIGEST:])
    running.update(b"".join(parts))
    return running.digest()
