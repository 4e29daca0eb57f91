"""The layouts that we can read, one module each.

The contract of a dialect: a docstring that says which system, where it was seen and what is odd about it;
`NAME`, how a Danish clerk would call it; `matches(text) -> bool`; `parse(text) -> Reading`.
"""

from apps.ingest.dialects import first_agenda

DIALECTS = (first_agenda,)
