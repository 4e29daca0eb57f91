"""Which dialect a document is written in: every system is asked, and no two may say yes."""

from types import ModuleType

from apps.ingest.dialects import GENERAL, SYSTEMS
from apps.ingest.errors import AmbiguousLayout, UnknownLayout
from apps.ingest.readers.document_text import DocumentText


def recognise(
    text: DocumentText, systems: tuple[ModuleType, ...] = SYSTEMS, general: ModuleType = GENERAL
) -> ModuleType:
    """The only system that claims `text`, or the general dialect when none does and it is sure enough.

    Raises UnknownLayout or AmbiguousLayout, naming the candidates.
    """
    claiming = [dialect for dialect in systems if dialect.matches(text)]
    if len(claiming) == 1:
        return claiming[0]
    if claiming:
        raise AmbiguousLayout(tuple(dialect.NAME for dialect in claiming))
    if general.matches(text):
        return general
    raise UnknownLayout(tuple(dialect.NAME for dialect in (*systems, general)))
