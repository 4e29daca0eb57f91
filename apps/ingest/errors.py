"""What can be wrong with a document as a whole. Every message is a Danish sentence a clerk can act on."""


class DocumentError(Exception):
    """A document that gives no record. `str(error)` is the Danish sentence; `code` is for programs."""

    code = "document_error"


class UnreadableDocument(DocumentError):
    """The bytes are no text that we can read."""

    code = "unreadable_document"


class UnknownLayout(DocumentError):
    """No dialect claims the document."""

    code = "unknown_layout"

    def __init__(self, known: tuple[str, ...]) -> None:
        super().__init__(
            f"Dokumentet ligner ikke et referat i en opstilling, vi kender. Vi kender: {', '.join(known)}."
        )


class AmbiguousLayout(DocumentError):
    """More than one dialect claims the document."""

    code = "ambiguous_layout"

    def __init__(self, candidates: tuple[str, ...]) -> None:
        self.candidates = candidates
        super().__init__(f"Dokumentet kan læses på flere måder: {', '.join(candidates)}. Det er ikke læst.")
