"""`make bench`: build a corpus, ask every engine the same questions in the same run, print the ratios.

Environment: ITEMS (50000), SEED (1), QUESTIONS per class (5), KEEP=1 keeps the database, PROCESSES (2).
"""

import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import django
import psycopg

ITEMS = int(os.environ.get("ITEMS") or 50_000)
SEED = int(os.environ.get("SEED") or 1)
QUESTIONS = int(os.environ.get("QUESTIONS") or 5)
PROCESSES = os.environ.get("PROCESSES") or "2"
MOST_ITEMS = 2_000_000
BYTES_AN_ITEM = 45_000


def main() -> None:
    from minutes_archive.settings import DATABASE_URL  # noqa: PLC0415 - before the name is changed

    if not 1_000 <= ITEMS <= MOST_ITEMS:
        sys.exit(f"ITEMS skal være mellem 1.000 og {MOST_ITEMS}.")
    if shutil.disk_usage(".").free < 2 * ITEMS * BYTES_AN_ITEM:
        sys.exit("Der er ikke plads på disken til så stor en måling.")
    name = f"minutes_bench_{ITEMS}_{SEED}"
    os.environ["DATABASE_URL"] = urlunsplit(urlsplit(DATABASE_URL)._replace(path=f"/{name}"))
    try:
        _make_corpus(DATABASE_URL, name)
        with tempfile.TemporaryDirectory(prefix="minutes-bench-") as folder:
            _measure(Path(folder))
    finally:
        if os.environ.get("KEEP") != "1":
            with psycopg.connect(DATABASE_URL, autocommit=True) as server:
                server.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def _make_corpus(server_url: str, name: str) -> None:
    with psycopg.connect(server_url, autocommit=True) as server:
        if server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            print(f"Databasen {name} findes og bruges igen.")
            return
        server.execute(f'CREATE DATABASE "{name}"')
    _manage("migrate", "--verbosity", "0")
    _manage("generate_minutes", "--items", str(ITEMS), "--seed", str(SEED), "--shards", PROCESSES)
    began = time.monotonic()
    _manage("rebuild_search_index", "--processes", PROCESSES)
    seconds = time.monotonic() - began
    print(f"Indeksering: {ITEMS / seconds:.0f} punkter/s med {PROCESSES} processer ({seconds:.0f} s)")


def _manage(*arguments: str) -> None:
    subprocess.run([sys.executable, "manage.py", *arguments], check=True, stdout=subprocess.DEVNULL)


def _measure(folder: Path) -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "minutes_archive.settings"
    django.setup()
    # What uses the archive can be imported only now.
    from bench.measuring import Cost, measure, middle, percentile_95  # noqa: PLC0415
    from bench.pages import municipality_ids, read_documents, show_page  # noqa: PLC0415
    from bench.peers import SqliteEngine, TantivyEngine  # noqa: PLC0415
    from bench.questions import draw_questions  # noqa: PLC0415
    from bench.relevance import shown_of_best  # noqa: PLC0415

    questions = draw_questions(SEED + 1, QUESTIONS)
    before = _own_memory()
    for question in questions[:20]:
        show_page(question)
    print(f"Hukommelse efter 20 sider: {_own_memory()} MB (før den første: {before} MB)")
    peers = [SqliteEngine(folder), TantivyEngine(folder)]
    for peer in peers:
        began = time.monotonic()
        peer.build(read_documents())
        print(f"{peer.name}: indekseret på {time.monotonic() - began:.0f} s")
    ids = municipality_ids()
    costs: dict[str, dict[str, list[Cost]]] = defaultdict(lambda: defaultdict(list))
    for question in questions:
        municipality_id = ids.get(question.municipality, 0)
        cost, _ = measure(lambda asked=question: show_page(asked))
        costs["arkivet"][question.kind].append(cost)
        for peer in peers:
            cost, _ = measure(
                lambda asked=question, peer=peer, place=municipality_id: peer.page(asked, place)
            )
            costs[peer.name][question.kind].append(cost)
    _print_classes(costs)
    for engine, by_kind in costs.items():
        cpu = [cost.cpu for found in by_kind.values() for cost in found]
        wall = [cost.wall for found in by_kind.values() for cost in found]
        print(
            f"{engine:10} alle: CPU median {middle(cpu):7.1f}  p95 {percentile_95(cpu):7.1f}  "
            f"ur median {middle(wall):7.1f}  p95 {percentile_95(wall):7.1f} ms"
        )
    print("\nAf de 20 bedste efter eksakt BM25 vises:")
    for question in questions:
        if question.kind in ("common", "two common"):
            print(f"  {shown_of_best(question.text):2} af 20  {question.text}")


def _print_classes(costs: dict) -> None:  # type: ignore[type-arg]
    from bench.measuring import middle, percentile_95  # noqa: PLC0415

    print(f"\n{ITEMS} punkter, CPU-ms (klient + database) pr. hel side: median / p95")
    print(
        f"{'':30}" + "".join(f"{engine:>20}" for engine in costs) + f"{'gange tantivy':>16}{'gange FTS5':>12}"
    )
    for kind in costs["arkivet"]:
        values = {engine: [cost.cpu for cost in by_kind[kind]] for engine, by_kind in costs.items()}
        cells = "".join(f"{middle(v):>12.1f} /{percentile_95(v):>6.1f}" for v in values.values())
        own = middle(values["arkivet"])
        ratios = [own / max(middle(values[peer]), 0.01) for peer in ("tantivy", "FTS5")]
        print(f"{kind:30}{cells}{ratios[0]:>16.1f}{ratios[1]:>12.2f}")


def _own_memory() -> int:
    """The largest memory this process has had, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    main()
