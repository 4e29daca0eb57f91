"""Which dialect a document is written in: every dialect is asked, and exactly one must say yes."""

from types import ModuleType

from apps.ingest.dialects import DIALECTS
from apps.ingest.errors import AmbiguousLayout, UnknownLayout
from apps.ingest.readers.document_text import DocumentText


def recognise(text: DocumentText, dialects: tuple[ModuleType, ...] = DIALECTS) -> ModuleType:
    """The only dialect that claims `text`; raises UnknownLayout or AmbiguousLayout, naming the candidates."""
    claiming = [dialect for dialect in dialects if dialect.matches(text)]
    if len(claiming) == 1:
        return claiming[0]
    if claiming:
        raise AmbiguousLayout(tuple(dialect.NAME for dialect in claiming))
    raise UnknownLayout(tuple(dialect.NAME for dialect in dialects))
