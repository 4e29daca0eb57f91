import re

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError

from apps.archive.colours import BLACK, DARK_PAGE, WHITE, contrast, page_style
from tests.archive.pages import Page
from tests.factories import make_case, make_item, make_meeting, municipality


def read_style(colour):
    """The light and the dark colours by name."""
    style = page_style(colour)
    found = re.findall(r"--([\w-]+):#([0-9a-f]{6})", style)
    values = [(name, tuple(bytes.fromhex(value))) for name, value in found]
    return dict(values[:4]), dict(values[4:])


def test_contrast_is_that_of_wcag():
    assert contrast(BLACK, WHITE) == 21
    assert round(contrast((118, 118, 118), WHITE), 2) == 4.54


@pytest.mark.parametrize(
    "colour", ["#000000", "#ffffff", "#ffff00", "#8a1538", "#00a651", "#777777", "#0000ff"]
)
def test_any_colour_becomes_one_that_can_be_read(colour):
    light, dark = read_style(colour)

    assert contrast(light["brand"], WHITE) >= 7
    assert contrast(light["brand"], light["brand-tint"]) >= 4.5
    assert contrast(light["brand-deep"], light["brand-tint"]) >= 4.5
    assert contrast(dark["brand"], DARK_PAGE) >= 7
    assert contrast(dark["brand"], dark["brand-tint"]) >= 4.5


def test_a_colour_deep_enough_is_kept():
    assert read_style("#8a1538")[0]["brand"] == (0x8A, 0x15, 0x38)


@pytest.mark.django_db
def test_pages_of_a_municipality_carry_its_name_and_colour(client):
    meeting = make_meeting()
    item = make_item(meeting, case=make_case())
    call_command("set_colour", "herning", "#8A1538")
    addresses = ["/herning/", "/herning/?aar=2024"]
    addresses += [found.get_absolute_url() for found in (meeting.committee, meeting, item, item.case)]

    for address in [*addresses, meeting.get_absolute_url() + "historik/"]:
        page = Page(client, address)
        assert page.texts(".site-place") == ["Herning Kommune"], address
        assert page.links('link[rel="stylesheet"]')[-1] == "/herning/farver.css?8a1538", address
    style = client.get("/herning/farver.css")
    assert (style.headers["Content-Type"], style.content.decode()) == ("text/css", page_style("#8a1538"))
    assert Page(client, "/").texts(".site-place") == []


@pytest.mark.django_db
def test_municipality_without_a_colour_has_the_archives_own(client):
    page = Page(client, make_meeting().get_absolute_url())

    assert [link for link in page.links("link") if link and "farver" in link] == []
    assert client.get("/herning/farver.css").status_code == 404
    call_command("set_colour", "herning", "#00a651")
    call_command("set_colour", "herning", "")
    assert client.get("/herning/farver.css").status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("slug", "colour"), [("herning", "red"), ("herning", "#fff"), ("atlantis", "#8a1538")]
)
def test_colour_that_is_none_is_refused(slug, colour):
    with pytest.raises(CommandError):
        call_command("set_colour", slug, colour)


@pytest.mark.django_db
def test_database_keeps_nothing_but_colours():
    place = municipality()
    place.colour = "}*{x"
    with pytest.raises(IntegrityError, match="municipality_colour_is_a_colour"):
        place.save()
