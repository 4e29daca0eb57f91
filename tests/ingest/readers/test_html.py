"""Web pages: what is text of the minutes, and what belongs to the web site."""

import pytest

from apps.ingest.readers.html import read_html
from apps.ingest.readers.reading import read_document

from .showing import furniture, shown


def page(body: str, head: str = '<meta charset="utf-8">') -> bytes:
    return f"<!doctype html><html><head>{head}<title>Titel</title></head><body>{body}</body></html>".encode()


def test_blocks_become_paragraphs_and_breaks_become_lines():
    document = read_html(
        page("<p>Mødedato: 1. maj<br>Sted: Salen</p><div>God<b>kendt</b>.</div>løs tekst<p> </p>")
    )

    assert shown(document) == ["Mødedato: 1. maj", "Sted: Salen", "", "Godkendt.", "", "løs tekst"]


def test_headings_and_paragraphs_in_bold_are_marked():
    document = read_html(page("<h2>Punkt 1</h2><p><strong>Beslutning</strong></p><p><b>Nej</b> tak</p>"))

    assert shown(document) == ["# Punkt 1", "", "# Beslutning", "", "Nej tak"]


def test_lists_keep_their_numbers():
    document = read_html(
        page("<ul><li>at et<li>at to<ul><li>under</ul></ul><ol start=3><li>tre<li>fire<p>mere</ol>")
    )

    assert shown(document) == ["- at et", "- at to", "- under", "", "3. tre", "4. fire", "mere"]


def test_table_rows_keep_columns_under_merged_cells():
    document = read_html(
        page("<table><tr><th>A<th>B<th>C<tr><td colspan=2>x<td>1<br>2<tr><td><td>y<td></table>")
    )

    assert shown(document) == ["A\tB\tC", "x\t\t1 2", "\ty"]


def test_table_that_arranges_the_page_is_read_as_text():
    document = read_html(page("<table><tr><td><h3>Bilag</h3><ul><li>Kort</ul><td>Side</table>"))

    assert shown(document) == ["# Bilag", "", "- Kort", "", "Side"]


def test_scripts_styles_and_comments_say_nothing():
    document = read_html(
        page("<p>Ja<script>alert(1)</script><style>p{}</style><!-- skjult --></p><template>nej</template>")
    )

    assert shown(document) == ["Ja"]


def test_menus_banners_and_footers_are_furniture():
    menu = "<div><a href=/>Forside</a> <a href=/borger>Borger</a> <a href=/politik>Politik</a></div>"
    document = read_html(
        page(f"{menu}<div id=cookiebox>Vi bruger cookies</div><p>Referat</p><footer>Rådhuset</footer>")
    )

    assert shown(document) == ["Referat"]
    assert furniture(document) == ["Forside Borger Politik", "Vi bruger cookies", "Rådhuset"]


def test_list_of_links_to_attachments_is_no_menu():
    links = "".join(f"<li><a href=/fil/{name}.pdf>{name}</a>" for name in ("Kort", "Budget", "Svar"))
    document = read_html(page(f"<p>Bilag</p><ul>{links}</ul>"))

    assert shown(document) == ["Bilag", "", "- Kort", "- Budget", "- Svar"]


def test_text_outside_main_element_is_furniture_but_the_title_stays():
    document = read_html(
        page("<h1>Byrådet</h1><p>Log ind</p><main><p>Sagen udsættes til næste møde.</p></main>")
    )

    assert shown(document) == ["# Byrådet", "", "Sagen udsættes til næste møde."]
    assert furniture(document) == ["Log ind"]


@pytest.mark.parametrize(
    ("head", "encoding"),
    [
        ("<meta charset=iso-8859-1>", "cp1252"),
        ("<meta http-equiv=Content-Type content='text/html; charset=windows-1252'>", "cp1252"),
        ("<meta charset=utf-8>", "utf-8"),
        ("<meta charset=utf-8>", "cp1252"),
        ("", "cp1252"),
        ("", "utf-8"),
        ("", "utf-16"),
        ("<meta charset=findes-ikke>", "utf-8"),
    ],
)
def test_encoding_is_found_even_when_the_page_states_it_wrongly(head, encoding):
    content = page("<p>Børne- og Ældreudvalget på Ærø</p>", head).decode().encode(encoding)

    assert shown(read_html(content)) == ["Børne- og Ældreudvalget på Ærø"]


def test_page_saved_as_one_file_is_read():
    content = (
        b"From: <Saved by Browser>\r\nSubject: Referat\r\nMIME-Version: 1.0\r\n"
        b'Content-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="skel"\r\n\r\n'
        b"--skel\r\nContent-Type: text/css\r\n\r\np {}\r\n"
        b"--skel\r\nContent-Type: text/html; charset=utf-8\r\n"
        b"Content-Transfer-Encoding: quoted-printable\r\n\r\n"
        b"<html><body><p>Referat fra =C3=86r=\r\n=C3=B8sted</p></body></html>\r\n--skel--\r\n"
    )

    assert shown(read_document(content)) == ["Referat fra Ærøsted"]
