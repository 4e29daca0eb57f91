"""OpenDocument files: what the program shows becomes text, what it hides or deletes does not."""

from apps.ingest.readers.odt import read_odt

from .office_files import make_odt
from .showing import furniture, notes, shown

STYLES = (
    '<style:style style:name="Fed"><style:text-properties fo:font-weight="bold"/></style:style>'
    '<style:style style:name="Skjult"><style:text-properties text:display="none"/></style:style>'
    '<text:list-style style:name="L"><text:list-level-style-number text:level="1" style:num-format="1"'
    ' style:num-suffix="." text:start-value="2"/>'
    '<text:list-level-style-bullet text:level="2"/></text:list-style>'
)


def test_headings_lists_and_spaces():
    body = (
        '<text:h text:outline-level="1">Punkt 1</text:h><text:p text:style-name="Fed">Beslutning</text:p>'
        '<text:list text:style-name="L"><text:list-item><text:p>to</text:p>'
        "<text:list><text:list-item><text:p>under</text:p></text:list-item></text:list></text:list-item>"
        "<text:list-item><text:p>tre</text:p></text:list-item></text:list>"
        '<text:p>a<text:s text:c="3"/>b<text:line-break/>c</text:p>'
    )

    assert shown(read_odt(make_odt(body, STYLES))) == [
        "# Punkt 1", "", "# Beslutning", "", "2. to", "- under", "3. tre", "", "a b", "c",
    ]  # fmt: skip


def test_deleted_and_hidden_text_and_comments_stay_out():
    body = (
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>slettet</text:p></text:deletion>"
        "</text:changed-region></text:tracked-changes>"
        '<text:p>Synligt<text:span text:style-name="Skjult">hemmeligt</text:span>'
        "<office:annotation><text:p>kommentar</text:p></office:annotation>.</text:p>"
    )
    document = read_odt(make_odt(body, STYLES))

    assert shown(document) == ["Synligt."]
    assert notes(document) == ["tracked_changes", "hidden_text"]


def test_repeated_cells_notes_and_running_lines():
    body = (
        "<table:table><table:table-row><table:table-cell><text:p>x</text:p></table:table-cell>"
        '<table:table-cell table:number-columns-repeated="2"><text:p/></table:table-cell>'
        "<table:table-cell><text:p>y</text:p></table:table-cell></table:table-row></table:table>"
        "<text:p>Pris<text:note><text:note-citation>1</text:note-citation><text:note-body>"
        "<text:p>Uden moms.</text:p></text:note-body></text:note></text:p>"
    )
    document = read_odt(
        make_odt(body, STYLES, "<style:header><text:p>Eksempelby Kommune</text:p></style:header>")
    )

    assert shown(document) == ["x\t\t\ty", "", "Pris[1]", "", "[1] Uden moms."]
    assert furniture(document) == ["Eksempelby Kommune"]
