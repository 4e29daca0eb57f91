"""What a page costs: processor time of this process and of its database connection, and time on the clock."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import connection

REPETITIONS = 3


@dataclass(frozen=True, slots=True)
class Cost:
    """Milliseconds: the best of the repetitions, after one that warms the caches."""

    cpu: float
    wall: float


def measure(run: Callable[[], Any]) -> Cost:
    """The cost of a call."""
    run()
    costs = [_once(run) for _ in range(REPETITIONS)]
    return Cost(min(cost.cpu for cost in costs), min(cost.wall for cost in costs))


def _once(run: Callable[[], Any]) -> Cost:
    cpu, wall = _processor_seconds(), time.perf_counter()
    run()
    return Cost(1000 * (_processor_seconds() - cpu), 1000 * (time.perf_counter() - wall))


def _processor_seconds() -> float:
    return time.process_time() + _backend_seconds()


def _backend_seconds() -> float:
    """Processor time of the PostgreSQL process behind the connection, where it runs on this machine."""
    if connection.connection is None:
        return 0.0
    path = Path(f"/proc/{connection.connection.info.backend_pid}/schedstat")
    return int(path.read_text().split()[0]) / 1e9 if path.exists() else 0.0


def percentile_95(values: list[float]) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, round(0.95 * (len(ordered) - 1)))]
