"""Starting, finding and stopping the development database, whatever state a crash left it in."""

import contextlib
import fcntl
import json
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import psycopg
from psycopg import sql

from minutes_archive.devdb.binaries import DevDatabaseError, Installation, find_installation
from minutes_archive.devdb.place import Place, find_place

ADMINISTRATOR = "postgres"
# The archive itself connects without superuser rights, as it does on a managed PostgreSQL.
ROLE = DATABASE = "minutes"
START_ATTEMPTS = 5
STOP_SECONDS = 20


@dataclass(frozen=True)
class State:
    """What must be remembered between commands. `data` guards against a state file copied with its checkout."""

    port: int
    password: str
    data: str

    def url(self, role: str = ROLE, database: str = DATABASE) -> str:
        return f"postgresql://{role}:{self.password}@127.0.0.1:{self.port}/{database}"


@dataclass(frozen=True)
class Running:
    url: str
    version: str
    data: Path


def known_url(place: Place | None = None) -> str | None:
    """The address from the last start. Only reads a file: the server may be down by now."""
    state = _read_state(place or find_place())
    return state.url() if state else None


def running_server(place: Place | None = None) -> Running | None:
    """The server of this place when it answers."""
    state = _read_state(place or find_place())
    version = _version_of(state) if state else None
    return Running(state.url(), version, Path(state.data)) if state and version else None


def start(place: Place | None = None, installation: Installation | None = None) -> Running:
    """Bring the server up, making its files the first time. Starting a running server changes nothing."""
    place = place or find_place()
    place.prepare()
    with _only_one_command(place):
        installation = _reachable(installation or find_installation(), place)
        data = place.data_folder(installation.major)
        running = running_server(place)
        if running and running.data == data:
            return running
        _stop_all(place)
        state = State(_free_port(_read_state(place)), _password(place), str(data))
        _write_state(place, state)
        if not data.is_dir():
            _create_cluster(installation, place, data, state.password)
        state = _launch(installation, place, state)
        _prepare_database(state)
        version = _version_of(state)
        if version is None:
            raise _failure("Databaseserveren svarer ikke", data)
        return Running(state.url(), version, data)


def stop(place: Place | None = None) -> bool:
    """Stop every server of this place; says whether there was one."""
    place = place or find_place()
    if not place.is_private():
        return False
    with _only_one_command(place):
        return _stop_all(place)


def reset(place: Place | None = None, installation: Installation | None = None) -> Running:
    """Throw the data of every version away and start afresh."""
    place = place or find_place()
    place.prepare()
    with _only_one_command(place):
        _stop_all(place)
        for data in place.data_folders():
            shutil.rmtree(data)
    return start(place, installation)


