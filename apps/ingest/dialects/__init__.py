"""The layouts that we can read, one module each.

The contract of a dialect: a docstring that says which system, where it was seen and what is odd about it;
`NAME`, how a Danish clerk would call it; `matches(text) -> bool`; `parse(text) -> Reading`.
"""

from apps.ingest.dialects import (
    acadre,
    edoc,
    first_agenda,
    first_agenda_prepare,
    first_agenda_web,
    general,
    polweb,
    sbsys,
    static_export,
)

# Each of these says yes only to what no other claims.
SYSTEMS = (
    first_agenda,
    first_agenda_web,
    first_agenda_prepare,
    acadre,
    sbsys,
    edoc,
    polweb,
    static_export,
)
# Asked when no system claims a document.
GENERAL = general
DIALECTS = (*SYSTEMS, GENERAL)
