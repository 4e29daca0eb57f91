"""The XML inside office documents, read without DTD, entities, network and excessive depth."""

from lxml import etree

from apps.ingest.readers.failures import DamagedDocument
from apps.ingest.readers.packages import DAMAGED, Package


def read_xml(package: Package, name: str) -> etree._Element:
    """The root element of an XML member. A DTD is refused: no office program writes one."""
    parser = etree.XMLParser(
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(package.read(name), parser)
    except (etree.XMLSyntaxError, ValueError):
        raise DamagedDocument(DAMAGED) from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise DamagedDocument(
            "Filen indeholder en dokumenttype-erklæring, som vi af sikkerhedsgrunde ikke læser."
        )
    return root
