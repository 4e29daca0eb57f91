"""Sessions that are over: Django leaves their rows until somebody clears them."""

import time
from importlib import import_module

from django.conf import settings

_EVERY_SECONDS = 24 * 3600


class OldSessions:
    """Cleared at most once a day by a program that runs for long; a restart clears them, too."""

    def __init__(self) -> None:
        self._cleared_at: float | None = None

    def clear_when_due(self) -> None:
        now = time.monotonic()
        if self._cleared_at is None or now - self._cleared_at >= _EVERY_SECONDS:
            import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
            self._cleared_at = now
