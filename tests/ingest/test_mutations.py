"""Damaged files of all formats end in a record or a named error; see `mutations.py` for the long run."""

from .mutations import run, sample_files


def test_damaged_copies_of_all_formats_end_in_a_named_state():
    suffixes = {path.suffix for path in sample_files()}

    ends, _, _ = run(12, seed=20)

    assert {".txt", ".md", ".html", ".pdf", ".docx", ".odt", ".rtf", ".json", ".xml"} <= suffixes
    assert sum(ends.values()) == 12
