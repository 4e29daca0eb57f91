"""What a careful clerk would question in a record that the parser made, each with a Danish sentence."""

import re
from collections import Counter
from dataclasses import replace
from itertools import pairwise

from apps.ingest.records import MeetingRecord, Problem

_LETTERHEAD = re.compile(
    r"[A-ZÆØÅ][\w -]{1,40} (?:regions)?kommune|(?:bemærkninger|referent|ordstyrer|mødeleder|sekretær) ?:.*",
    re.IGNORECASE,
)


def find_problems(record: MeetingRecord, *, contents_count: int) -> MeetingRecord:
    """`record` with its problems added. `contents_count` is how many rows the list of contents has, or 0."""
    found = [*_missing_fields(record), *_item_numbers(record), *_missing_decisions(record)]
    if contents_count and contents_count != len(record.items):
        found.append(
            Problem(
                "contents_disagree",
                f"Indholdsfortegnelsen har {contents_count} punkter, men der er fundet {len(record.items)}.",
            )
        )
    return replace(record, problems=(*record.problems, *found))


def _missing_fields(record: MeetingRecord) -> list[Problem]:
    questions = (
        (
            record.document_type,
            "document_type_missing",
            "Det fremgår ikke, om dokumentet er et referat eller en dagsorden.",
        ),
        (record.committee, "committee_missing", "Udvalgets navn er ikke fundet."),
        (record.date, "date_missing", "Mødedatoen er ikke fundet."),
        (record.time, "time_missing", "Mødets starttidspunkt er ikke fundet."),
        (record.items, "items_missing", "Der er ikke fundet nogen dagsordenspunkter."),
        (
            _is_letterhead(record.preamble),
            "text_before_items",
            "Der står tekst før første punkt, som ikke er forstået.",
        ),
    )
    return [Problem(code, message) for value, code, message in questions if not value]


def _is_letterhead(preamble: str) -> bool:
    return all(_LETTERHEAD.fullmatch(line.strip()) for line in preamble.splitlines() if line.strip())


def _item_numbers(record: MeetingRecord) -> list[Problem]:
    numbers = [item.number for item in record.items if item.number]
    repeated = [number for number, count in Counter(numbers).items() if count > 1]
    closed = {item.number for item in record.items if item.closed}
    found = [
        Problem("item_number_repeated", f"Punkt {number} forekommer flere gange.", number)
        for number in repeated
    ]
    for before, after in pairwise(numbers):
        # Closed items can be counted on their own, from 101 or so.
        is_other_count = after in closed and before not in closed
        is_counted = before.isdecimal() and after.isdecimal() and not is_other_count
        if is_counted and int(after) > int(before) + 1:
            found.append(
                Problem(
                    "item_number_skipped",
                    f"Der er ikke fundet noget punkt mellem {before} og {after}.",
                    after,
                )
            )
    return found


def _missing_decisions(record: MeetingRecord) -> list[Problem]:
    if "DAGSORDEN" in (record.document_type or ""):
        return []
    return [
        Problem("decision_missing", f"Punkt {item.number} har ingen beslutning.", item.number)
        for item in record.items
        if item.decision is None and not item.closed
    ]
