"""The share of facts right over all samples that have a key made by hand; the floor only rises.

A key tells municipality, committee, date and time, and of every item number, title, case number, closed and
decision, as a person reads them in the document. It is never written from what the parser says.
"""

import json

from apps.ingest.parse import parse_document

from .samples import FOLDER, SAMPLES

FLOOR_FILE = FOLDER / "facts_floor.txt"
MEETING_FACTS = ("municipality", "committee", "date", "time")


def key_path(sample):
    return sample.with_name(f"{sample.name}.facts.json")


def wrong_facts(sample):
    """How many facts the key of `sample` has, and those that the parser tells otherwise."""
    record = parse_document(sample.read_bytes(), sample.name)
    key = json.loads(key_path(sample).read_text(encoding="utf-8"))
    told = [getattr(record, fact) for fact in MEETING_FACTS] + [len(record.items)]
    wanted = [key[fact] for fact in MEETING_FACTS] + [len(key["items"])]
    for position, facts in enumerate(key["items"]):
        item = record.items[position] if position < len(record.items) else None
        wanted.extend(facts)
        told.extend(
            [item.number, item.title, item.case_number, item.closed, item.decision] if item else [None] * 5
        )
    pairs = zip(told, wanted, strict=True)
    return len(wanted), [(sample.name, says, wants) for says, wants in pairs if says != wants]


def test_share_of_facts_right_never_falls():
    results = [wrong_facts(sample) for sample in SAMPLES if key_path(sample).exists()]
    total = sum(count for count, _ in results)
    wrong = [fact for _, facts in results for fact in facts]
    floor = float(FLOOR_FILE.read_text(encoding="utf-8"))

    share = round(100 * (1 - len(wrong) / total), 2)

    assert total >= 500
    assert share >= floor, wrong
    assert share <= floor, f"{share} % of the facts are right: raise the floor in {FLOOR_FILE.name}."


def test_every_dialect_but_the_first_has_three_samples_with_a_key():
    keyed = [sample.parent.name for sample in SAMPLES if key_path(sample).exists()]

    assert all(
        keyed.count(name) >= 3 for name in {sample.parent.name for sample in SAMPLES} - {"first_agenda"}
    )
