"""Files that came together: which of them are attachments, and of which document.

Knows paths and items, nothing of the database.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath

from apps.ingest.attaching.matching import File, match_files
from apps.ingest.attaching.names import is_named_as_attachment, read_name
from apps.ingest.records import AgendaItemRecord

Items = Sequence[AgendaItemRecord]


def share_out(paths: Sequence[str], items_of: dict[int, Items]) -> dict[int, int]:
    """The document of each attachment, both by their index in `paths`; what is nobody's is left out.

    `items_of` tells the agenda items of the files that read as minutes. A document in the same folder as the
    file or nearest above it owns it; of several, the only one that names it. A file that reads as minutes
    itself is an attachment where another document says so by name.
    """
    attached = _attached_minutes(paths, items_of)
    documents = [index for index in items_of if index not in attached]
    in_folder: dict[PurePosixPath, list[int]] = defaultdict(list)
    for document in documents:
        in_folder[PurePosixPath(paths[document]).parent].append(document)
    possible = {
        index: _nearest(path, in_folder) or documents
        for index, path in enumerate(paths)
        if index in attached or index not in items_of
    }
    naming = _naming_documents(paths, items_of, possible)
    owners = {}
    for index, nearest in possible.items():
        named_by = naming[index]
        if len(named_by) == 1:
            owners[index] = named_by[0]
        elif len(nearest) == 1 and not named_by:
            owners[index] = nearest[0]
    return owners


def _attached_minutes(paths: Sequence[str], items_of: dict[int, Items]) -> set[int]:
    """Files that read as minutes but are attachments: named in full by another, or called `Bilag`."""
    by_name: dict[str, list[int]] = defaultdict(list)
    for index in items_of:
        by_name[read_name(PurePosixPath(paths[index]).name).whole].append(index)
    attached: set[int] = set()
    for owner in sorted(items_of, key=lambda index: (len(PurePosixPath(paths[index]).parts), paths[index])):
        if owner in attached:
            continue
        titles = {read_name(title).whole for item in items_of[owner] for title in item.attachments} - {""}
        attached |= {index for title in titles for index in by_name.get(title, ()) if index != owner}
    plain = [
        index for index in items_of if index not in attached and not is_named_as_attachment(paths[index])
    ]
    return attached | {index for index in items_of if plain and index not in plain}


def _nearest(path: str, in_folder: Mapping[PurePosixPath, list[int]]) -> list[int]:
    """The documents in the folder of the file, or in the nearest folder above that has any."""
    folders = PurePosixPath(path).parents
    return next((in_folder[folder] for folder in folders if folder in in_folder), [])


def _naming_documents(
    paths: Sequence[str], items_of: dict[int, Items], possible: dict[int, list[int]]
) -> dict[int, list[int]]:
    files_of: dict[int, list[int]] = defaultdict(list)
    for index, documents in possible.items():
        for document in documents:
            files_of[document].append(index)
    naming: dict[int, list[int]] = defaultdict(list)
    for document, files in files_of.items():
        for place in match_files(items_of[document], [File(paths[index]) for index in files]):
            naming[files[place]].append(document)
    return naming