@contextlib.contextmanager
def _only_one_command(place: Place) -> Iterator[None]:
    """`make run` and `make test` may start at the same moment; the lock goes with the process, even a killed one."""
    with (place.folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _read_state(place: Place) -> State | None:
    if not place.is_private():
        return None
    try:
        state = State(**json.loads(place.state_file.read_text()))
    except (OSError, ValueError, TypeError):
        return None
    return state if Path(state.data).parent == place.folder else None


def _write_state(place: Place, state: State) -> None:
    descriptor, name = tempfile.mkstemp(dir=place.folder, prefix="state-")  # readable by its owner only
    with os.fdopen(descriptor, "w") as file:
        json.dump(asdict(state), file)
    os.replace(name, place.state_file)


def _password(place: Place) -> str:
    """The clusters' password: kept as long as the state file, even one that was copied along with its checkout."""
    try:
        return str(json.loads(place.state_file.read_text())["password"])
    except (OSError, ValueError, TypeError, KeyError):
        return secrets.token_urlsafe(24)


def _free_port(state: State | None) -> int:
    """The port of last time when nobody took it meanwhile, so that addresses noted elsewhere go on working."""
    for wanted in [state.port, 0] if state else [0]:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", wanted))
            except OSError:
                continue
            return int(probe.getsockname()[1])
    raise DevDatabaseError("Fandt ingen ledig port på 127.0.0.1 til udviklingsdatabasen.")


def _reachable(installation: Installation, place: Place) -> Installation:
    """The same PostgreSQL where the server's account may read it, copied when it lies in a closed home folder."""
    if place.account is None:
        return installation
    if _run(place, installation.folder / "postgres", "--version").returncode == 0:
        return installation
    copied = place.folder / f"postgresql-{installation.version}"
    if not copied.is_dir():
        unfinished = copied.with_name(copied.name + ".new")
        shutil.rmtree(unfinished, ignore_errors=True)
        shutil.copytree(installation.folder.parent, unfinished, symlinks=True)
        for path in (unfinished, *unfinished.rglob("*")):
            if not path.is_symlink():
                path.chmod(0o755)
        unfinished.rename(copied)
    return Installation(copied / installation.folder.name, installation.version)


def _create_cluster(installation: Installation, place: Place, data: Path, password: str) -> None:
    """Make the data folder under another name first, so that an interrupted attempt is never taken for a whole one."""
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
            made = _run(
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


def _launch(installation: Installation, place: Place, state: State) -> State:
    """Start the server, trying again while the children of a killed one go away or somebody takes the port."""
    data = Path(state.data)
    for _attempt in range(START_ATTEMPTS):
        _remove_stale_pid_file(data)
        started = _run(
            place,
            installation.folder / "pg_ctl",
            "start",
            "--wait",
            "--timeout=60",
            f"--pgdata={data}",
            f"--log={data / 'server.log'}",
            # Committed work survives a crash of the server but not the last moment before a power cut: fine here.
            f"--options=-p {state.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= "
            "-c synchronous_commit=off",
        )
        if started.returncode == 0:
            return state
        time.sleep(1)
        state = State(_free_port(state), state.password, state.data)
        _write_state(place, state)
    raise _failure("Databaseserveren kunne ikke starte", data)


def _failure(sentence: str, data: Path) -> DevDatabaseError:
    try:
        lines = (data / "server.log").read_text(errors="replace").splitlines()[-5:]
    except OSError:
        lines = []
    return DevDatabaseError("\n".join([f"{sentence}; det sidste i {data / 'server.log'}:", *lines]))


def _prepare_database(state: State) -> None:
    """Make role and database where they are missing: a crash may have come between the two."""
    try:
        connection = psycopg.connect(state.url(ADMINISTRATOR, "postgres"), autocommit=True)
    except psycopg.OperationalError as error:
        raise DevDatabaseError(
            f"Udviklingsdatabasen tager ikke imod sin adgangskode ({error}): 'python3 manage.py devdb reset' laver en ny."
        ) from error
    with connection:
        name = sql.Identifier(ROLE)
        if not connection.execute("SELECT FROM pg_roles WHERE rolname = %s", [ROLE]).rowcount:
            connection.execute(sql.SQL("CREATE ROLE {}").format(name))
        connection.execute(
            sql.SQL("ALTER ROLE {} LOGIN CREATEDB PASSWORD {}").format(name, sql.Literal(state.password))
        )
        if not connection.execute("SELECT FROM pg_database WHERE datname = %s", [DATABASE]).rowcount:
            connection.execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(sql.Identifier(DATABASE), name))


def _version_of(state: State) -> str | None:
    """The version of the server at the port of `state`, if it is this one and not a stranger's."""
    try:
        with psycopg.connect(state.url(ADMINISTRATOR, "postgres"), connect_timeout=5) as connection:
            row = connection.execute(
                "SELECT current_setting('data_directory'), current_setting('server_version')"
            ).fetchone()
    except psycopg.Error:
        return None
    return str(row[1]).split()[0] if row and row[0] == state.data else None


def _stop_all(place: Place) -> bool:
    return any([_stop_server(data) for data in place.data_folders()])


def _stop_server(data: Path) -> bool:
    """Ask the server to end, then insist. Needs no PostgreSQL programs: those may be gone or of another version."""
    process_id = _server_process(data)
    if process_id is None:
        return False
    for request in (signal.SIGINT, signal.SIGQUIT):
        with contextlib.suppress(ProcessLookupError):
            os.kill(process_id, request)
        deadline = time.monotonic() + STOP_SECONDS
        while time.monotonic() < deadline:
            if _server_process(data) is None:
                return True
            time.sleep(0.05)
    raise DevDatabaseError(f"Databaseserveren (proces {process_id}) vil ikke stoppe.")


def _server_process(data: Path) -> int | None:
    """The process that serves `data`. A left-over pid file may name a process that is something else by now."""
    try:
        process_id = int((data / "postmaster.pid").read_text().splitlines()[0])
    except (OSError, ValueError, IndexError):
        return None
    return process_id if f" {data} " in f" {_command_line(process_id)} " else None


def _command_line(process_id: int) -> str:
    """How a process was started; empty for one that is gone or only waits for its parent to notice."""
    try:
        return Path(f"/proc/{process_id}/cmdline").read_text(errors="replace").replace("\0", " ")
    except OSError:
        if Path("/proc/self").exists():
            return ""
    listing = subprocess.run(
        ["ps", "-o", "args=", "-p", str(process_id)], capture_output=True, text=True, check=False
    )
    return listing.stdout


def _remove_stale_pid_file(data: Path) -> None:
    if _server_process(data) is None:
        (data / "postmaster.pid").unlink(missing_ok=True)


def _run(place: Place, program: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a PostgreSQL program as the account of the place, untouched by PG* variables of the developer's shell."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
    environment |= {"LC_ALL": "C", "TZ": "UTC"}
    command: list[str] = [str(program), *arguments]
    identity = (
        {"user": place.account.uid, "group": place.account.gid, "extra_groups": []} if place.account else {}
    )
    try:
        return subprocess.run(
            command,
            cwd=place.folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
            **identity,
        )
    except PermissionError as error:
        return subprocess.CompletedProcess(command, returncode=126, stdout="", stderr=str(error))
