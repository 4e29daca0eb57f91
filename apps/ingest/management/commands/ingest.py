"""Reads files, folders and ZIP files into the archive: one line of Danish per file, a summary at the end."""

import datetime
import os
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from apps.archive.models import Municipality, SourceDocument
from apps.ingest.archives import RefusedArchive, is_archive, read_members
from apps.ingest.attaching.delivery import Member, settle_delivery
from apps.ingest.intake import MAX_FILE_BYTES, FileTooLarge, receive_upload
from apps.ingest.pipeline import examine_document, ingest_document, publish_examined, set_aside
from apps.ingest.progress import Result, describe_failure, describe_result, summarise

_INTERRUPTED = 130
# Whether a document was public, and when its meeting was last changed.
_Before = tuple[bool, datetime.datetime | None]


class Command(BaseCommand):
    help = "Læser referater og dagsordener ind i arkivet. En fil, der allerede er læst, ændrer intet."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("paths", nargs="+", metavar="STI", help="Filer, mapper eller ZIP-filer.")
        parser.add_argument(
            "--municipality",
            metavar="KOMMUNE",
            help="Kommunen, som alle filerne hører til, for eksempel: herning. Ellers læses den i hver fil.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        paths = [Path(path) for path in options["paths"]]
        if missing := [str(path) for path in paths if not path.exists()]:
            raise CommandError(f"Findes ikke: {', '.join(missing)}")
        municipality = _find_municipality(options["municipality"])
        counts: Counter[Result] = Counter()
        try:
            for name, result, words in _ingest_all(paths, municipality):
                counts[result] += 1
                self.stdout.write(f"{_printable(name)}: {words}")
        except KeyboardInterrupt:
            self.stdout.write(f"Afbrudt. {summarise(counts)}")
            raise SystemExit(_INTERRUPTED) from None
        self.stdout.write(summarise(counts))
        if counts[Result.FAILED] or counts[Result.HELD]:
            raise SystemExit(1)


def _find_municipality(slug: str | None) -> Municipality | None:
    if slug is None:
        return None
    municipality: Municipality | None = Municipality.objects.filter(slug=slug).first()
    if municipality is None:
        nearest = get_close_matches(
            slug, Municipality.objects.values_list("slug", flat=True), n=3, cutoff=0.4
        )
        hint = f" Mente du: {', '.join(nearest)}?" if nearest else ""
        raise CommandError(f"Ingen kommune hedder »{slug}«.{hint}")
    return municipality


Line = tuple[str, Result, str]


def _ingest_all(paths: list[Path], municipality: Municipality | None) -> Iterator[Line]:
    for path in paths:
        for file in _files(path):
            try:
                yield from _ingest_file(file, municipality)
            except FileTooLarge as refusal:
                yield str(file), Result.FAILED, describe_failure(str(refusal))
            except OSError as error:
                yield str(file), Result.FAILED, describe_failure(f"Filen kan ikke læses: {error.strerror}.")


def _files(path: Path) -> Iterator[Path]:
    """The file itself, or every file below a folder in order of name; hidden ones are left out."""
    if not path.is_dir():
        yield path
        return
    for folder, subfolders, names in os.walk(path):
        subfolders[:] = sorted(name for name in subfolders if not name.startswith("."))
        yield from (Path(folder, name) for name in sorted(names) if not name.startswith("."))


def _ingest_file(path: Path, municipality: Municipality | None) -> Iterator[Line]:
    if not path.is_file():
        yield str(path), Result.FAILED, describe_failure("Det er ikke en almindelig fil.")
    elif is_archive(path, path.name):
        yield from _ingest_archive(path, municipality)
    elif path.stat().st_size > MAX_FILE_BYTES:
        raise FileTooLarge
    else:
        yield str(path), *_ingest_content(path.read_bytes(), path.name, municipality)


def _ingest_archive(path: Path, municipality: Municipality | None) -> Iterator[Line]:
    """The files of a ZIP: all are examined before any is published, since one may be another's attachment.

    A refused ZIP is kept as it came when it is small enough.
    """
    members: list[Member] = []
    before: dict[int, _Before] = {}
    try:
        for file in read_members(path):
            if file.content is None:
                yield f"{path}/{file.name}", Result.FAILED, describe_failure(file.refusal)
                continue
            source = receive_upload(file.content, file.name, municipality)
            before.setdefault(source.pk, _seen_before(source))
            examine_document(source)
            # Without the record: a ZIP may hold a thousand.
            members.append(Member(file.name, SourceDocument.objects.defer("record").get(pk=source.pk)))
    except RefusedArchive as refusal:
        if path.stat().st_size <= MAX_FILE_BYTES:
            source = receive_upload(path.read_bytes(), path.name, municipality)
            set_aside(source, SourceDocument.State.UNREADABLE, str(refusal))
        yield str(path), Result.FAILED, describe_failure(str(refusal))
    minutes = {source.pk for source in settle_delivery(members, is_approved=True)}
    for member in members:
        source = SourceDocument.objects.get(pk=member.source.pk)
        if source.pk in minutes:
            publish_examined(source)
        yield f"{path}/{member.path}", *_describe(source, before[source.pk])


def _ingest_content(content: bytes, name: str, municipality: Municipality | None) -> tuple[Result, str]:
    source = receive_upload(content, name, municipality)
    before = _seen_before(source)
    return _describe(ingest_document(source), before)


def _seen_before(source: SourceDocument) -> _Before:
    is_published = source.state == SourceDocument.State.PUBLISHED
    return is_published, source.meeting.changed_at if source.meeting else None


def _describe(source: SourceDocument, before: _Before) -> tuple[Result, str]:
    was_published, changed_at = before
    return describe_result(source, was_published=was_published, changed_at=changed_at)


def _printable(name: str) -> str:
    """A file name that can't play tricks with the terminal."""
    return "".join(
        character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in name
    )
