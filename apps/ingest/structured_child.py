"""The child process that reads the files which record systems write for programs; its limits are those of
`sandbox_child.py`.

Run as `python -m apps.ingest.structured_child`. Knows nothing of Django.
"""

from apps.ingest.errors import AmbiguousLayout
from apps.ingest.sandbox_child import answer_with, document_as_json
from apps.ingest.structured import read_structured


def _read(content: bytes) -> dict[str, object]:
    """The text with its record and the place of every line; nothing for a file that is no such one."""
    try:
        told = read_structured(content)
    except AmbiguousLayout as error:
        return {"candidates": error.candidates}
    if told is None:
        return {}
    text, reading = told
    record = reading.record.as_json()
    return {**document_as_json(text), "record": record, "places": list(reading.places.items())}


if __name__ == "__main__":
    answer_with(_read)
