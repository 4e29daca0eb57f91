"""Where the development database lives and which account runs it.

Nothing outside the place itself is changed: no account is added, no folder above it gets other rights.
"""

import hashlib
import os
import pwd
import stat
from dataclasses import dataclass
from pathlib import Path

from minutes_archive.devdb.binaries import DevDatabaseError

CHECKOUT = Path(__file__).resolve().parents[2]
# Kept over a restart of the machine, unlike /tmp. Whoever else writes there is dealt with by `is_private`.
SHARED_TEMPORARY = Path("/var/tmp")  # noqa: S108


@dataclass(frozen=True)
class Account:
    name: str
    uid: int
    gid: int


@dataclass(frozen=True)
class Place:
    """A folder of one user and one checkout; `account` is set when the server must run as somebody else."""

    folder: Path
    account: Account | None

    @property
    def state_file(self) -> Path:
        return self.folder / "state.json"

    def data_folder(self, major: int) -> Path:
        """PostgreSQL can't open the files of another major version, so each has a folder of its own."""
        return self.folder / f"data-{major}"

    def data_folders(self) -> list[Path]:
        return sorted(folder for folder in self.folder.glob("data-*") if folder.name[5:].isdigit())

    def is_private(self) -> bool:
        """Whether the folder is there and nobody else could have put anything into it."""
        try:
            status = self.folder.lstat()
        except OSError:
            return False
        return (
            stat.S_ISDIR(status.st_mode)
            and status.st_uid == os.geteuid()
            and not status.st_mode & (stat.S_IWGRP | stat.S_IWOTH)
        )

    def prepare(self) -> None:
        """Make the folder; an existing one must be ours alone."""
        # The server's account has to pass through the folder to its data, but can't list it.
        mode = 0o711 if self.account else 0o700
        self.folder.parent.mkdir(exist_ok=True)
        try:
            self.folder.mkdir(mode=mode)
        except FileExistsError:
            pass
        else:
            self.folder.chmod(mode)  # whatever the umask
        if not self.is_private():
            raise DevDatabaseError(
                f"Mappen {self.folder} tilhører en anden eller kan ændres af andre: fjern den, og prøv igen."
            )


def find_place(checkout: Path = CHECKOUT, shared: Path = SHARED_TEMPORARY) -> Place:
    """A place in the checkout, or outside it for root and for whoever may not write in the checkout."""
    user_id = os.geteuid()
    key = hashlib.sha256(os.fsencode(checkout)).hexdigest()[:12]
    outside = shared / f"minutes-archive-{user_id}-{key}"
    if user_id == 0:
        return Place(outside, _server_account())
    own = checkout / ".devdb" / str(user_id)
    nearest = next(folder for folder in (own, own.parent, checkout) if folder.exists())
    return Place(own if os.access(nearest, os.W_OK | os.X_OK) else outside, None)


def _server_account() -> Account:
    """PostgreSQL refuses to run as root; every Unix has one of these."""
    for name in ("postgres", "nobody"):
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(name, entry.pw_uid, entry.pw_gid)
    raise DevDatabaseError(
        "PostgreSQL kan ikke køre som root, og hverken kontoen 'postgres' eller 'nobody' findes: "
        "kør som en almindelig bruger, eller sæt DATABASE_URL."
    )
