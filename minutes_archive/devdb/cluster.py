"""Making a cluster, which is one server's files, and running PostgreSQL's programs as the right account."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from minutes_archive.devdb.binaries import DevDatabaseError, Installation
from minutes_archive.devdb.place import Place

ADMINISTRATOR = "postgres"


def make_reachable(installation: Installation, place: Place) -> Installation:
    """The same PostgreSQL where the server's account can read it: copied when it lies in a closed folder."""
    if place.account is None:
        return installation
    if run_program(place, installation.folder / "postgres", "--version").returncode == 0:
        return installation
    package = installation.folder.parents[1]
    copied = place.folder / f"postgresql-{installation.version}"
    if not copied.is_dir():
        unfinished = copied.with_name(copied.name + ".new")
        shutil.rmtree(unfinished, ignore_errors=True)
        # A wheel keeps the libraries of its programs in a folder beside the package, found by relative path.
        for part in (package, package.with_name(f"{package.name}.libs")):
            if part.is_dir():
                shutil.copytree(part, unfinished / part.name, symlinks=True)
        for path in (unfinished, *unfinished.rglob("*")):
            if not path.is_symlink():
                path.chmod(0o755)
        unfinished.rename(copied)
    return Installation(copied / installation.folder.relative_to(package.parent), installation.version)


def create_cluster(installation: Installation, place: Place, data: Path, password: str) -> None:
    """Make the data folder under another name first: an interrupted attempt never passes for a whole one."""
    unfinished = data.with_name(data.name + ".new")
    password_file = place.folder / "password.new"
    try:
        password_file.touch(mode=0o600)
        password_file.write_text(password)
        if place.account:
            os.chown(password_file, place.account.uid, place.account.gid)
        for locale in _locales(installation.major):
            shutil.rmtree(unfinished, ignore_errors=True)
            unfinished.mkdir(mode=0o700)
            if place.account:
                os.chown(unfinished, place.account.uid, place.account.gid)
            made = run_program(
                place,
                installation.folder / "initdb",
                f"--pgdata={unfinished}",
                f"--username={ADMINISTRATOR}",
                f"--pwfile={password_file}",
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                *locale,
            )
            if made.returncode == 0:
                unfinished.rename(data)
                return
        raise DevDatabaseError(f"PostgreSQL kunne ikke oprette sine filer i {data}: {made.stderr.strip()}")
    finally:
        password_file.unlink(missing_ok=True)


def _locales(major: int) -> list[list[str]]:
    """Options of initdb under which Danish letters have a lower case: with the locale C they don't.

    macOS has no C.UTF-8 of its own; from version 17 PostgreSQL brings one along.
    """
    names = ["en_US.UTF-8", "C.UTF-8"] if sys.platform == "darwin" else ["C.UTF-8", "en_US.UTF-8"]
    if major >= 17:
        builtin = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        return [[*builtin, f"--locale={name}"] for name in names]
    return [["--locale-provider=libc", f"--locale={name}"] for name in names]


def run_program(place: Place, program: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a PostgreSQL program as the account of the place, untouched by the developer's PG* variables."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
    environment |= {"LC_ALL": "C", "TZ": "UTC"}
    command: list[str] = [str(program), *arguments]
    account = place.account
    try:
        return subprocess.run(
            command,
            cwd=place.folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
            user=account.uid if account else None,
            group=account.gid if account else None,
            extra_groups=[] if account else None,
        )
    except PermissionError as error:
        return subprocess.CompletedProcess(command, returncode=126, stdout="", stderr=str(error))
