"""Passphrases and passwords: never on the command line, where others see them."""

from __future__ import annotations

import getpass
import os
import sys
from typing import Final

from bureau.errors import UserError

PASSPHRASE: Final = "CHENGGUAN_PASSPHRASE"
ACCOUNT: Final = "CHENGGUAN_ACCOUNT"
PASSWORD: Final = "CHENGGUAN_PASSWORD"


def passphrase(*, twice: bool = False) -> str:
    """What a file is encrypted under: from the environment, else typed. Raises UserError."""
    known = os.environ.get(PASSPHRASE, "")
    if known:
        return known
    if not sys.stdin.isatty():
        raise UserError(f"需要口令：请在命令窗口里输入，或设环境变量 {PASSPHRASE}。")
    typed = getpass.getpass("口令：")
    if twice and getpass.getpass("再输一遍：") != typed:
        raise UserError("两次输入的口令不一样；请再来一次。")
    return typed


def account_and_password() -> tuple[str, str]:
    """Who signs in for a command: from the environment, else typed. Raises UserError."""
    name, password = os.environ.get(ACCOUNT, ""), os.environ.get(PASSWORD, "")
    if name and password:
        return name, password
    if not sys.stdin.isatty():
        raise UserError(
            f"这个数据文件夹启用了账户：请在命令窗口里登录，或设环境变量 {ACCOUNT} 和 {PASSWORD}。"
        )
    name = name or input("姓名：")
    return name, getpass.getpass("密码：")
