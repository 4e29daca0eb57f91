"""Damaged copies of all samples through the real child processes: each must end in a record or a named error.

A small run is part of the suite (`test_mutations.py`). The long one, by hand:

    nice python -m tests.ingest.mutations 2000
"""

import random
import resource
import sys
import time
from collections import Counter
from pathlib import Path

from apps.ingest.errors import DocumentError
from apps.ingest.parse import read_file, understand

DOCUMENTS = Path(__file__).parents[1]
WALL_SECONDS = 60
MEMORY_KILOBYTES = 1 << 20
LARGE = 1 << 14


def sample_files():
    """Every sample of every format, by path."""
    found = [*(DOCUMENTS / "documents").glob("*/*"), *(DOCUMENTS / "exports").glob("*/*")]
    return sorted(path for path in found if not path.name.endswith((".expected.json", ".facts.json")))


def mutate(content, other, chance):
    """`content` with one to three kinds of damage; `other` is a file to splice in."""
    for _ in range(chance.randint(1, 3)):
        damage = chance.choice((_flip, _cut, _splice, _repeat, _blank))
        content = damage(bytearray(content), other, chance) or b" "
    return content


def _flip(content, other, chance):
    for _ in range(max(1, int(len(content) * chance.choice((0.0001, 0.001, 0.01))))):
        content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    return bytes(content)


def _cut(content, other, chance):
    return bytes(content[: chance.randint(1, len(content))])


def _splice(content, other, chance):
    place, start = chance.randrange(len(content)), chance.randrange(len(other))
    return bytes(content[:place]) + other[start : start + chance.randint(1, LARGE)] + bytes(content[place:])


def _repeat(content, other, chance):
    first = chance.randrange(len(content))
    return bytes(content) + bytes(content[first : first + LARGE]) * chance.randint(1, 5)


def _blank(content, other, chance):
    first = chance.randrange(len(content))
    content[first : first + chance.randint(1, 400)] = bytes((chance.randrange(256),)) * chance.randint(1, 400)
    return bytes(content)


def end_of(content):
    """The name of the state that a file ends in; any other exception than a named one goes through."""
    try:
        text, told = read_file(content)
        reading = understand(text, told, "prøve")
    except DocumentError as error:
        return error.code if str(error).endswith(".") else f"{error.code} without a sentence"
    lost = [line for line in text.lines if line.text.strip() and line.number not in reading.places]
    assert not lost, lost[:3]
    return "record"


def run(count, seed):
    """The states of `count` mutations and the longest time; raises at the first that breaks a promise."""
    chance = random.Random(seed)
    contents = [(path, path.read_bytes()) for path in sample_files()]
    ends, slowest = Counter(), 0.0
    for number in range(count):
        path, content = chance.choice(contents)
        mutated = mutate(content, chance.choice(contents)[1], chance)
        started = time.monotonic()
        try:
            end = end_of(mutated)
        except BaseException:
            Path(f"mutation-{seed}-{number}{path.suffix}").write_bytes(mutated)
            raise
        taken = time.monotonic() - started
        assert taken <= WALL_SECONDS + 5, (path, number, taken)
        slowest = max(slowest, taken)
        assert "without" not in end, end
        ends[end] += 1
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    assert memory <= MEMORY_KILOBYTES, memory
    return ends, slowest, memory


if __name__ == "__main__":
    states, longest, kilobytes = run(int(sys.argv[1]), seed=int(sys.argv[2]) if len(sys.argv) > 2 else 1)
    print(dict(states), f"slowest {longest:.1f} s, largest child {kilobytes // 1024} MB")  # noqa: T201
