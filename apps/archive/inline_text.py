"""The inside of one line of text: plain words, words in bold, and links, for a template to escape."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

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


def read_parts(line: str) -> Iterator[Part]:
    """The parts of `line` in order. Punctuation after a bare address belongs to the sentence."""
    position = 0
    for match in _PARTS.finditer(line):
        if match.start() > position:
            yield Part(line[position : match.start()])
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
        yield Part(line[position:])
