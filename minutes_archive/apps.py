"""The project as an installed app: its commands and its start-up checks."""

from django.apps import AppConfig


class MinutesArchiveConfig(AppConfig):
    name = "minutes_archive"

    def ready(self) -> None:
        # Importing registers the checks, and models must be ready for it.
        from minutes_archive import checks  # noqa: F401, PLC0415
