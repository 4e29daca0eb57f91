"""Tables of what was measured, and the figures of earlier sizes to compare with."""

import json
from pathlib import Path
from statistics import median

from bench.measuring import Cost, percentile_95

# For each engine and class of question the costs of its questions.
Costs = dict[str, dict[str, list[Cost]]]

_OWN, _PEERS = "arkivet", ("tantivy", "FTS5")
_FOLDER = Path("build/bench")


def print_costs(items: int, costs: Costs) -> None:
    """For each class the median of each engine, and the median of the ratios question by question."""
    print(f"\n{items} punkter, ms processortid (klient og database) for en hel side, medianer")
    print(f"{'':30}" + "".join(f"{engine:>10}" for engine in costs) + f"{'x tantivy':>12}{'x FTS5':>10}")
    for kind in costs[_OWN]:
        cells = "".join(f"{median(_cpu(by_kind[kind])):>10.1f}" for by_kind in costs.values())
        ratios = [median(_ratios(costs[_OWN][kind], costs[peer][kind])) for peer in _PEERS]
        print(f"{kind:30}{cells}{ratios[0]:>12.1f}{ratios[1]:>10.2f}")
    everything = {
        engine: [cost for found in by_kind.values() for cost in found] for engine, by_kind in costs.items()
    }
    for name, measure in (("median", median), ("95 %", percentile_95)):
        values = {engine: measure(_cpu(found)) for engine, found in everything.items()}
        cells = "".join(f"{value:>10.1f}" for value in values.values())
        ratios = [values[_OWN] / values[peer] for peer in _PEERS]
        print(f"{'alle, ' + name:30}{cells}{ratios[0]:>12.1f}{ratios[1]:>10.2f}")
        walls = "".join(f"{measure([cost.wall for cost in found]):>10.1f}" for found in everything.values())
        print(f"{'alle, ' + name + ' på uret':30}{walls}")


def print_growth(items: int, costs: Costs) -> None:
    """How many times the medians grew since each smaller size that was measured before."""
    for path in sorted(_FOLDER.glob("*.json"), key=lambda path: int(path.stem)):
        if int(path.stem) >= items:
            continue
        before = json.loads(path.read_text())
        print(f"\nVækst fra {path.stem} til {items} punkter" + "".join(f"{engine:>10}" for engine in costs))
        for kind in costs[_OWN]:
            grown = [
                median(_cpu(by_kind[kind])) / before[engine][kind]
                for engine, by_kind in costs.items()
                if kind in before.get(engine, ())
            ]
            print(f"{kind:35}" + "".join(f"{factor:>10.2f}" for factor in grown))


def save_costs(items: int, costs: Costs) -> None:
    """Keep the medians for `print_growth` of a larger size."""
    _FOLDER.mkdir(parents=True, exist_ok=True)
    medians = {
        engine: {kind: median(_cpu(found)) for kind, found in by_kind.items()}
        for engine, by_kind in costs.items()
    }
    (_FOLDER / f"{items}.json").write_text(json.dumps(medians, ensure_ascii=False, indent=1))


def _cpu(costs: list[Cost]) -> list[float]:
    return [cost.cpu for cost in costs]


def _ratios(own: list[Cost], others: list[Cost]) -> list[float]:
    return [one.cpu / max(other.cpu, 0.01) for one, other in zip(own, others, strict=True)]
