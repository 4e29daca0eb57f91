"""Shows a document as plain lines, so that a test can state exactly what it expects."""

from apps.ingest.readers.document_text import DocumentText


def shown(document: DocumentText) -> list[str]:
    """All lines; marked ones begin with `# `."""
    return [f"# {line.text}" if line.marked else line.text for line in document.lines]


def furniture(document: DocumentText) -> list[str]:
    return [line.text for line in document.furniture]


def notes(document: DocumentText) -> list[str]:
    return [note.code for note in document.notes]
