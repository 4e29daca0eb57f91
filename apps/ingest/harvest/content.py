"""What the page of a meeting says, summed up: a portal may write other bytes each time and say the same."""

import hashlib
import json

from apps.ingest.errors import DocumentError
from apps.ingest.parse import parse_document
from apps.ingest.structured.firstagenda_json import read_files
from apps.ingest.structured.json_safe import parse_json_object

_NOT_OF_THE_MEETING = ("file", "problems")


def content_key(body: bytes, name: str) -> str:
    """The same for pages that are understood alike and have the same files; empty for one not understood."""
    try:
        told = parse_document(body, name).as_json()
        files = [
            (file.portal_id, file.item_number, file.title) for file in read_files(parse_json_object(body))
        ]
    except DocumentError:
        return ""
    for field in _NOT_OF_THE_MEETING:
        del told[field]
    written = json.dumps([told, files], sort_keys=True)
    return hashlib.sha256(written.encode("utf-8", "surrogatepass")).hexdigest()
