"""What on a saved page belongs to the web site and not to the minutes: menus, banners, cookie boxes, page
footers.

Judged by element names, by roles and by what menus are made of (links and nothing else); never by one site's
classes. A list of links to agenda items or attachments is no menu.
"""

import re
from dataclasses import dataclass, field

from selectolax.lexbor import LexborNode

from apps.ingest.readers.html_nodes import attribute, steps

_TAGS = frozenset(("nav", "footer", "aside", "dialog"))
_ROLES = frozenset(
    ("navigation", "contentinfo", "search", "complementary", "dialog", "alertdialog", "menu", "menubar")
)
_MENU_TAGS = frozenset(("div", "ul", "ol", "header", "section", "form", "p", "td", "table"))
_HEADING_TAGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6", "summary"))
_COOKIE = re.compile(r"cookie", re.IGNORECASE)
_DOCUMENT_ADDRESS = re.compile(r"\.(?:pdf|docx?|xlsx?|odt|zip)\b|bilag|punkt|/vis\b|/vis/", re.IGNORECASE)
_DOCUMENT_TEXT = re.compile(r"\s*(?:\d|punkt|pkt|sag|bilag|lukket|åbent?)\b", re.IGNORECASE)
_MENU_SHARE = 0.75
_MENU_LINKS = 3


@dataclass(slots=True)
class _Measure:
    """Letters and links inside one element."""

    letters: int = 0
    link_letters: int = 0
    links: int = 0
    document_links: int = 0

    def add(self, other: "_Measure") -> None:
        self.letters += other.letters
        self.link_letters += other.link_letters
        self.links += other.links
        self.document_links += other.document_links


@dataclass(slots=True)
class Chrome:
    """The elements that hold furniture, by their identity in the tree."""

    _ids: set[int] = field(default_factory=set)

    def is_chrome(self, node: LexborNode) -> bool:
        return node.mem_id in self._ids

    def add(self, node: LexborNode) -> None:
        self._ids.add(node.mem_id)


def find_chrome(body: LexborNode) -> Chrome:
    """The furniture of a page. Never everything: a page of links alone is then read as it is."""
    chrome = Chrome()
    total, measures, mains = _measure(body)
    main = _main_of(mains, measures, total)
    kept = total.letters
    for node in (step.node for step in steps(body) if step.is_start):
        if node.mem_id == body.mem_id:
            continue
        if _is_site_part(node) or _is_menu(node, measures[node.mem_id]):
            chrome.add(node)
            kept -= measures[node.mem_id].letters
    if main is not None:
        _add_outside(chrome, main, body)
    elif kept <= 0:
        return Chrome()
    return chrome


def _measure(body: LexborNode) -> tuple[_Measure, dict[int, _Measure], list[LexborNode]]:
    measures: dict[int, _Measure] = {}
    open_measures = [_Measure()]
    mains: list[LexborNode] = []
    link_depth = 0
    for step in steps(body):
        if step.text is not None:
            letters = sum(map(str.isalnum, step.text))
            open_measures[-1].letters += letters
            open_measures[-1].link_letters += letters if link_depth else 0
        elif step.is_start:
            open_measures.append(_Measure())
            link_depth += step.tag == "a"
            if step.tag == "main" or attribute(step.node, "role") == "main":
                mains.append(step.node)
        else:
            measure = open_measures.pop()
            if step.tag == "a":
                link_depth -= 1
                measure.links += 1
                measure.document_links += _leads_to_document(step.node)
            measures[step.node.mem_id] = measure
            open_measures[-1].add(measure)
    return open_measures[0], measures, mains


def _leads_to_document(link: LexborNode) -> bool:
    address = attribute(link, "href")[:500]
    return bool(_DOCUMENT_ADDRESS.search(address) or _DOCUMENT_TEXT.match((link.text() or "")[:40]))


def _main_of(mains: list[LexborNode], measures: dict[int, _Measure], total: _Measure) -> LexborNode | None:
    """The one main element, when it truly holds most of the page's own text."""
    if len(mains) != 1:
        return None
    own = measures[mains[0].mem_id]
    return (
        mains[0] if own.letters - own.link_letters >= (total.letters - total.link_letters) / 2 > 0 else None
    )


def _is_site_part(node: LexborNode) -> bool:
    if node.tag in _TAGS or attribute(node, "role").lower() in _ROLES:
        return True
    if node.tag == "button":
        return not _is_inside_heading(node)
    return node.tag in ("div", "section") and bool(
        _COOKIE.search(f"{attribute(node, 'id')} {attribute(node, 'class')}")
    )


def _is_inside_heading(node: LexborNode) -> bool:
    """Accordions put the title of an agenda item into a button inside a heading."""
    parent = node.parent
    for _ in range(4):
        if parent is None:
            return False
        if parent.tag in _HEADING_TAGS:
            return True
        parent = parent.parent
    return False


def _is_menu(node: LexborNode, measure: _Measure) -> bool:
    return (
        node.tag in _MENU_TAGS
        and measure.links >= _MENU_LINKS
        and measure.link_letters >= _MENU_SHARE * measure.letters
        and measure.document_links < measure.links / 2
    )


def _add_outside(chrome: Chrome, main: LexborNode, body: LexborNode) -> None:
    """Everything beside the main element on the way up, save what holds the page's title."""
    node: LexborNode | None = main
    while node is not None and node.mem_id != body.mem_id:
        parent = node.parent
        sibling = parent.first_child if parent is not None else None
        while sibling is not None:
            if sibling.is_element_node and sibling.mem_id != node.mem_id and not _holds_title(sibling):
                chrome.add(sibling)
            sibling = sibling.next
        node = parent


def _holds_title(node: LexborNode) -> bool:
    return node.tag == "h1" or node.css_first("h1") is not None
