"""Walking an HTML tree without recursion: a page may nest fifty thousand elements."""

from collections.abc import Generator
from typing import NamedTuple

from selectolax.lexbor import LexborNode

# Never text for a reader, whatever stands in them.
DROPPED = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "svg",
        "math",
        "iframe",
        "object",
        "embed",
        "head",
        "title",
        "link",
        "meta",
        "canvas",
        "audio",
        "video",
        "map",
    ]
)


class Step(NamedTuple):
    """Entering or leaving an element, or a piece of text (`text` set)."""

    node: LexborNode
    tag: str
    is_start: bool
    text: str | None = None


def steps(top: LexborNode) -> Generator[Step, bool | None, None]:
    """Every element of `top` when entered and when left, and every text, in document order.

    Sending True after an element was entered skips its inside; it is then not reported as left.
    """
    open_nodes: list[LexborNode] = []
    node: LexborNode | None = top
    while node is not None:
        if node.is_text_node:
            yield Step(node, "", False, node.text_content or "")
        elif node.is_element_node and node.tag not in DROPPED:
            skip = yield Step(node, node.tag or "", True)
            if skip:
                yield Step(node, "", False)
            elif node.first_child is not None:
                open_nodes.append(node)
                node = node.first_child
                continue
            else:
                yield Step(node, node.tag or "", False)
        while node.next is None and open_nodes:
            node = open_nodes.pop()
            yield Step(node, node.tag or "", False)
        if not open_nodes:
            return
        node = node.next


def attribute(node: LexborNode, name: str) -> str:
    """The value of an attribute, empty when it is missing or has none."""
    return (node.attributes.get(name) or "").strip()
