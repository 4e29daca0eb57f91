"""XML from outside: no document type, entities or network, bounded size and depth; namespaces ignored."""

import re
from collections.abc import Iterator
from html import escape

from lxml import etree

from apps.ingest.readers.failures import DamagedDocument
from apps.ingest.structured.bounds import check_size

_PROLOG_BYTES = 8192
_ROOT = re.compile(r"<(?:!DOCTYPE\s+)?(?:[\w.\-]{1,80}:)?(?P<name>\w[\w.\-]{0,80})")
_ASIDES = (("<?", "?>"), ("<!--", "-->"))
_MARKUP_TAGS = frozenset(
    (
        *(f"h{level}" for level in range(1, 7)),
        *(
            "p",
            "div",
            "span",
            "b",
            "strong",
            "i",
            "em",
            "u",
            "br",
            "ul",
            "ol",
            "li",
            "a",
            "html",
            "body",
            "font",
        ),
        *("table", "tbody", "thead", "tr", "td", "th", "sup", "sub"),
    )
)


def root_name(content: bytes) -> str | None:
    """The name of the root element without its prefix, found without parsing; None when this is no XML."""
    found = _ROOT.match(_prolog(content))
    return found["name"] if found else None


def parse_xml(content: bytes) -> etree._Element:
    """The root element; raises DamagedDocument or TooLargeDocument."""
    check_size(content)
    if _prolog(content).startswith("<!DOCTYPE"):
        raise _typed()
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise DamagedDocument("Filen er XML, men er beskadiget eller hentet halvt. Hent den igen.") from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise _typed()
    return root


def name_of(element: etree._Element) -> str:
    """The name without its namespace."""
    return etree.QName(element).localname


def children(element: etree._Element | None, name: str | None = None) -> list[etree._Element]:
    """The elements right below, all or those called `name`."""
    if element is None:
        return []
    return [child for child in element if name in (None, name_of(child))]


def child(element: etree._Element | None, *path: str) -> etree._Element | None:
    """The first element at the end of `path`; None when a step is missing."""
    for name in path:
        element = next(iter(children(element, name)), None)
    return element


def descendants(element: etree._Element | None, *names: str) -> Iterator[etree._Element]:
    """Every element below called one of `names`, in document order."""
    if element is not None:
        yield from (found for found in element.iterdescendants() if name_of(found) in names)


def text_of(element: etree._Element | None) -> str:
    """All words inside, in one line."""
    return "" if element is None else " ".join("".join(map(str, element.itertext(with_tail=False))).split())


def attribute(element: etree._Element | None, *names: str) -> str:
    """The first of the attributes `names` that has a value; case and namespace do not matter."""
    if element is None:
        return ""
    values = {etree.QName(key).localname.lower(): str(value) for key, value in element.attrib.items()}
    return next((value.strip() for name in names if (value := values.get(name.lower(), "")).strip()), "")


def named_values(element: etree._Element) -> list[tuple[str, str]]:
    """The attributes and the elements right below, each as its name without namespace and its text."""
    attributes = [(etree.QName(key).localname, str(value)) for key, value in element.attrib.items()]
    return attributes + [(name_of(inner), inner.text or "") for inner in children(element)]


def markup_of(element: etree._Element) -> str:
    """The HTML or plain text that an element holds, whether it was escaped, CDATA or real child elements."""
    if not children(element):
        return element.text or ""
    parts = [escape(element.text or "", quote=False)]
    for inner in element:
        parts.append(etree.tostring(_without_namespace(inner), encoding="unicode", method="html"))
    return "".join(parts)


def strings_of(root: etree._Element) -> Iterator[str]:
    """Every text and attribute value; an element that holds markup gives it as one string."""
    skipped: etree._Element | None = None
    for action, element in etree.iterwalk(root, events=("start", "end")):
        if action == "end":
            skipped = None if element is skipped else skipped
            continue
        if skipped is not None:
            continue
        yield from map(str, element.attrib.values())
        if any(name_of(inner).lower() in _MARKUP_TAGS for inner in children(element)):
            skipped = element
            yield markup_of(element)
        else:
            yield element.text or ""
            yield from (inner.tail or "" for inner in element)


def _without_namespace(element: etree._Element) -> etree._Element:
    copied = etree.fromstring(etree.tostring(element))
    for part in copied.iter():
        part.tag = name_of(part)
    copied.tail = element.tail
    return copied


def _prolog(content: bytes) -> str:
    """The beginning as text, without what may stand before the first mark: enough to see the root element."""
    start = content[:_PROLOG_BYTES]
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = start.decode("utf-16", "replace")
    else:
        text = start.replace(b"\0", b"").decode("utf-8-sig", "replace")
    while True:
        text = text.lstrip()
        end = next(
            (text.find(close, len(mark)) + len(close) for mark, close in _ASIDES if text.startswith(mark)), 0
        )
        if end < 2:
            return text
        text = text[end:]


def _typed() -> DamagedDocument:
    return DamagedDocument("Filen har en dokumenttype (DTD), som vi af sikkerhedshensyn ikke læser.")
