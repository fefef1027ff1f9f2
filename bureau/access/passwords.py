"""Passwords and recovery codes: kept as Argon2id only (RFC 9106), so that nobody reads them back."""

from __future__ import annotations

import secrets
from itertools import pairwise
from typing import Final

from bureau.errors import UserError

PASSES: Final = 3
MEMORY: Final = 2**16
"""Argon2id's memory in KiB."""
LENGTH: Final = 32
SALT: Final = 16
SHORTEST: Final = 8
LONGEST: Final = 128
FEWEST_KINDS: Final = 4
"""Of characters: 88888888 isn't a password."""
LETTERS: Final = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""Of a recovery code: nothing that is mistaken for another when it is copied by hand."""
GROUPS, GROUP = 5, 5


def refuse_weak(password: str, name: str) -> None:
    """Raises UserError for a password that is guessed at once."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise UserError(f"密码要 {SHORTEST} 到 {LONGEST} 个字符；请换一个。")
    folded = password.casefold()
    codes = [ord(letter) for letter in folded]
    steps = {after - before for before, after in pairwise(codes)}
    if len(set(folded)) < FEWEST_KINDS or steps <= {1} or steps <= {-1}:
        raise UserError("这个密码太容易猜到（重复或连续的字符）；请换一个。")
    if name and name.casefold() in folded:
        raise UserError("密码里不要有姓名；请换一个。")


def hash_of(password: str) -> str:
    """What is kept of a password: a PHC string with its parameters and salt."""
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

    kdf = Argon2id(
        salt=secrets.token_bytes(SALT),
        length=LENGTH,
        iterations=PASSES,
        lanes=1,
        memory_cost=MEMORY,
    )
    return kdf.derive_phc_encoded(password.encode())


def is_right(password: str, kept: str) -> bool:
    """Whether a password is the one that was kept; takes as long for a wrong one."""
    from cryptography.exceptions import InvalidKey
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

    try:
        Argon2id.verify_phc_encoded(password.encode(), kept)
    except InvalidKey:
        return False
    return True


def new_recovery_code() -> str:
    """Five groups of five letters: 125 bits."""
    groups = ("".join(secrets.choice(LETTERS) for _ in range(GROUP)) for _ in range(GROUPS))
    return "-".join(groups)


def plain_code(typed: str) -> str:
    """A code as it is compared: without what people put between its letters."""
    return "".join(letter for letter in typed.upper() if letter in LETTERS)
