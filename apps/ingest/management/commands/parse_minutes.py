"""`manage.py parse_minutes FILE...`: what the parser understands, as JSON; it stores nothing."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from apps.ingest.errors import DocumentError
from apps.ingest.parse import parse_document, read_and_parse
from apps.ingest.reading import FURNITURE
from apps.ingest.records import MeetingRecord, Problem


class Command(BaseCommand):
    help = "Viser, hvad programmet forstår af referater, som én JSON-liste. Gemmer intet."
    requires_system_checks: list[str] = []  # Django's own declaration

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", nargs="+", metavar="FIL", help="Referater som tekst eller Markdown.")
        parser.add_argument(
            "--lines", action="store_true", help="Vis i stedet, hvilket felt hver linje er endt i."
        )

    def handle(self, *args: Any, files: list[str], lines: bool, **options: Any) -> None:
        if lines:
            for file in files:
                self._print_lines(file)
            return
        records = [read_record(file).as_json() for file in files]
        self.stdout.write(json.dumps(records, ensure_ascii=False, indent=1))

    def _print_lines(self, file: str) -> None:
        self.stdout.write(f"== {file}")
        try:
            text, reading = read_and_parse(Path(file).read_bytes(), file)
        except (DocumentError, OSError) as error:
            self.stdout.write(f"   {reason(error)}")
            return
        for line in (*text.lines, *text.furniture):
            if line.text.strip():
                place = reading.places.get(line.number, FURNITURE if line in text.furniture else "?")
                self.stdout.write(f"{line.number:5} {place:34} {line.text[:90]}")


def read_record(file: str) -> MeetingRecord:
    """The record of `file`; one with nothing but a problem when it can't be read."""
    try:
        return parse_document(Path(file).read_bytes(), file)
    except DocumentError as error:
        return unreadable_record(file, Problem(error.code, str(error)))
    except OSError as error:
        return unreadable_record(file, Problem("unreadable_file", reason(error)))


def reason(error: DocumentError | OSError) -> str:
    """Why there is no record, in Danish."""
    if isinstance(error, FileNotFoundError):
        return "Filen findes ikke."
    if isinstance(error, IsADirectoryError):
        return "Stien er en mappe, ikke en fil."
    if isinstance(error, OSError):
        return "Filen kan ikke åbnes."
    return str(error)


def unreadable_record(file: str, problem: Problem) -> MeetingRecord:
    """A record that says only why there is none."""
    return MeetingRecord(
        file=file,
        municipality=None,
        municipality_code=None,
        committee=None,
        committee_raw=None,
        committee_period=None,
        document_type=None,
        date=None,
        time=None,
        closing_time=None,
        location=None,
        participants=(),
        items=(),
        problems=(problem,),
    )
