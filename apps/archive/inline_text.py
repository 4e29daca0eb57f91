"""The inside of one line of text: words, bold words, links and amounts, for a template to escape."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from apps.archive.amounts import find_amounts

# A Markdown link, an address in angle brackets, a bare address, or bold words; no scheme but http and https.
_PARTS = re.compile(
    r"\[(?P<label>[^\[\]\n]{1,300})\]\((?P<target>https?://[^\s()<>]{1,2000})\)"
    r"|<(?P<angled>https?://[^\s<>]{1,2000})>"
    r"|(?P<bare>https?://[^\s<>\"]{1,2000})"
    r"|\*\*(?P<bold>[^*\n]{1,1000})\*\*"
)
_AFTER_ADDRESS = ".,;:!?)]}»\"'"


@dataclass(frozen=True, slots=True)
class Part:
    text: str
    href: str = ""
    is_bold: bool = False
    kroner: str = ""


def read_parts(line: str) -> Iterator[Part]:
    """The parts of `line` in order. Punctuation after a bare address belongs to the sentence."""
    position = 0
    for match in _PARTS.finditer(line):
        if match.start() > position:
            yield from _read_words(line[position : match.start()])
        position = match.end()
        if match["bold"]:
            yield Part(match["bold"], is_bold=True)
        elif match["label"]:
            yield Part(match["label"], href=match["target"])
        elif match["angled"]:
            yield Part(match["angled"], href=match["angled"])
        else:
            address = match["bare"].rstrip(_AFTER_ADDRESS)
            yield Part(address, href=address)
            position = match.start() + len(address)
    if position < len(line):
        yield from _read_words(line[position:])


def _read_words(words: str) -> Iterator[Part]:
    """Plain words with the amounts among them as parts of their own."""
    position = 0
    for amount in find_amounts(words):
        if amount.start > position:
            yield Part(words[position : amount.start])
        yield Part(words[amount.start : amount.end], kroner=amount.kroner)
        position = amount.end
    if position < len(words):
        yield Part(words[position:])
