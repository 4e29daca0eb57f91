"""`make bench`: build a corpus, ask every engine the same questions in the same run, print the ratios.

Environment: ITEMS (25000), SEED (1), QUESTIONS per class (5), PROCESSES (2), KEEP=1 keeps the database, which
the next run of the same size then finishes or uses again.
"""

import os
import resource
import shutil
import signal
import subprocess
import sys
import time
from urllib.parse import urlsplit, urlunsplit

import psycopg

ITEMS = int(os.environ.get("ITEMS") or 25_000)
SEED = int(os.environ.get("SEED") or 1)
PROCESSES = os.environ.get("PROCESSES") or "2"
MOST_ITEMS = 2_000_000
# What an item takes on disk while its index, log and the other engines are built.
BYTES_AN_ITEM = 45_000


def main() -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "minutes_archive.settings"
    os.environ["ITEMS"] = str(ITEMS)
    if not 1_000 <= ITEMS <= MOST_ITEMS:
        sys.exit(f"ITEMS skal være mellem 1.000 og {MOST_ITEMS}.")
    if shutil.disk_usage(".").free < ITEMS * BYTES_AN_ITEM:
        sys.exit("Der er ikke plads på disken til så stor en måling.")
    server_url = os.environ.get("DATABASE_URL") or _manage("devdb", "url")
    name = f"minutes_bench_{ITEMS}_{SEED}"
    os.environ["DATABASE_URL"] = urlunsplit(urlsplit(server_url)._replace(path=f"/{name}"))
    # So that what follows is tidied up after `kill` too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        _make_corpus(server_url, name)
        _index()
        _run("memory")
        _run("compare")
    finally:
        if os.environ.get("KEEP") != "1":
            with psycopg.connect(server_url, autocommit=True) as server:
                server.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def _make_corpus(server_url: str, name: str) -> None:
    with psycopg.connect(server_url, autocommit=True) as server:
        if server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            if _is_whole():
                print(f"Databasen {name} findes og bruges igen.")
                _manage("migrate", "--verbosity", "0")
                return
            server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
        server.execute(f'CREATE DATABASE "{name}"')
    _manage("migrate", "--verbosity", "0")
    began = time.monotonic()
    _manage("generate_minutes", "--items", str(ITEMS), "--seed", str(SEED), "--shards", PROCESSES)
    print(f"Generering: {ITEMS / (time.monotonic() - began):.0f} punkter/s")


def _is_whole() -> bool:
    """Whether the corpus of an earlier run is all there."""
    try:
        with psycopg.connect(os.environ["DATABASE_URL"]) as database:
            row = database.execute("SELECT count(*) FROM archive_agendaitem").fetchone()
    except psycopg.errors.UndefinedTable:
        return False
    return row == (ITEMS,)


def _index() -> None:
    used, began = _children_seconds(), time.monotonic()
    done = _manage("rebuild_search_index", "--stale", "--processes", PROCESSES)
    if not done.startswith("Søgeindekset er bygget"):
        return
    count = int(done.split()[3])
    used, seconds = _children_seconds() - used, time.monotonic() - began
    print(
        f"Indeksering: {count / seconds:.0f} punkter/s med {PROCESSES} processer ({seconds:.0f} s), "
        f"{1000 * used / count:.1f} ms processortid pr. punkt uden databasens"
    )


def _children_seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _manage(*arguments: str) -> str:
    """The last line that the command wrote."""
    lines = subprocess.check_output([sys.executable, "manage.py", *arguments], text=True).splitlines()
    return lines[-1] if lines else ""


def _run(module: str) -> None:
    """A part of the measurement, in a process of its own with the corpus as its database."""
    code = f"import django; django.setup(); from bench.{module} import main; main()"
    subprocess.run([sys.executable, "-c", code], check=True)


if __name__ == "__main__":
    main()
