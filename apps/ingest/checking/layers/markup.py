"""The layers of web pages: text, comments, values of attributes, scripts. Nothing is left out as unseen."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from urllib.parse import unquote

from apps.ingest.checking.layers.layer import Found, Layer

_TEXT, _HIDDEN = "dokumentets tekst", "skjult tekst på websiden"
_APART = frozenset((
    "address", "article", "aside", "blockquote", "body", "br", "caption", "dd", "div", "dl", "dt",
    "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "head", "header", "hr", "html",
    "input", "label", "legend", "li", "main", "meta", "nav", "ol", "option", "p", "pre", "script",
    "section", "select", "style", "summary", "table", "tbody", "template", "textarea", "tfoot", "thead",
    "title", "tr", "ul",
))  # fmt: skip
_CELLS = frozenset(("td", "th"))
_DELETED, _INSERTED = frozenset(("del", "s", "strike")), frozenset(("ins",))
_ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})")
_TAG = re.compile(r"<[^<>]{0,2000}>")


def find_in_markup(text: str) -> Iterator[Found]:
    """The words of a page as they stand, and as they stand without what is marked as deleted or inserted."""
    page = _Page()
    page.read(text)
    yield Layer(_TEXT, "".join(page.words))
    yield Layer(_HIDDEN, "\n".join(page.hidden))
    for left_out in (_DELETED, _INSERTED):
        if any(f"<{tag}" in text.lower() for tag in left_out):
            view = _Page(left_out)
            view.read(text)
            yield Layer(_TEXT, "".join(view.words))


def without_tags(text: str) -> str:
    return _TAG.sub("", text)


class _Page(HTMLParser):
    def __init__(self, left_out: frozenset[str] = frozenset()) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self.hidden: list[str] = []
        self._left_out = left_out
        self._depth = 0

    def read(self, text: str) -> None:
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._depth += tag in self._left_out
        self._separate(tag)
        self.hidden += [f"{name}: {unquote(value)}" for name, value in attrs if value]

    def handle_endtag(self, tag: str) -> None:
        self._depth = max(0, self._depth - (tag in self._left_out))
        self._separate(tag)

    def handle_data(self, data: str) -> None:
        if not self._depth:
            self.words.append(data)
        if "\\u" in data:
            self.hidden.append(_ESCAPED.sub(lambda match: chr(int(match[1], 16)), data))

    def handle_comment(self, data: str) -> None:
        self.hidden += [data, without_tags(data)]

    def handle_decl(self, decl: str) -> None:
        self.hidden.append(decl)

    def unknown_decl(self, data: str) -> None:
        self.hidden.append(data)

    def handle_pi(self, data: str) -> None:
        self.hidden.append(data)

    def _separate(self, tag: str) -> None:
        if tag in _APART:
            self.words.append("\n")
        elif tag in _CELLS:
            self.words.append("\t")
