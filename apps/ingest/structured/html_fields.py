"""The text fields of a record system: HTML or plain text to blocks of a heading and lines.

The conversion itself is `readers/html.py`; here is only what is particular to fields: which headings part
the text.
"""

import re
from dataclasses import dataclass, field
from html import escape, unescape

from selectolax.lexbor import LexborHTMLParser, LexborNode

from apps.ingest.parts.decisions import read_decision_marker
from apps.ingest.parts.headings import Vocabulary, heading_kind
from apps.ingest.readers.cleaning import clean_line
from apps.ingest.readers.document_text import Line
from apps.ingest.readers.html import read_fragment
from apps.ingest.readers.html_nodes import attribute, steps
from apps.ingest.records import SectionKind

_MARKUP = re.compile(r"</?[a-zA-Z][^<>]*>|&(?:[a-zA-Z]{2,8}|#\d{1,6}|#x[0-9a-fA-F]{1,6});|<!--")
_CONTAINER = "sagsfremstillingContainer"
_KIND_OF_CLASS = {
    "resume": SectionKind.SUMMARY,
    "beslutningstema": SectionKind.TOPIC,
    "indstilling": SectionKind.RECOMMENDATION,
    "ukendt": None,
}
_HEADINGS = ("h1", "h2", "h3")
_KNOWN_WORDS = Vocabulary(has_colons=True, learned=frozenset())


@dataclass(slots=True)
class Block:
    """`kind` is what the markup says of the text, None when it says nothing."""

    heading: str = ""
    kind: SectionKind | None = None
    lines: tuple[Line, ...] = ()
    markup: list[str] = field(default_factory=list)


def plain(text: str) -> str:
    """A title or name as one clean line, without markup."""
    if not _MARKUP.search(text):
        return clean_line(text)
    if "<" not in text:
        return clean_line(unescape(text))
    return clean_line(" ".join(line.text for line in read_fragment(text)))


def split_blocks(text: str) -> list[Block]:
    """The blocks of a field in order. Text before the first heading is a block without heading."""
    markup = text if _MARKUP.search(text) else _as_markup(text)
    body = LexborHTMLParser(markup).body
    if body is None:
        return []
    headings = _section_headings(body)
    if not headings:
        return [Block(lines=read_fragment(markup))]
    blocks = _cut(body, headings)
    for block in blocks:
        block.lines = read_fragment("".join(block.markup))
    return [block for block in blocks if block.heading or block.lines]


def _as_markup(text: str) -> str:
    paragraphs = re.split(r"\r?\n[ \t]*\r?\n", text)
    return "".join(f"<p>{'<br>'.join(escape(paragraph).splitlines())}</p>" for paragraph in paragraphs)


def _section_headings(body: LexborNode) -> list[LexborNode]:
    """The headings that open a section. One inside a section, a table or a list belongs to the text there.

    In the portal's container every other heading opens one; elsewhere the words must be those of a section.
    """
    found = []
    inside = containers = 0
    for step in steps(body):
        if step.text is not None:
            continue
        change = 1 if step.is_start else -1
        inside += change if _holds_text(step.node, step.tag) else 0
        containers += change if attribute(step.node, "id") == _CONTAINER else 0
        is_heading = step.is_start and step.tag in _HEADINGS and not inside
        if is_heading and (containers or _is_section_heading(_words(step.node))) and _words(step.node):
            found.append(step.node)
    return found


def _holds_text(node: LexborNode, tag: str) -> bool:
    return tag in ("table", "ul", "ol") or (
        tag == "span" and attribute(node, "class").lower() in _KIND_OF_CLASS
    )


def _is_section_heading(words: str) -> bool:
    return bool(read_decision_marker(words) or heading_kind(words, _KNOWN_WORDS))


def _words(node: LexborNode) -> str:
    return clean_line(node.text())


def _cut(body: LexborNode, headings: list[LexborNode]) -> list[Block]:
    heading_ids = {heading.mem_id for heading in headings}
    above = _ancestors(headings)
    blocks = [Block()]
    walk = steps(body)
    for step in walk:
        if step.text is not None:
            blocks[-1].markup.append(escape(step.text))
        elif step.is_start and step.node.mem_id in heading_ids:
            blocks.append(Block(_words(step.node)))
            walk.send(True)
        elif step.is_start and step.node.mem_id not in above:
            blocks[-1].kind = blocks[-1].kind or _KIND_OF_CLASS.get(attribute(step.node, "class").lower())
            blocks[-1].markup.append(step.node.html or "")
            walk.send(True)
    return blocks


def _ancestors(nodes: list[LexborNode]) -> set[int]:
    found: set[int] = set()
    for node in nodes:
        above = node.parent
        while above is not None and above.mem_id not in found:
            found.add(above.mem_id)
            above = above.parent
    return found
