"""Polite requests to one portal: one at a time, pauses, retries that grow apart, limits on every answer."""

import http.client
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC
from email.utils import parsedate_to_datetime
from http.cookies import CookieError, SimpleCookie
from urllib.parse import quote, urljoin, urlsplit

from apps.ingest.harvest.connection import Origin, open_connection
from apps.ingest.harvest.failures import PortalClosed, PortalUnavailable, RefusedRedirect, TooLargeAnswer

MEGABYTE = 1024 * 1024
_TRIES = 4
_FIRST_WAIT_SECONDS = 2.0
_LONGEST_WAIT_SECONDS = 300.0
_ANSWER_SECONDS = 180.0
_REDIRECTS = 5
_BUSY = (429, 500, 502, 503, 504)
_MOVED = (301, 302, 303, 307, 308)
_ADDRESS_CHARACTERS = "/?%:@!$&'()*+,;=~-._[]"
_CHUNK_BYTES = 64 * 1024


@dataclass(frozen=True, slots=True)
class Response:
    """`headers` have lower-case names; of a repeated one the first counts."""

    status: int
    headers: dict[str, str]
    body: bytes = b""

    @property
    def is_redirect(self) -> bool:
        return self.status in _MOVED


@dataclass(frozen=True, slots=True)
class Validators:
    """What makes a request conditional: what the portal said of the answer we hold."""

    etag: str = ""
    last_modified: str = ""

    def headers(self) -> dict[str, str]:
        named = (("If-None-Match", self.etag), ("If-Modified-Since", self.last_modified))
        return {name: value for name, value in named if value}


class PortalClient:
    """All requests of one run. `pause` is the least number of seconds between two of them."""

    def __init__(
        self,
        origin: Origin,
        user_agent: str,
        *,
        pause: float = 1.0,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.origin = origin
        self.user_agent = user_agent
        self.pause = pause
        self._sleep = sleep
        self._cookies: dict[str, str] = {}
        self._last_request_at: float | None = None

    def get(self, path: str, *, limit: int, validators: Validators | None = None) -> Response:
        """The answer to one address, redirects included as they are.

        A busy or broken portal is asked again, later each time. Raises HarvestFailure.
        """
        for attempt in range(_TRIES):
            try:
                response = self._request(path, limit, validators or Validators())
            except (OSError, http.client.HTTPException):
                response = Response(0, {})
            if response.status and response.status not in _BUSY:
                return response
            if attempt + 1 < _TRIES:
                self._sleep(_wait_seconds(response, attempt))
        what = f"svarede {response.status}" if response.status else "svarede ikke"
        raise PortalUnavailable(f"Portalen {what}, selv om den blev spurgt {_TRIES} gange.")

    def follow(self, path: str, *, limit: int) -> Response:
        """Like `get`, through redirects within the portal; raises RefusedRedirect for any other."""
        for _ in range(_REDIRECTS):
            response = self.get(path, limit=limit)
            if not response.is_redirect:
                return response
            path = self._own_path(path, response.headers.get("location", ""))
        raise RefusedRedirect("Portalen sender os rundt i ring.")

    def _own_path(self, path: str, location: str) -> str:
        try:
            target = urlsplit(urljoin(self.origin.address + path, location))
        except ValueError:
            raise RefusedRedirect("Portalen viser videre til en ugyldig adresse.") from None
        if f"{target.scheme}://{target.netloc}".lower() != self.origin.address:
            raise RefusedRedirect("Portalen viser videre til en anden vært. Den følger vi ikke.")
        path = target.path + (f"?{target.query}" if target.query else "")
        return quote(path or "/", safe=_ADDRESS_CHARACTERS)

    def _request(self, path: str, limit: int, validators: Validators) -> Response:
        self._keep_pause()
        connection = open_connection(self.origin)
        try:
            connection.request("GET", path, headers=self._headers() | validators.headers())
            answer = connection.getresponse()
            self._remember_cookies(answer)
            headers = {name.lower(): value for name, value in reversed(answer.getheaders())}
            body = _read_body(answer, limit) if answer.status == http.HTTPStatus.OK else b""
            return Response(answer.status, headers, body)
        finally:
            connection.close()
            self._last_request_at = time.monotonic()

    def _headers(self) -> dict[str, str]:
        """Nothing compressed is asked for: a small answer can't grow in our hands."""
        headers = {"User-Agent": self.user_agent, "Accept-Encoding": "identity", "Connection": "close"}
        if self._cookies:
            headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self._cookies.items())
        return headers

    def _remember_cookies(self, answer: http.client.HTTPResponse) -> None:
        for header in answer.headers.get_all("Set-Cookie", []):
            try:
                cookie = SimpleCookie(header)
            except CookieError:
                continue
            self._cookies.update({name: morsel.coded_value for name, morsel in cookie.items()})

    def _keep_pause(self) -> None:
        if self._last_request_at is not None:
            passed = time.monotonic() - self._last_request_at
            if passed < self.pause:
                self._sleep(self.pause - passed)


def _read_body(answer: http.client.HTTPResponse, limit: int) -> bytes:
    """Counts what arrives, whatever the portal announced, and gives up on an answer that never ends."""
    deadline = time.monotonic() + _ANSWER_SECONDS
    parts: list[bytes] = []
    size = 0
    while chunk := answer.read1(_CHUNK_BYTES):
        size += len(chunk)
        parts.append(chunk)
        if size > limit:
            raise TooLargeAnswer(f"Svaret fylder mere end {limit // MEGABYTE} MB og er ikke hentet.")
        if time.monotonic() > deadline:
            raise TimeoutError
    if answer.length:
        raise http.client.IncompleteRead(b"")
    return b"".join(parts)


def _wait_seconds(response: Response, attempt: int) -> float:
    """What the portal asks for, else twice as long each time; raises PortalClosed when that is very long."""
    wait: float = max(_asked_wait(response.headers.get("retry-after", "")), _FIRST_WAIT_SECONDS * 2**attempt)
    if wait > _LONGEST_WAIT_SECONDS:
        raise PortalClosed(f"Portalen beder os vente {wait / 60:.0f} minutter. Prøv igen senere.")
    return wait


def _asked_wait(text: str) -> float:
    if text.strip().isdigit():
        return float(text.strip()[:9])
    try:
        moment = parsedate_to_datetime(text)
    except ValueError:
        return 0.0
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(0.0, moment.timestamp() - time.time())
