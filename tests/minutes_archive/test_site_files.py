from datetime import UTC, datetime, timedelta

import pytest
from lxml import etree
from PIL import Image

from minutes_archive.settings import BASE_DIR


@pytest.fixture
def site(settings):
    settings.SITE_URL = "https://arkiv.eksempel.dk"
    return settings.SITE_URL


def test_robots_may_read_pages_but_not_walk_through_searches_or_staff_pages(client, site):
    response = client.get("/robots.txt")

    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert response.content.decode().splitlines() == [
        "User-agent: *",
        "Disallow: /soeg/?",
        "Disallow: /konto/",
        "Disallow: /admin/",
        "Disallow: /indlaes/",
        "Allow: /",
        "",
        f"Sitemap: {site}/sitemap.xml",
    ]


def test_security_contact_is_told_and_expires_within_a_year(client, site, settings):
    settings.SECURITY_CONTACT = "sikkerhed@eksempel.dk"
    response = client.get("/.well-known/security.txt")
    fields = dict(line.split(": ", 1) for line in response.content.decode().splitlines())
    expires_at = datetime.fromisoformat(fields.pop("Expires"))

    assert fields == {
        "Contact": "mailto:sikkerhed@eksempel.dk",
        "Preferred-Languages": "da, en",
        "Canonical": f"{site}/.well-known/security.txt",
    }
    assert timedelta(days=170) < expires_at - datetime.now(UTC) < timedelta(days=365)


@pytest.mark.parametrize(("contact", "status"), [("", 404), ("https://eksempel.dk/sikkerhed", 200)])
def test_security_contact_may_be_an_address_or_missing(client, settings, contact, status, db):
    settings.SECURITY_CONTACT = contact
    response = client.get("/.well-known/security.txt")

    assert response.status_code == status
    assert (f"Contact: {contact}\n" in response.content.decode()) is bool(contact)


def test_accessibility_statement_is_where_the_owner_publishes_it_or_says_that_it_is_missing(client, settings):
    missing = client.get("/was")
    settings.WAS_URL = "https://eksempel.dk/was"
    published = client.get("/was")

    assert missing.status_code == 200
    assert "er ikke offentliggjort endnu" in missing.content.decode()
    assert (published.status_code, published["Location"]) == (302, "https://eksempel.dk/was")
    assert '<a href="/was">Tilgængelighedserklæring</a>' in client.get("/privatliv/").content.decode()


def test_manifest_names_icons_of_the_sizes_it_says(client):
    response = client.get("/site.webmanifest")
    manifest = response.json()

    assert response["Content-Type"] == "application/manifest+json"
    assert (manifest["name"], manifest["lang"]) == ("Referatarkivet", "da")
    for icon in manifest["icons"]:
        with Image.open(BASE_DIR / icon["src"].lstrip("/")) as image:
            assert icon["sizes"] == f"{image.width}x{image.height}"


def test_browsers_are_told_how_to_search(client, site):
    response = client.get("/opensearch.xml")
    tree = etree.fromstring(response.content)
    urls = {row.get("type"): row.get("template") for row in tree.iterfind("{*}Url")}

    assert response["Content-Type"] == "application/opensearchdescription+xml; charset=utf-8"
    assert tree.findtext("{*}ShortName") == "Referatarkivet"
    assert urls == {
        "text/html": f"{site}/soeg/?q={{searchTerms}}",
        "application/atom+xml": f"{site}/soeg/feed/?q={{searchTerms}}",
    }


@pytest.mark.parametrize("path", ["/robots.txt", "/opensearch.xml", "/site.webmanifest", "/was"])
def test_site_files_may_be_kept_and_are_only_read(client, path):
    response = client.get(path)

    assert response["Cache-Control"].startswith("public, max-age=")
    assert client.get(path, headers={"If-None-Match": response["ETag"]}).status_code == 304
    assert client.head(path).status_code == 200
    assert client.post(path).status_code == 405
    assert not response.cookies
