"""A portal on this machine that speaks the documented interface, and misbehaves when a test tells it to."""

import datetime
import json
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from django.utils import timezone

from tests.ingest.readers.pdf_files import Printed, make_pdf

ZERO = "00000000-0000-0000-0000-000000000000"
TODAY = timezone.localdate()
DRAWING = make_pdf([[Printed(70, 700, "Tegning af skolen.")]])


def meeting_id(number):
    return f"5f3c0d1e-0000-4000-8000-{number:012d}"


def make_meeting(number, *, decision="Godkendt.", days_ago=10, text="Eksempelby Kommune bygger."):
    """A meeting of its own committee: the line of the list and the JSON of its page come from this."""
    return {
        "number": number,
        "committee": f"Udvalg {'ABCDEFGHIJ'[number % 10]} for Prøver",
        "date": f"{TODAY - datetime.timedelta(days=days_ago)}T14:00:00",
        "released": "2026-01-01T08:00:00",
        "decision": decision,
        "text": text,
    }


class FakePortal:
    """`plan` maps a path to answers given before the ordinary one: (status, headers, body)."""

    def __init__(self):
        self.meetings = {}
        self.plan = {}
        self.requests = []
        self.robots = (404, {}, b"")
        self.needs_cookie = True
        self.session = "en"
        self.has_etags = True

    def add(self, *meetings):
        for meeting in meetings:
            self.meetings[meeting_id(meeting["number"])] = meeting

    def paths(self):
        return [path for path, _ in self.requests]

    def fetched(self):
        """The numbers of the meetings asked for, in order."""
        return [int(path[-12:]) for path in self.paths() if "/dagsorden/" in path]

    def answer(self, path, headers):
        self.requests.append((path, headers))
        if self.plan.get(path):
            planned = self.plan[path].pop(0)
            return planned(self) if callable(planned) else planned
        if path == "/robots.txt":
            return self.robots
        if path == "/":
            return 302, {"Location": "/Home/AnonymousAuthentication?callback=%2F"}, b""
        if path.startswith("/Home/AnonymousAuthentication"):
            return (
                302,
                {"Location": "/forside", "Set-Cookie": f"session={self.session}; Path=/; HttpOnly"},
                b"",
            )
        if path == "/forside":
            return 200, {}, b"<html>Velkommen</html>"
        if self.needs_cookie and f"session={self.session}" not in headers.get("Cookie", ""):
            return 302, {"Location": "/Home/Login"}, b""
        return self.answer_interface(path, headers)

    def answer_interface(self, path, headers):
        if path == "/api/agenda/udvalgsliste":
            return 200, {}, json.dumps({"Udvalg": {"Udvalg 2026-2029": self.list_committees()}}).encode()
        if path.startswith("/Vis/Pdf/bilag/"):
            return 200, {"Content-Type": "application/pdf"}, DRAWING
        meeting = self.meetings.get(path.rpartition("/")[2])
        if not path.startswith("/api/agenda/dagsorden/") or meeting is None:
            return 404, {}, b""
        body = json.dumps(page_of(meeting)).encode()
        etag = f'"{hash(body)}"'
        if self.has_etags and headers.get("If-None-Match") == etag:
            return 304, {"ETag": etag}, b""
        return 200, {"ETag": etag} if self.has_etags else {}, body

    def list_committees(self):
        return [
            {
                "Id": ZERO,
                "Navn": meeting["committee"],
                "Historisk": False,
                "Moeder": [
                    {
                        "Id": portal_id,
                        "Navn": "Referat",
                        "Dato": meeting["date"],
                        "ReleasedDate": meeting["released"],
                        "Afsluttet": True,
                    },
                    {"Id": ZERO, "Navn": None, "Dato": None},
                    {"Id": "../../hemmeligt", "Navn": "Referat", "Dato": meeting["date"]},
                ],
            }
            for portal_id, meeting in self.meetings.items()
        ]


def page_of(meeting):
    number = meeting["number"]
    return meeting.get("noise", {}) | {
        "Id": meeting_id(number),
        "Udvalg": {"Id": ZERO, "Navn": meeting["committee"]},
        "Moede": {"Id": ZERO, "Navn": "Referat", "Dato": meeting["date"], "Sted": "Eksempelby Rådhus"},
        "Dagsordenpunkter": [
            {
                "Punktnummer": "1.",
                "Navn": "En ny skole",
                "IsOpen": True,
                "Felter": [
                    {"Navn": "Sagsfremstilling", "Html": f"<p>{meeting['text']}</p>"},
                    {"Navn": "Beslutning", "Html": f"<p>{meeting['decision']}</p>"},
                ],
                "Bilag": [{"Id": meeting_id(number * 100 + 1), "Navn": "Tegning", "Order": 1}],
            },
            {
                "Punktnummer": "2.",
                "Navn": "Lukket: Grundkøb",
                "IsOpen": False,
                "Felter": [],
                "Bilag": [{"Id": meeting_id(number * 100 + 2), "Navn": "Købsaftale", "Order": 1}],
            },
        ],
    }


@contextmanager
def serve(portal):
    """The address of `portal` as `127.0.0.1:port` while it is served."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self):
            status, headers, body = portal.answer(self.path, dict(self.headers))
            try:
                self.send_response(status)
                for name, value in ({"Content-Length": str(len(body))} | headers).items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)
            except OSError:
                self.close_connection = True

        def log_message(self, *arguments):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield f"127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()
