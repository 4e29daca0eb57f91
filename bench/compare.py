"""Every engine answers every question in turn; then the costs are set side by side."""

import os
import tempfile
import time
from collections import defaultdict
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Protocol

from bench.measuring import Cost, measure
from bench.pages import Archive, read_documents
from bench.peers import SqliteEngine, TantivyEngine
from bench.questions import Question, draw_questions
from bench.relevance import shown_of_best
from bench.report import Costs, print_costs, print_growth, save_costs


class Engine(Protocol):
    """What can be asked for a page."""

    name: str

    def page(self, question: Question) -> object: ...


_JUDGED = ("common", "two common", "common + medium", "three words")
_GOAL = 15


def main() -> None:
    items = int(os.environ["ITEMS"])
    questions = draw_questions()
    with tempfile.TemporaryDirectory(prefix="minutes-bench-") as folder:
        peers: list[SqliteEngine | TantivyEngine] = [SqliteEngine(Path(folder)), TantivyEngine(Path(folder))]
        for peer in peers:
            began = time.monotonic()
            peer.build(read_documents())
            print(f"{peer.name}: {items / (time.monotonic() - began):.0f} punkter/s indekseret")
        costs = _ask_all([Archive(), *peers], questions)
    print_costs(items, costs)
    print_growth(items, costs)
    save_costs(items, costs)
    _print_relevance(questions)


def _ask_all(engines: Sequence[Engine], questions: Sequence[Question]) -> Costs:
    costs: dict[str, dict[str, list[Cost]]] = defaultdict(lambda: defaultdict(list))
    for question in questions:
        for engine in engines:
            cost = measure(partial(engine.page, question))
            costs[engine.name][question.kind].append(cost)
    return costs


def _print_relevance(questions: Sequence[Question]) -> None:
    print("\nAf de 20 bedste efter eksakt BM25 vises på første side:")
    for kind in _JUDGED:
        shown = [shown_of_best(question.text) for question in questions if question.kind == kind]
        enough = sum(count >= _GOAL for count in shown)
        print(f"{kind:30}{' '.join(map(str, shown))}  ({enough} af {len(shown)} har mindst {_GOAL})")
