import pytest

from apps.archive.models import Attachment, Meeting, Withdrawal
from apps.archive.originals import keep_original, original_path
from tests.archive.pages import Page
from tests.factories import make_committee, make_item, make_meeting, municipality

pytestmark = pytest.mark.django_db
CONTENT = b"%PDF-1.4 kort"


def attach(content=CONTENT, **fields):
    """An attachment at position 2 of item 3, beside one whose file we do not hold."""
    committee = make_committee(municipality=municipality("Eksempelby"))
    item = make_item(make_meeting(committee=committee), number="3", slug="3")
    Attachment.objects.create(item=item, position=1, title="Uden fil")
    defaults = {
        "sha256": keep_original(content),
        "byte_count": len(content),
        "media_type": "application/pdf",
        "title": "Kort",
    }
    return Attachment.objects.create(item=item, position=2, **defaults | fields)


def ask(client, url, **headers):
    """The answer, read to its end."""
    response = client.get(url, headers=headers)
    response.body = b"".join(response) if response.streaming else response.content
    return response


def test_file_is_streamed_under_a_name_and_type_of_ours(client):
    found = attach()

    response = ask(client, found.get_absolute_url())

    assert found.get_absolute_url() == "/eksempelby/teknik-og-miljoeudvalget/2024-02-07/punkt-3/bilag/2/"
    assert (response.streaming, response.body) == (True, CONTENT)
    assert {name: response[name] for name in ("Content-Type", "Content-Length", "ETag")} == {
        "Content-Type": "application/pdf",
        "Content-Length": str(len(CONTENT)),
        "ETag": f'"{found.sha256}"',
    }
    assert response["Content-Disposition"] == (
        'attachment; filename="eksempelby-teknik-og-miljoeudvalget-2024-02-07-punkt-3-bilag-2.pdf"'
    )
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert ask(client, found.get_absolute_url(), **{"If-None-Match": response["ETag"]}).status_code == 304


@pytest.mark.parametrize(("encoding", "charset"), [("utf-8", "utf-8"), ("cp1252", "windows-1252")])
def test_plain_text_opens_in_the_browser_in_its_own_letters(client, encoding, charset):
    found = attach("Æblehaven".encode(encoding), media_type="text/plain")

    response = ask(client, found.get_absolute_url())

    assert response["Content-Type"] == f"text/plain; charset={charset}"
    assert response["Content-Disposition"].startswith("inline;")


@pytest.mark.parametrize("position", [0, 1, 3, 99])
def test_attachment_without_a_file_does_not_exist(client, position):
    url = attach().get_absolute_url()

    assert ask(client, f"{url.removesuffix('2/')}{position}/").status_code == 404


def test_file_that_is_lost_or_cut_or_of_a_draft_does_not_exist(client):
    found = attach()
    url = found.get_absolute_url()
    states = [ask(client, url).status_code]

    original_path(found.sha256).chmod(0o644)
    original_path(found.sha256).write_bytes(CONTENT[:-1])
    states.append(ask(client, url).status_code)
    original_path(found.sha256).unlink()
    states.append(ask(client, url).status_code)
    keep_original(CONTENT)
    Meeting.objects.update(state=Meeting.State.DRAFT)
    states.append(ask(client, url).status_code)

    assert states == [200, 404, 404, 404]


def test_withdrawn_attachment_says_so_and_the_others_stay(client, django_user_model):
    found = attach()
    url = found.get_absolute_url()
    item = found.item
    item.attachments.filter(position=1).delete()
    Withdrawal.objects.create(
        meeting=item.meeting,
        item_slug="3",
        item_number="3",
        attachment_key="0" * 64,
        kind=Withdrawal.Kind.PERSONAL,
        note="Navn",
        withdrawn_by=django_user_model.objects.create_user("a@eksempelby.dk", None, name="A"),
    )

    gone = ask(client, url.replace("bilag/2/", "bilag/1/"))

    assert (gone.status_code, "personoplysninger" in gone.content.decode()) == (410, True)
    assert [ask(client, url.replace("/2/", f"/{number}/")).status_code for number in (2, 3)] == [200, 404]


def test_item_page_links_to_the_files_that_we_hold(client):
    found = attach()

    page = Page(client, found.item.get_absolute_url())

    assert page.texts("ul.attachments li") == ["Uden fil", f"Kort (PDF, {len(CONTENT)} bytes)"]
    assert [link.attributes["href"] for link in page.tree.css("ul.attachments a")] == [
        found.get_absolute_url()
    ]
    assert page.texts(".attachments-note") == [
        "Bilag uden link ligger hos kommunen; arkivet har deres titler."
    ]
