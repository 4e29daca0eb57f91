"""The preflight of an attachment's file: its text, its name and all it hides, before anybody may see it."""

from collections import defaultdict
from collections.abc import Iterator

from apps.archive.models import SourceDocument
from apps.archive.originals import DamagedOriginal, read_original
from apps.ingest.attaching.media_types import media_type_of
from apps.ingest.checking.findings import keep_findings
from apps.ingest.checking.layers.layer import UNCHECKED, Layer
from apps.ingest.checking.layers.looking import Layers, look_through
from apps.ingest.checking.personal_data import find_personal_data
from apps.ingest.checking.preflight import Doubt, certain, doubts_of, reason_to_hold, sight
from apps.ingest.models import SourceText

State = SourceDocument.State
_UNREAD = "Filens indhold kan ikke læses og er ikke undersøgt for personoplysninger"
_NAME = "filnavnet"


def check_file(file: SourceDocument) -> None:
    """Make a file that was read an attachment: held with a CPR number, else ready but for what to judge.

    A file that could not be read waits for somebody who has looked at it. What was checked stays as it is.
    """
    if file.state == State.ATTACHMENT:
        return
    pages, found = text_of_pages(file), _layers_of(file)
    # A number may be broken by the end of a page, so the whole text is looked through as well.
    whole = Layer("filens tekst", "\n".join(pages.values()))
    sightings = sight(_texts(file, pages), (whole, *found.texts))
    numbers = certain(sightings)
    keep_findings(file, sightings, () if numbers else _doubts(file, pages, found))
    file.state = State.HELD if numbers else State.ATTACHMENT
    file.reason = reason_to_hold(numbers) if numbers else "" if pages else f"{_UNREAD}."
    file.media_type = _media_type(file)
    file.original_is_public = False
    file.save(update_fields=["state", "reason", "media_type", "original_is_public"])


def text_of_pages(file: SourceDocument) -> dict[int, str]:
    """All kept words of a file by page, running heads and feet included; empty when it was not read."""
    kept = SourceText.objects.filter(source=file).first()
    pages: dict[int, list[str]] = defaultdict(list)
    for _, text, page, _ in kept.lines if kept else ():
        pages[page].append(text)
    return {page: "\n".join(lines) for page, lines in sorted(pages.items())}


def _layers_of(file: SourceDocument) -> Layers:
    try:
        return look_through(read_original(file.sha256), file.file_name)
    except DamagedOriginal:
        return Layers((), (UNCHECKED,))


def _doubts(file: SourceDocument, pages: dict[int, str], found: Layers) -> list[Doubt]:
    """What only a person can judge. What is public elsewhere already is loaded unasked, as minutes are, but
    for what somebody may have meant to take out.
    """
    hidden = list(doubts_of(found.concerns))
    if not pages:
        return [Doubt(_UNREAD, "unread", "", ("filen",)), *hidden]
    if not file.uploads.exists():
        return [doubt for doubt in hidden if doubt.stops]
    slug = file.municipality.slug if file.municipality else ""
    places: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for place, text in (*_texts(file, pages), *((layer.place, layer.text) for layer in found.texts)):
        for words in find_personal_data(text, slug):
            if place not in places[words]:
                places[words].append(place)
    private = [Doubt(kind, words, shown, tuple(where)) for (kind, words, shown), where in places.items()]
    return [*private, *hidden]


def _texts(file: SourceDocument, pages: dict[int, str]) -> Iterator[tuple[str, str]]:
    yield _NAME, file.file_name
    for path in file.attached_to.values_list("path", flat=True):
        yield _NAME, path
    for page, text in pages.items():
        yield f"side {page}", text


def _media_type(file: SourceDocument) -> str:
    try:
        return media_type_of(read_original(file.sha256), file.file_name)
    except DamagedOriginal:
        return "application/octet-stream"
