"""LibreOffice as a peer: where it is, and one conversion by it in a profile of its own."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path


def office_program() -> str | None:
    """The command, None where it isn't installed."""
    return shutil.which("soffice") or shutil.which("libreoffice")


def convert(program: str, source: Path, form: str, place: Path) -> None:
    """Converts one file without a window; raises CalledProcessError when it fails."""
    profile = (place / "profile").as_uri()
    subprocess.run(
        [
            program, "--headless", "--norestore", f"-env:UserInstallation={profile}",
            "--convert-to", form, "--outdir", str(place / "converted"), str(source),
        ],
        check=True,
        capture_output=True,
    )  # fmt: skip
