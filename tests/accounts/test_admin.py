import pytest

from apps.accounts.models import User
from tests.accounts.conftest import has_second_factor
from tests.factories import make_meeting


@pytest.fixture
def platform(client, people):
    client.force_login(people.platform)
    return client


def test_a_lost_phone_is_answered_by_removing_the_second_factor(platform, people, client):
    chosen = {"action": "remove_second_factor", "_selected_action": [people.approver.pk]}

    platform.post("/admin/accounts/user/", chosen)

    assert not has_second_factor(people.approver)
    assert has_second_factor(people.administrator)
    visitor = client.__class__()
    visitor.force_login(people.approver)
    assert visitor.get("/konto/")["Location"] == "/konto/to-trin/app/"


def test_a_published_meeting_is_shown_and_not_changed(platform):
    meeting = make_meeting(place="Byrådssalen")
    address = f"/admin/archive/meeting/{meeting.pk}/change/"

    page = platform.get(address).content.decode()
    posted = platform.post(address, {"place": "Et andet sted"})

    assert "Byrådssalen" in page
    assert posted.status_code == 403
    meeting.refresh_from_db()
    assert meeting.place == "Byrådssalen"


def test_a_user_is_renamed_and_closed_but_never_given_a_password_or_address(platform, people):
    memberships = {"memberships-TOTAL_FORMS": 0, "memberships-INITIAL_FORMS": 0}
    changes = {"name": "Nyt Navn", "email": "ny@arkiv.dk", "password": "x", "is_superuser": ""}

    platform.post(f"/admin/accounts/user/{people.uploader.pk}/change/", memberships | changes)

    user = User.objects.get(pk=people.uploader.pk)
    assert (user.name, user.is_active, user.email) == ("Nyt Navn", False, people.uploader.email)
    assert user.password == people.uploader.password


@pytest.mark.parametrize("model", ["account/emailaddress", "mfa/authenticator", "auth/group"])
def test_what_would_go_around_the_rules_is_not_there(platform, model):
    assert platform.get(f"/admin/{model}/").status_code == 404
