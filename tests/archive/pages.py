"""A page as a reader sees it: fetched, parsed, and asked for texts and links."""

from django.test import Client
from selectolax.lexbor import LexborHTMLParser


class Page:
    def __init__(self, client: Client, url: str, status: int = 200) -> None:
        self.response = client.get(url)
        assert self.response.status_code == status, url
        self.tree = LexborHTMLParser(self.response.content.decode())

    def texts(self, selector: str) -> list[str]:
        return [" ".join(node.text().split()) for node in self.tree.css(selector)]

    def links(self, selector: str) -> list[str | None]:
        return [node.attributes.get("href") for node in self.tree.css(selector)]

    @property
    def text(self) -> str:
        return " ".join(self.tree.body.text().split())


def section(text: str, kind: str = "case", heading: str = "Sagsfremstilling") -> dict[str, str]:
    """One section of an item as it is stored."""
    return {"heading": heading, "kind": kind, "text": text}
