"""`manage.py work`: reads what people hand in, until it is stopped. Any number may run."""

import logging
import os
import signal
import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.db import OperationalError, close_old_connections

from apps.accounts.old_sessions import OldSessions
from apps.ingest.worker import work_once

logger = logging.getLogger(__name__)
_PAUSE_SECONDS = 1.0
_PAUSE_WITHOUT_DATABASE = 5.0


class Command(BaseCommand):
    help = "Læser de dokumenter, som medarbejdere lægger ind. Kører, til den bliver stoppet."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--until-empty", action="store_true", help="Stop, når der ikke er mere at læse.")
        parser.add_argument(
            "--with-parent", action="store_true", help="Stop, når det program, der startede denne, stopper."
        )

    def handle(self, *args: Any, until_empty: bool, with_parent: bool, **options: Any) -> None:
        self._is_stopping = False
        old_sessions, parent = OldSessions(), os.getppid()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._stop)
        while not self._is_stopping and not (with_parent and os.getppid() != parent):
            try:
                did_something = work_once()
            except OperationalError:
                # The database is restarting or away; what was claimed is read again when its lease is over.
                close_old_connections()
                time.sleep(_PAUSE_WITHOUT_DATABASE)
                continue
            except Exception as error:  # noqa: BLE001 - one document must not end the worker of all others
                # The message may quote the document. Its lease runs out, and it is tried again.
                logger.error("A document could not be finished: %s", type(error).__name__)  # noqa: TRY400
                time.sleep(_PAUSE_SECONDS)
                continue
            if not did_something:
                if until_empty:
                    return
                old_sessions.clear_when_due()
                close_old_connections()
                time.sleep(_PAUSE_SECONDS)

    def _stop(self, *_: Any) -> None:
        """After the document at hand."""
        self._is_stopping = True
