"""Lines back to text: paragraphs separated by one blank line, lines within a paragraph kept."""

from collections.abc import Iterable, Sequence

from apps.ingest.readers.document_text import Line


def paragraphs(lines: Iterable[Line]) -> list[list[Line]]:
    """Runs of lines that no blank line parts."""
    found: list[list[Line]] = [[]]
    for line in lines:
        if line.text.strip():
            found[-1].append(line)
        elif found[-1]:
            found.append([])
    return [paragraph for paragraph in found if paragraph]


def joined(lines: Sequence[Line]) -> str:
    """The text of `lines`, paragraphs separated by one blank line."""
    return "\n\n".join("\n".join(line.text for line in paragraph) for paragraph in paragraphs(lines)).strip(
        " \n"
    )
