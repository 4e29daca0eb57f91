"""The sections of an item as they are searched and shown: without what is kept of them elsewhere."""

from collections.abc import Iterable, Iterator, Mapping


def searched_sections(
    sections: Iterable[Mapping[str, str]], decisions: Iterable[str], attachments: Iterable[str]
) -> Iterator[tuple[str, str]]:
    """Heading and text of each section of an item with these own decisions and titles of attachments.

    Of decision and attachments only what their rows do not have: who was absent, when the meeting closed.
    """
    told = {"decision": _in_one_line(decisions), "attachments": _in_one_line(attachments)}
    for section in sections:
        elsewhere = told.get(section["kind"], "")
        yield section["heading"], _without(section["text"], elsewhere) if elsewhere else section["text"]


def _without(text: str, told: str) -> str:
    lines = (line.strip() for line in text.splitlines())
    return "\n".join(line for line in lines if line and _in_one_line([line]) not in told)


def _in_one_line(texts: Iterable[str]) -> str:
    return " ".join(" ".join(texts).split())
