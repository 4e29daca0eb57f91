"""Compares every kept original with what was received, and says in Danish what is wrong."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from apps.archive.models import Attachment, OriginalsCheck, SourceDocument
from apps.archive.originals import find_fault, kept_files, original_path


class Command(BaseCommand):
    help = "Kontrollerer, at alle originale filer er der og er uændrede."

    def handle(self, *args: Any, **options: Any) -> None:
        # The files are listed before the rows are read: one that arrives meanwhile is not called unexpected.
        files = set(kept_files())
        checked = fault_count = 0
        for sha256, byte_count in _known_originals():
            files.discard(original_path(sha256))
            checked += 1
            if fault := find_fault(sha256, byte_count):
                fault_count += 1
                self.stdout.write(f"{sha256}: {fault}")
        for path in sorted(files):
            self.stdout.write(f"{_shown(path)}: hører ikke til her")
        OriginalsCheck.objects.create(
            original_count=checked, fault_count=fault_count, unexpected_count=len(files)
        )
        self.stdout.write(
            f"{checked} originaler kontrolleret, {fault_count} fejl, {len(files)} uventede filer."
        )
        if fault_count or files:
            raise SystemExit(1)


def _known_originals() -> Iterator[tuple[str, int | None]]:
    """Every original the rows speak of, once; the size is not known for the files of attachments."""
    seen = set()
    sources = SourceDocument.objects.order_by("sha256").values_list("sha256", "byte_count")
    for sha256, byte_count in sources.distinct().iterator():
        seen.add(sha256)
        yield sha256, byte_count
    for sha256 in (
        Attachment.objects.exclude(sha256="").values_list("sha256", flat=True).distinct().iterator()
    ):
        if sha256 not in seen:
            yield sha256, None


def _shown(path: Path) -> str:
    """A name that can't play tricks with the terminal."""
    return str(path).encode("unicode_escape", "backslashreplace").decode("ascii")
