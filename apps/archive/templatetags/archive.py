"""How templates print dates, text and outcomes. Filters return plain values; templates make the HTML."""

import re
from collections.abc import Iterable
from datetime import date
from typing import Any

from django import template

from apps.archive import presentation
from apps.archive.charts import HEADROOM, HEIGHT, PLOT_HEIGHT, draw_columns
from apps.archive.citations import date_in_words
from apps.archive.glossary import OUTCOME_FAMILIES, OUTCOME_MEANINGS, OUTCOME_TONES
from apps.archive.inline_text import Part, read_parts
from apps.archive.models import AgendaItem, Attendance, Decision, Outcome
from apps.archive.text_blocks import read_blocks
from apps.archive.year_figures import YearFigures

register = template.Library()

_LOOSE_DASH = re.compile(r" ([-–—]) ")

register.filter("in_words", date_in_words)
register.filter("sections", presentation.sections_of)
register.filter("recommendations", presentation.recommendations_of)
register.filter("background", presentation.background_of)
register.filter("agreement", presentation.agreement_of)
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
def keep_dashes(title: str) -> str:
    """A title in which no line can begin with the dash between two words."""
    return _LOOSE_DASH.sub("\u00a0\\1 ", title)


@register.filter
def item_title(item: AgendaItem) -> str:
    """The public title, or words for an item that has none."""
    if item.title:
        return keep_dashes(item.title)
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
def text_blocks(text: str, level: int, anchor: str = "") -> dict[str, Any]:
    """Source text as paragraphs, lists and tables; its subheadings become headings of `level`.

    With an `anchor` such as `afsnit-3` every paragraph and list has an address of its own: `afsnit-3-1`.
    """
    section = anchor.rpartition("-")[2]
    sign = f"{section}." if section.isdigit() else ""
    return {"blocks": read_blocks(text), "level": level, "anchor": anchor, "sign": sign}


@register.inclusion_tag("archive/parts/year_charts.html")
def year_charts(figures: list[YearFigures]) -> dict[str, Any]:
    """Meetings and outcomes year by year: two charts and a table. `figures` come newest first."""
    years = list(reversed(figures))
    meetings = [(str(row.year), [("meetings", row.meeting_count)]) for row in years]
    kinds = [family.kind for family in OUTCOME_FAMILIES]
    outcomes = [(str(row.year), list(zip(kinds, row.outcomes, strict=True))) for row in years]
    return {
        "figures": figures,
        "families": OUTCOME_FAMILIES,
        "meeting_columns": draw_columns(meetings),
        "outcome_columns": draw_columns(outcomes),
        "chart_height": HEIGHT,
        "baseline": HEADROOM + PLOT_HEIGHT,
    }
