"""How templates print dates, text and outcomes. Filters return plain values; templates make the HTML."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import template

from apps.archive import presentation
from apps.archive.citations import date_in_words
from apps.archive.glossary import OUTCOME_MEANINGS, OUTCOME_TONES
from apps.archive.inline_text import Part, read_parts
from apps.archive.models import AgendaItem, Attendance, Decision, Outcome
from apps.archive.text_blocks import read_blocks

register = template.Library()

register.filter("in_words", date_in_words)
register.filter("sections", presentation.sections_of)
register.filter("recommendations", presentation.recommendations_of)
register.filter("background", presentation.background_of)
register.filter("earlier_decisions", presentation.earlier_decisions_of)


@register.filter
def parts(line: str) -> Iterable[Part]:
    return read_parts(line)


@register.filter
def short_date(day: date) -> str:
    """`13.11.2024` for lists where the words would be too long."""
    return f"{day.day}.{day.month}.{day.year}"


@register.filter
def by_status(
    attendances: Iterable[Attendance], party_names: dict[str, str]
) -> list[presentation.StatusGroup]:
    return presentation.group_by_status(attendances, party_names)


@register.filter
def item_title(item: AgendaItem) -> str:
    """The public title, or words for an item that has none."""
    if item.title:
        return item.title
    return "Lukket punkt uden offentlig titel" if item.closed else "Punkt uden titel"


@register.filter
def meaning(decision: Decision) -> str:
    """What the decision's formula means; empty when the outcome is not known."""
    return OUTCOME_MEANINGS.get(decision.outcome, "")


@register.inclusion_tag("archive/parts/outcome.html")
def outcome_badge(decision: Decision | None) -> dict[str, Any]:
    """The outcome as a word in a coloured badge; nothing where it is not known."""
    if decision is None or decision.outcome == Outcome.UNKNOWN:
        return {"label": ""}
    return {
        "label": decision.get_outcome_display().capitalize()
        if decision.outcome != Outcome.NONE
        else "Ingen beslutning",
        "tone": OUTCOME_TONES.get(decision.outcome, ""),
    }


@register.inclusion_tag("archive/parts/text.html")
def text_blocks(text: str, level: int) -> dict[str, Any]:
    """Source text as paragraphs, lists and tables; its subheadings become headings of `level`."""
    return {"blocks": read_blocks(text), "level": level}
