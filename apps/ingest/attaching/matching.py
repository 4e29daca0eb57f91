"""Which attachment of a meeting each delivered file is: by name, then by number. What is unsure stays open.

Knows names and records, nothing of the database.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from apps.ingest.attaching.names import Name, fold, read_name
from apps.ingest.records import AgendaItemRecord

# More than any meeting has; bounds the work on a hostile file.
_MOST_PLACES = 2000
# A shorter beginning of a title could be the beginning of many.
_SHORTEST_CUT = 20
_FEWEST_LETTERS = 6


@dataclass(frozen=True, slots=True)
class File:
    """A delivered file by its path. A structured source says itself what its file is: `item`, `title`."""

    path: str
    item: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """An attachment of a meeting; both count from 0."""

    item: int
    attachment: int


@dataclass(frozen=True, slots=True)
class _Slot:
    place: Place
    title: Name


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A file with the items it may belong to: all of them where its path does not tell."""

    index: int
    name: Name
    items: frozenset[int]
    is_told: bool


def _is_beginning(file: Name, title: Name) -> bool:
    return title.words.startswith(file.words)


@dataclass(frozen=True, slots=True)
class _Rule:
    """File and title belong together when their keys are the same and `agree`; an empty key has no match."""

    key_of_file: Callable[[Name], str]
    key_of_title: Callable[[Name], str]
    agree: Callable[[Name, Name], bool] | None = None


_RULES = (
    _Rule(lambda file: file.whole, lambda title: title.whole),
    _Rule(lambda file: file.words, lambda title: title.words),
    # A name that was too long for a file system.
    _Rule(
        lambda file: file.words[:_SHORTEST_CUT] if len(file.words) >= _SHORTEST_CUT else "",
        lambda title: title.words[:_SHORTEST_CUT],
        _is_beginning,
    ),
    # Only where letters are lost: else a differing letter is a difference.
    _Rule(
        lambda file: file.letters if file.has_lost_letters and len(file.letters) >= _FEWEST_LETTERS else "",
        lambda title: title.letters,
    ),
    # `Bilag 2.pdf` and `Bilag 2: Kort`, when the file has no words that say otherwise.
    _Rule(
        lambda file: "" if file.words or file.number is None else str(file.number),
        lambda title: "" if title.number is None else str(title.number),
    ),
)


def match_files(items: Sequence[AgendaItemRecord], files: Sequence[File]) -> dict[int, Place]:
    """The place of each file, by its index in `files`; a file without a certain place is left out.

    Every place is given to one file at most, and only when no other file and no other place fits as well.
    """
    slots = [
        _Slot(Place(item, place), read_name(title))
        for item, record in enumerate(items)
        for place, title in enumerate(record.attachments)
        if title
    ][:_MOST_PLACES]
    found = _match_told(items, files)
    candidates = [_candidate(index, file, items) for index, file in enumerate(files) if not file.title]
    for rule in _RULES:
        _match_by_rule(rule, candidates, slots, found)
    _match_by_order(candidates, slots, found)
    return found


def _match_told(items: Sequence[AgendaItemRecord], files: Sequence[File]) -> dict[int, Place]:
    """Files whose source names item and title; of several alike the first file is the first attachment."""
    places: dict[tuple[str, str], list[Place]] = defaultdict(list)
    for item, record in enumerate(items):
        for place, title in enumerate(record.attachments):
            places[record.number, title].append(Place(item, place))
    return {
        index: places[file.item, file.title].pop(0)
        for index, file in enumerate(files)
        if file.title and places[file.item, file.title]
    }


def _candidate(index: int, file: File, items: Sequence[AgendaItemRecord]) -> _Candidate:
    *folders, last = PurePosixPath(file.path).parts or ("",)
    name = read_name(last)
    if name.item:
        return _Candidate(index, name, _items_numbered(name.item, items), is_told=True)
    for folder in reversed(folders):
        told = _items_of_folder(folder, items)
        if told is not None:
            return _Candidate(index, name, told, is_told=True)
    return _Candidate(index, name, frozenset(range(len(items))), is_told=False)


def _items_of_folder(folder: str, items: Sequence[AgendaItemRecord]) -> frozenset[int] | None:
    """The items that a folder is named for, by number or title; None when it is named for something else.

    A bare number counts when nothing else stands there, or the title does: `02 Bilag` is no agenda item.
    """
    name, folded = read_name(folder), fold(folder)
    if name.item:
        return _items_numbered(name.item, items)
    if folded == f"bilag {name.number}" or not folded:
        return None
    numbered = _items_numbered(str(name.number), items)
    titled = frozenset(place for place, item in enumerate(items) if _is_title(name.words, fold(item.title)))
    if not name.words:
        return numbered or None
    return (numbered & titled if name.number is not None else titled) or None


def _is_title(words: str, title: str) -> bool:
    return bool(words) and (words == title or (len(words) >= _SHORTEST_CUT and title.startswith(words)))


def _items_numbered(number: str, items: Sequence[AgendaItemRecord]) -> frozenset[int]:
    return frozenset(
        place for place, item in enumerate(items) if item.number.strip(" .").lstrip("0") == number
    )


def _match_by_rule(
    rule: _Rule, candidates: list[_Candidate], slots: list[_Slot], found: dict[int, Place]
) -> None:
    """Adds what `rule` alone makes certain: one place for the file, and one file for the place."""
    taken = set(found.values())
    by_key: dict[str, list[_Slot]] = defaultdict(list)
    for slot in slots:
        by_key[rule.key_of_title(slot.title)].append(slot)
    fitting: dict[int, list[_Slot]] = {}
    claims: dict[Place, int] = defaultdict(int)
    for file in candidates:
        key = "" if file.index in found else rule.key_of_file(file.name)
        fitting[file.index] = [slot for slot in by_key[key] if _fits(rule, file, slot)] if key else []
        for slot in fitting[file.index]:
            claims[slot.place] += 1
    for index, fits in fitting.items():
        if len(fits) == 1 and claims[fits[0].place] == 1 and fits[0].place not in taken:
            found[index] = fits[0].place


def _fits(rule: _Rule, file: _Candidate, slot: _Slot) -> bool:
    """Numbers that differ are a difference, whatever the words say."""
    numbers = {file.name.number, slot.title.number} - {None}
    is_allowed = slot.place.item in file.items and len(numbers) < 2
    return is_allowed and (rule.agree is None or rule.agree(file.name, slot.title))


def _match_by_order(candidates: list[_Candidate], slots: list[_Slot], found: dict[int, Place]) -> None:
    """`Bilag 1.pdf`, `Bilag 2.pdf`: by order, when item or meeting has just as many titles, none numbered."""
    by_item: dict[frozenset[int], list[_Candidate]] = defaultdict(list)
    for file in candidates:
        by_item[file.items].append(file)
    for items, files in by_item.items():
        places = [slot for slot in slots if slot.place.item in items]
        numbers = sorted(file.name.number or 0 for file in files if not file.name.words)
        is_whole_meeting = not files[0].is_told and len(files) == len(candidates)
        if (
            (is_whole_meeting or len(items) == 1)
            and len(files) == len(places)
            and numbers == list(range(1, len(places) + 1))
            and all(slot.title.number is None for slot in places)
        ):
            found |= {file.index: places[(file.name.number or 1) - 1].place for file in files}
