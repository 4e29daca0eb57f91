"""The values of a facet as checkboxes.

Put together here and not by a template: a page has up to several hundred, most of what a page took to render.
"""

from collections.abc import Iterable

from django.utils.formats import localize
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from apps.search.results import Facet, FacetValue

_CHECKBOX = """
<div class="filter-value">
  <input type="checkbox" class="form-checkbox" id="{id}" name="{name}" value="{value}" form="search"{checked}>
  <label for="{id}">{label} <span class="filter-count">({about}{count})</span></label>
</div>"""
# Below this a number has no separator, and looking for one takes longer than all the rest.
_FIRST_SEPARATED = 1_000


def checkboxes(facet: Facet, values: Iterable[FacetValue]) -> SafeString:
    """A checkbox with its label and count for each value; every value is escaped."""
    return format_html_join("", "{}", ((_checkbox(facet, value),) for value in values))


def _checkbox(facet: Facet, value: FacetValue) -> SafeString:
    return format_html(
        _CHECKBOX,
        id=f"{facet.name}-{value.value}",
        name=facet.name,
        value=value.value,
        checked=" checked" if value.is_chosen else "",
        label=value.label,
        about="" if facet.is_exact else "ca. ",
        count=str(value.count) if value.count < _FIRST_SEPARATED else localize(value.count),
    )
