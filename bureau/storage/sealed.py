"""Files under a passphrase: backups and packages that nobody reads who finds the stick.

A sealed file begins with a mark, which stands for the parameters below, and a salt; then come
pieces of 1 MB, each encrypted and authenticated by AES-256-GCM with its place and whether it is the
last one, so that no piece can be changed, moved, left out or cut off unnoticed. The key comes from
the passphrase by Argon2id (RFC 9106, 64 MB, three passes). Without the passphrase there is no way
back.
"""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import BinaryIO, Final

from bureau.errors import UserError
from bureau.files import replacing

MAGIC: Final = b"CGTZ-SEALED-1\n"
SALT: Final = 16
PREFIX: Final = 7
"""Random bytes of a file's nonces; four more count the pieces, one says whether it is the last."""
TAG: Final = 16
PIECE: Final = 2**20
PASSES: Final = 3
MEMORY: Final = 2**16
"""Argon2id's memory in KiB."""
SHORTEST: Final = 8
SEALED_SUFFIX: Final = ".sealed"
TOO_SHORT: Final = f"口令至少要 {SHORTEST} 个字符；请换一个长一些的，并抄下来放好。"
WRONG: Final = "口令不对，或文件已损坏；请核对口令（区分大小写），或换一份文件。"
NEEDED: Final = "这个文件是加密的；请输入加密时用的口令。"


class PassphraseNeeded(UserError):
    """The file is encrypted and nobody said under what."""

    def __init__(self) -> None:
        super().__init__(NEEDED)


def is_sealed(path: Path) -> bool:
    """Whether a file was written by `seal_file`."""
    try:
        with path.open("rb") as file:
            return file.read(len(MAGIC)) == MAGIC
    except OSError:
        return False


def seal_file(source: Path, target: Path, passphrase: str) -> None:
    """Writes an encrypted copy, whole or not at all. Raises UserError, EnvironmentFault."""
    if len(passphrase) < SHORTEST:
        raise UserError(TOO_SHORT)
    with source.open("rb") as plain, replacing(target) as file:
        seal_stream(plain, file, passphrase)


def seal_stream(plain: BinaryIO, file: BinaryIO, passphrase: str) -> None:
    """Encrypts what `plain` gives from here to its end."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    head = MAGIC + secrets.token_bytes(SALT) + secrets.token_bytes(PREFIX)
    cipher = AESGCM(key_of(passphrase, head))
    file.write(head)
    piece, number = plain.read(PIECE), 0
    while True:
        following = plain.read(PIECE)
        file.write(cipher.encrypt(nonce(head, number, last=not following), piece, head))
        if not following:
            return
        piece, number = following, number + 1


def unseal_file(source: Path, target: Path, passphrase: str) -> None:
    """Writes the content of a sealed file, whole or not at all. Raises UserError for a wrong passphrase."""
    with source.open("rb") as file, replacing(target) as plain:
        unseal_stream(file, plain, passphrase)


def unseal_stream(file: BinaryIO, plain: BinaryIO, passphrase: str) -> None:
    """Decrypts; what was written before an error is not to be used. Raises UserError."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    head = file.read(len(MAGIC) + SALT + PREFIX)
    if len(head) < len(MAGIC) + SALT + PREFIX or not head.startswith(MAGIC):
        raise UserError(WRONG)
    cipher = AESGCM(key_of(passphrase, head))
    piece, number = file.read(PIECE + TAG), 0
    while True:
        following = file.read(PIECE + TAG)
        try:
            plain.write(cipher.decrypt(nonce(head, number, last=not following), piece, head))
        except InvalidTag:
            raise UserError(WRONG) from None
        if not following:
            return
        piece, number = following, number + 1


def nonce(head: bytes, number: int, *, last: bool) -> bytes:
    """Twelve bytes that no other piece has: the file's own, the piece's place, and whether it ends."""
    return head[-PREFIX:] + number.to_bytes(4, "big") + bytes([last])


def key_of(passphrase: str, head: bytes) -> bytes:
    """The key of one file."""
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

    salt = head[len(MAGIC) : len(MAGIC) + SALT]
    derived = Argon2id(salt=salt, length=32, iterations=PASSES, lanes=1, memory_cost=MEMORY)
    return derived.derive(passphrase.encode())
