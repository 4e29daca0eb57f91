"""Builds small DOCX, ODT and ZIP files for tests, from the XML that matters."""

import io
import zipfile
from collections.abc import Mapping

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
ODF = "urn:oasis:names:tc:opendocument:xmlns"


def make_zip(members: Mapping[str, str | bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def make_docx(body: str, **parts: str) -> bytes:
    """A Word file. `parts` are further members: styles='<w:style .../>' becomes word/styles.xml."""
    members: dict[str, str | bytes] = {"[Content_Types].xml": "<Types/>"}
    members["word/document.xml"] = _word("document", f"<w:body>{body}</w:body>")
    for name, content in parts.items():
        members[f"word/{name}.xml"] = _word(name.rstrip("0123456789"), content)
    return make_zip(members)


def _word(root: str, content: str) -> str:
    return f'<w:{root} xmlns:w="{WORD}" xmlns:mc="urn:mc" xmlns:v="urn:v">{content}</w:{root}>'


def word_paragraph(text: str, properties: str = "", letters: str = "") -> str:
    return (
        f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:rPr>{letters}</w:rPr>"
        f'<w:t xml:space="preserve">{text}</w:t></w:r></w:p>'
    )


def make_odt(body: str, automatic_styles: str = "", master_page: str = "") -> bytes:
    rooms = ("office", "text", "table", "style", "draw")
    names = " ".join(f'xmlns:{room}="{ODF}:{room}:1.0"' for room in rooms)
    names += f' xmlns:fo="{ODF}:xsl-fo-compatible:1.0"'
    content = (
        f"<office:document-content {names}>"
        f"<office:automatic-styles>{automatic_styles}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    styles = (
        f"<office:document-styles {names}><office:master-styles><style:master-page>{master_page}"
        "</style:master-page></office:master-styles></office:document-styles>"
    )
    return make_zip(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": content,
            "styles.xml": styles,
        }
    )
