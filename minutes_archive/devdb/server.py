"""Starting, finding and stopping the development database, whatever state a crash left it in."""

import contextlib
import fcntl
import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg import sql

from minutes_archive.devdb.binaries import DevDatabaseError, Installation, find_installation
from minutes_archive.devdb.cluster import ADMINISTRATOR, create_cluster, make_reachable, run_program
from minutes_archive.devdb.place import Place, find_place
from minutes_archive.devdb.state import DATABASE, ROLE, State, read_password, read_state, write_state

START_ATTEMPTS = 5
STOP_SECONDS = 20


@dataclass(frozen=True)
class Running:
    url: str
    version: str
    data: Path


def known_url(place: Place | None = None) -> str | None:
    """The address from the last start. Only reads a file: the server may be down by now."""
    state = read_state(place or find_place())
    return state.url() if state else None


def running_server(place: Place | None = None) -> Running | None:
    """The server of this place when it answers."""
    state = read_state(place or find_place())
    if state is None or _server_process(Path(state.data)) is None:
        return None
    version = _version_of(state)
    return Running(state.url(), version, Path(state.data)) if version else None


def start(place: Place | None = None, installation: Installation | None = None) -> Running:
    """Bring the server up, making its files the first time. Starting a running server changes nothing."""
    place = place or find_place()
    place.prepare()
    with _only_one_command(place):
        installation = make_reachable(installation or find_installation(), place)
        data = place.data_folder(installation.major)
        running = running_server(place)
        if running and running.data == data:
            return running
        _stop_all(place)
        state = State(_free_port(read_state(place)), read_password(place), str(data))
        write_state(place, state)
        if not data.is_dir():
            create_cluster(installation, place, data, state.password)
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
    """`make run` and `make test` may start at the same moment; the lock goes with a killed process."""
    with (place.folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _free_port(state: State | None) -> int:
    """The port of last time, so that addresses noted elsewhere go on working; another when it is taken."""
    for wanted in [state.port, 0] if state else [0]:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", wanted))
            except OSError:
                continue
            return int(probe.getsockname()[1])
    raise DevDatabaseError("Fandt ingen ledig port på 127.0.0.1 til udviklingsdatabasen.")


def _launch(installation: Installation, place: Place, state: State) -> State:
    """Start the server, again while the children of a killed one go away or somebody takes the port."""
    data = Path(state.data)
    for _attempt in range(START_ATTEMPTS):
        _remove_stale_pid_file(data)
        started = run_program(
            place,
            installation.folder / "pg_ctl",
            "start",
            "--wait",
            "--timeout=60",
            f"--pgdata={data}",
            f"--log={data / 'server.log'}",
            f"--options=-p {state.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories=",
        )
        if started.returncode == 0:
            return state
        time.sleep(1)
        state = State(_free_port(state), state.password, state.data)
        write_state(place, state)
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
            f"Udviklingsdatabasen afviser sin adgangskode ({error}): kør 'python3 manage.py devdb reset'."
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
    stopped = [_stop_server(data) for data in place.data_folders()]
    return any(stopped)


def _stop_server(data: Path) -> bool:
    """Ask the server to end, then insist. Needs no PostgreSQL programs: those may be gone by now."""
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
    """The process that serves `data`. A left-over pid file may name one that is something else by now."""
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
