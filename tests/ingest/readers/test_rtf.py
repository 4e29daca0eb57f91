"""RTF: letters in old code pages, headings, tables, and what must stay out."""

from apps.ingest.readers.rtf import read_rtf

from .showing import furniture, notes, shown

STYLES = rb"{\stylesheet{\s0 Normal;}{\s1\outlinelevel0 heading 1;}}"


def rtf(body: bytes) -> bytes:
    return rb"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0\fcharset0 Arial;}}" + STYLES + body + b"}"


def test_letters_of_every_spelling():
    body = rb"\'d8konomi, \u198\'c6r\u248?, {\uc0\u230}\~b\par S\_b\-c\emdash d\par \u55357?\u56832?"

    assert shown(read_rtf(rtf(body))) == ["Økonomi, Ærø, æ b", "", "S-bc—d", "", "😀"]


def test_headings_bold_paragraphs_and_list_labels():
    body = (
        rb"\pard\s1 Punkt 1\par\pard\plain{\b Beslutning}\par "
        rb"{\listtext\'b7\tab}at et\par{\listtext 2.\tab}at to\par"
        rb"\pard Linje\line ny linje\par"
    )

    assert shown(read_rtf(rtf(body))) == [
        "# Punkt 1", "", "# Beslutning", "", "- at et", "2. at to", "", "Linje", "ny linje",
    ]  # fmt: skip


def test_tables_footnotes_and_running_lines():
    body = (
        rb"{\header Eksempelby Kommune\par}\trowd\pard\intbl \'c5r\cell Bel\'f8b\cell\row"
        rb"\trowd\pard\intbl 2024\cell 7\cell\row"
        rb"\pard Pris{\footnote Uden moms.}\par"
    )
    document = read_rtf(rtf(body))

    assert shown(document) == ["År\tBeløb", "2024\t7", "", "Pris", "", "Uden moms."]
    assert furniture(document) == ["Eksempelby Kommune"]


def test_deleted_hidden_and_ignorable_text_stays_out():
    body = rb"Ja{\deleted nej}{\v skjult}{\*\ukendt mere}{\pict 00ff}{\*\annotation bem}\par"
    document = read_rtf(rtf(body))

    assert shown(document) == ["Ja"]
    assert notes(document) == ["tracked_changes", "hidden_text"]


def test_binary_data_with_braces_is_skipped_by_its_length():
    assert shown(read_rtf(rtf(rb"F\'f8r{\pict\bin4 }{}\ }efter\par"))) == ["Førefter"]
