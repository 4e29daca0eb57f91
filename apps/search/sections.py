"""The sections of an item as they are searched and shown: without what is kept of them elsewhere."""

from collections.abc import Iterable, Iterator

from apps.archive.models import AgendaItem


def searched_sections(item: AgendaItem) -> Iterator[tuple[str, str]]:
    """Heading and text of each section.

    Of decision and attachments only what their rows do not have: who was absent, when the meeting closed.
    """
    told = {
        "decision": _in_one_line(decision.text for decision in item.decisions.all() if decision.is_own),
        "attachments": _in_one_line(attachment.title for attachment in item.attachments.all()),
    }
    for section in item.sections:
        elsewhere = told.get(section["kind"], "")
        yield section["heading"], _without(section["text"], elsewhere) if elsewhere else section["text"]


def _without(text: str, told: str) -> str:
    lines = (line.strip() for line in text.splitlines())
    return "\n".join(line for line in lines if line and _in_one_line([line]) not in told)


def _in_one_line(texts: Iterable[str]) -> str:
    return " ".join(" ".join(texts).split())
