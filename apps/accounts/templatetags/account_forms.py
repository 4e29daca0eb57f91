"""A form field as the design system draws it, with label, help, errors and input tied together."""

from typing import Any

from django import template
from django.forms import BoundField, Select

register = template.Library()


@register.inclusion_tag("accounts/parts/field.html")
def form_field(field: BoundField, label: str = "", help_text: str | None = None) -> dict[str, Any]:
    """`label` and `help_text` take the place of the field's own; a placeholder is never shown."""
    kind = "form-select" if isinstance(field.field.widget, Select) else "form-input"
    own_help = field.help_text if help_text is None else help_text
    field.help_text = own_help  # also tells the widget whether it has a help text to point at
    return {
        "field": field,
        "label": label or field.label,
        "help_text": own_help,
        "widget": "" if field.use_fieldset else field.as_widget(attrs={"class": kind, "placeholder": False}),
    }
