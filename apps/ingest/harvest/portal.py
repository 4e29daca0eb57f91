"""A FirstAgenda Publication portal: rules for robots, anonymous session, list of meetings, each meeting."""

import datetime
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.robotparser import RobotFileParser

from apps.ingest.errors import DocumentError
from apps.ingest.harvest.client import MEGABYTE, PortalClient, Response, Validators
from apps.ingest.harvest.failures import PortalClosed, UnexpectedAnswer
from apps.ingest.structured.html_fields import plain
from apps.ingest.structured.json_safe import JsonObject, object_in, objects_in, parse_json_object, string_in
from apps.ingest.structured.moments import read_moment

ROBOT_NAME = "minutes-archive"
_HOME = "/"
_SESSION = "/Home/AnonymousAuthentication?callback=%2F"
_LIST = "/api/agenda/udvalgsliste"
_MEETING = "/api/agenda/dagsorden/"
_ATTACHMENT = "/Vis/Pdf/bilag/"
_ID = re.compile(r"[0-9A-Za-z-]{1,64}")
_NO_ID = re.compile(r"[0-]*")
_LIST_FIELDS = (
    "Navn",
    "Dato",
    "MeetingBeginUtc",
    "Sted",
    "ReleasedDate",
    "Afsluttet",
    "IsSupplementaryAgenda",
)
_REFUSED = (401, 403)


@dataclass(frozen=True, slots=True)
class PortalMeeting:
    """A line of the portal's list. `fingerprint` changes when anything in the line does."""

    portal_id: str
    committee: str
    kind: str
    held_on: datetime.date | None
    fingerprint: str

    @property
    def title(self) -> str:
        """`Økonomiudvalget, 04-05-2026, Referat`."""
        day = f"{self.held_on:%d-%m-%Y}" if self.held_on else "uden dato"
        return ", ".join(part for part in (self.committee, day, self.kind) if part)


class Portal:
    """The portal's interface, spoken by one client. `open` comes first."""

    def __init__(self, client: PortalClient) -> None:
        self._client = client
        self._rules = RobotFileParser()

    def open(self) -> None:
        """Reads the rules for robots and gets the anonymous session; raises HarvestFailure."""
        response = self._client.follow("/robots.txt", limit=MEGABYTE)
        self._rules.parse(response.body.decode("utf-8", "replace").splitlines())
        delay = self._rules.crawl_delay(ROBOT_NAME)
        self._client.pause = max(self._client.pause, float(delay or 0))
        for path in (_HOME, _LIST, _MEETING):
            self._check_rules(path)
        self._client.follow(_HOME, limit=10 * MEGABYTE)

    def list_meetings(self) -> tuple[PortalMeeting, ...]:
        """Every meeting that the portal lists, each once, the newest first."""
        response = self._ask(_LIST, limit=50 * MEGABYTE)
        if response.status != 200:
            raise PortalClosed(f"Portalen gav ikke sin liste over møder (svar {response.status}).")
        try:
            tree = parse_json_object(response.body)
        except DocumentError:
            raise PortalClosed("Portalens liste over møder er ikke til at læse.") from None
        if not isinstance(tree.get("Udvalg"), dict):
            raise PortalClosed("Portalens liste over møder er ikke til at læse.")
        meetings = {meeting.portal_id: meeting for meeting in _meetings(tree)}
        return tuple(
            sorted(meetings.values(), key=lambda found: found.held_on or datetime.date.min, reverse=True)
        )

    def fetch_meeting(self, portal_id: str, validators: Validators) -> Response:
        """The meeting's JSON (200), or 304 when it is the one we hold; raises HarvestFailure for all else."""
        response = self._ask(_MEETING + portal_id, limit=50 * MEGABYTE, validators=validators)
        if response.status not in (200, 304):
            raise UnexpectedAnswer(f"Portalen gav ikke mødet (svar {response.status}).")
        if response.status == 200 and b'"Dagsordenpunkter"' not in response.body:
            raise UnexpectedAnswer("Portalen svarede med noget andet end mødet.")
        return response

    def fetch_attachment(self, portal_id: str) -> bytes:
        """The PDF of an attachment; raises HarvestFailure."""
        self._check_rules(_ATTACHMENT)
        response = self._ask(_ATTACHMENT + portal_id, limit=100 * MEGABYTE)
        if response.status != 200 or not response.body.startswith(b"%PDF-"):
            raise UnexpectedAnswer("Portalen gav ikke bilaget som PDF.")
        return response.body

    def _ask(self, path: str, *, limit: int, validators: Validators | None = None) -> Response:
        """An answer of the interface. A redirect means that the session is missing or over."""
        response = self._client.get(path, limit=limit, validators=validators)
        if response.is_redirect:
            self._client.follow(_SESSION, limit=10 * MEGABYTE)
            response = self._client.get(path, limit=limit, validators=validators)
        if response.is_redirect or response.status in _REFUSED:
            raise PortalClosed("Portalen kræver, at man logger på.")
        return response

    def _check_rules(self, path: str) -> None:
        if not self._rules.can_fetch(ROBOT_NAME, path):
            raise PortalClosed("Portalen beder robotter blive væk (robots.txt). Aftal adgang med kommunen.")


def is_portal_id(text: str) -> bool:
    """Whether `text` may stand in an address: ids are GUIDs or numbers, and all zeros is none."""
    return bool(_ID.fullmatch(text)) and not _NO_ID.fullmatch(text)


def _meetings(tree: JsonObject) -> Iterator[PortalMeeting]:
    periods = object_in(tree, "Udvalg")
    for period in periods:
        for committee in objects_in(periods, period):
            name = plain(string_in(committee, "Navn"))
            for meeting in objects_in(committee, "Moeder"):
                if is_portal_id(string_in(meeting, "Id")):
                    yield _meeting(meeting, name)


def _meeting(meeting: JsonObject, committee: str) -> PortalMeeting:
    told = "\n".join([committee, *(f"{meeting.get(name)}" for name in _LIST_FIELDS)])
    moment = read_moment(string_in(meeting, "Dato"))
    if moment.date is None:
        moment = read_moment(string_in(meeting, "MeetingBeginUtc"), is_utc=True)
    return PortalMeeting(
        portal_id=string_in(meeting, "Id"),
        committee=committee,
        kind=plain(string_in(meeting, "Navn")),
        held_on=datetime.date.fromisoformat(moment.date) if moment.date else None,
        fingerprint=hashlib.sha256(told.encode("utf-8", "replace")).hexdigest(),
    )
