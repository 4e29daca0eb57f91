"""Human decisions in words, for whoever reads what was decided."""

from collections.abc import Mapping
from typing import Any

from apps.ingest.desk.corrections import Decided
from apps.ingest.models import Correction

_LONGEST = 200
_FIELDS = dict(Correction.Field.choices)


def describe_decision(decided: Decided) -> str:
    """`punkt 3, overskrift: Ny skole`"""
    place = f"punkt {decided.target}" if decided.target else "mødet"
    return f"{place}, {_FIELDS.get(decided.field, decided.field)}: {describe_value(decided.value)}"


def describe_value(value: Any) -> str:
    """A value as a correction keeps it (`Any` is JSON)."""
    if value is None:
        return "rettelsen er taget tilbage"
    if isinstance(value, bool):
        return "ja" if value else "nej"
    if isinstance(value, Mapping):
        return "; ".join(f"{read} → {name or 'fjernet'}" for read, name in value.items()) or "som i filen"
    text = str(value)
    return f"{text[:_LONGEST]} …" if len(text) > _LONGEST else text or "tomt"
