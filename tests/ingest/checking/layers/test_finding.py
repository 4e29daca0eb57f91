import pytest

from apps.ingest.checking.cpr import Tier
from apps.ingest.checking.layers.finding import find_layers
from apps.ingest.checking.layers.layer import UNCHECKED, Concern, Layer
from apps.ingest.checking.layers.looking import look_through
from tests.ingest.checking import carriers, catching, pdf_carriers
from tests.ingest.documents import make_document, make_zip
from tests.ingest.records import made_up_cpr_number

NUMBER = made_up_cpr_number()
WORDS = f"{NUMBER[:6]}-{NUMBER[6:]}"


def concerns_of(content):
    return [(one.code, one.place) for one in find_layers(content) if isinstance(one, Concern)]


# `python -m tests.ingest.checking.catching 500` is the long form.
@pytest.mark.parametrize("carry", catching.CARRIERS, ids=lambda carry: carry.__name__)
def test_number_is_found_wherever_it_lies(carry):
    assert catching.find_in(carry("intet")) == {}
    assert catching.find_in(carry(WORDS)) == {NUMBER: Tier.BLOCK}


@pytest.mark.parametrize(
    ("carry", "code"),
    [
        (pdf_carriers.pdf_covered, "covered_text"),
        (pdf_carriers.pdf_white, "white_text"),
        (pdf_carriers.pdf_unseen, "white_text"),
        (pdf_carriers.pdf_note, "annotations"),
        (pdf_carriers.pdf_earlier, "earlier_revision"),
        (carriers.word_embedded, "embedded_files"),
    ],
)
def test_what_is_hidden_is_told(carry, code):
    assert code in [found for found, _ in concerns_of(carry("Fortroligt om borgeren"))]


def test_shading_under_text_white_words_on_it_and_a_picture_of_the_page_are_no_concern():
    shaded = pdf_carriers.pdf_text("Overskrift").replace(b"BT", b"0 0 1 rg 40 690 200 30 re f 1 g BT", 1)

    assert concerns_of(pdf_carriers.pdf_text("Overskrift")) == []
    assert concerns_of(shaded) == []


def test_file_name_is_a_layer_and_a_file_that_cannot_be_opened_a_concern():
    broken = look_through(b"%PDF-1.4 itu", f"{WORDS}.pdf")

    assert (broken.texts[0], broken.concerns) == (Layer("filnavnet", f"{WORDS}.pdf"), (UNCHECKED,))


def test_looking_through_happens_in_the_sandbox_with_the_same_result():
    found = look_through(pdf_carriers.pdf_note(WORDS), "referat.pdf")

    assert WORDS in "".join(
        layer.text for layer in found.texts if layer.place == "noter og felter på siderne"
    )
    assert [concern.code for concern in found.concerns] == ["annotations"]


def test_archives_inside_archives_end_somewhere():
    content = make_document()
    for _ in range(8):
        content = make_zip({"a.zip": content})

    assert concerns_of(content) == [("unchecked_layers", "filen")]
