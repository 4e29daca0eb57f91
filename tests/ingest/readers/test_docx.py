"""Word files: what Word shows becomes text, what Word hides or deletes does not."""

from apps.ingest.readers.docx import read_docx

from .office_files import WORD, make_docx, make_zip, word_paragraph
from .showing import furniture, notes, shown

HEADING_STYLE = (
    '<w:style w:styleId="Overskrift1"><w:name w:val="heading 1"/></w:style>'
    '<w:style w:styleId="Egen"><w:name w:val="Punktoverskrift"/><w:basedOn w:val="Overskrift1"/></w:style>'
    '<w:style w:styleId="INDH1"><w:name w:val="toc 1"/></w:style>'
)
NUMBERING = (
    '<w:abstractNum w:abstractNumId="7">'
    '<w:lvl w:ilvl="0"><w:start w:val="4"/><w:numFmt w:val="decimal"/><w:lvlText w:val="Punkt %1:"/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%1.%2)"/></w:lvl>'
    '</w:abstractNum><w:abstractNum w:abstractNumId="8">'
    '<w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val=""/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="8"/></w:num>'
)


def numbered(text: str, list_id: int, level: int = 0, properties: str = "") -> str:
    place = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>'
    return word_paragraph(text, properties + place)


def test_headings_are_known_by_style_inheritance_outline_level_and_bold():
    body = (
        word_paragraph("Arvet", '<w:pStyle w:val="Egen"/>')
        + word_paragraph("Niveau", '<w:outlineLvl w:val="2"/>')
        + word_paragraph("Fed", letters="<w:b/>")
        + word_paragraph("Ikke fed", letters='<w:b w:val="0"/>')
    )

    assert shown(read_docx(make_docx(body, styles=HEADING_STYLE))) == [
        "# Arvet", "", "# Niveau", "", "# Fed", "", "Ikke fed",
    ]  # fmt: skip


def test_automatic_numbers_are_written_out():
    heading = '<w:pStyle w:val="Overskrift1"/>'
    body = (
        numbered("Godkendelse", 1, properties=heading)
        + numbered("første", 1, level=1)
        + numbered("anden", 1, level=1)
        + numbered("Budget", 1, properties=heading)
        + numbered("igen", 1, level=1)
        + numbered("kugle", 2)
    )

    assert shown(read_docx(make_docx(body, styles=HEADING_STYLE, numbering=NUMBERING))) == [
        "# Punkt 4: Godkendelse", "", "4.a) første", "4.b) anden", "",
        "# Punkt 5: Budget", "", "5.a) igen", "- kugle",
    ]  # fmt: skip


def test_tracked_deletions_and_hidden_text_stay_out_and_are_told():
    body = (
        "<w:p><w:r><w:t>Sagen </w:t></w:r><w:del><w:r><w:delText>afvises</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>godkendes</w:t></w:r></w:ins>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>hemmeligt</w:t></w:r></w:p>"
    )
    document = read_docx(make_docx(body, comments="<w:comment/>"))

    assert shown(document) == ["Sagen godkendes"]
    assert notes(document) == ["tracked_changes", "hidden_text", "comments"]


def test_footnotes_follow_their_paragraph_and_running_lines_are_furniture():
    body = '<w:p><w:r><w:t>Prisen</w:t><w:footnoteReference w:id="2"/><w:t> stiger.</w:t></w:r></w:p>'
    document = read_docx(
        make_docx(
            body,
            footnotes=f'<w:footnote w:id="2">{word_paragraph("Uden moms.")}</w:footnote>',
            header1=word_paragraph("Eksempelby Kommune"),
            footer1=word_paragraph("Side 1"),
        )
    )

    assert shown(document) == ["Prisen[2] stiger.", "", "[2] Uden moms."]
    assert furniture(document) == ["Side 1", "Eksempelby Kommune"]


def test_text_box_is_read_once_though_stored_for_old_and_new_programs():
    box = f"<w:txbxContent>{word_paragraph('I en boks')}</w:txbxContent>"
    body = (
        "<w:p><w:r><w:t>Foran</w:t><mc:AlternateContent>"
        f"<mc:Choice><w:drawing>{box}</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )

    assert shown(read_docx(make_docx(body))) == ["Foran", "", "I en boks"]


def test_tables_of_figures_are_rows_and_tables_of_text_are_paragraphs():
    def row(*cells: str) -> str:
        return "<w:tr>" + "".join(f"<w:tc>{cell}</w:tc>" for cell in cells) + "</w:tr>"

    figures = row(word_paragraph("År"), word_paragraph("Beløb")) + row(
        word_paragraph("2024"), word_paragraph("7")
    )
    layout = row(word_paragraph("Bilag", '<w:outlineLvl w:val="0"/>'), word_paragraph("Kort"))

    document = read_docx(make_docx(f"<w:tbl>{figures}</w:tbl><w:tbl>{layout}</w:tbl>"))

    assert shown(document) == ["År\tBeløb", "2024\t7", "", "# Bilag", "", "Kort"]


def test_contents_rows_and_page_breaks():
    contents = (
        '<w:p><w:pPr><w:pStyle w:val="INDH1"/></w:pPr>'
        "<w:r><w:t>Budget 2025</w:t><w:tab/><w:t>3</w:t></w:r></w:p>"
    )
    body = contents + '<w:p><w:r><w:br w:type="page"/><w:t>Ny side</w:t></w:r></w:p>'
    document = read_docx(make_docx(body, styles=HEADING_STYLE))

    assert [(line.text, line.page) for line in document.lines] == [
        ("Budget 2025.....\t3", 1), ("", 2), ("Ny side", 2),
    ]  # fmt: skip


def test_numbered_parts_are_found_by_their_relationships():
    relations = '<Relationships xmlns="urn:r"><Relationship Type="http://x/{}" Target="{}"/></Relationships>'
    body = word_paragraph("Beslutning", '<w:pStyle w:val="Egen"/>')
    members = {
        "_rels/.rels": relations.format("officeDocument", "word/document2.xml"),
        "word/document2.xml": f'<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>',
        "word/_rels/document2.xml.rels": relations.format("styles", "styles2.xml"),
        "word/styles2.xml": f'<w:styles xmlns:w="{WORD}">{HEADING_STYLE}</w:styles>',
    }

    assert shown(read_docx(make_zip(members))) == ["# Beslutning"]
