"""How much may be sent to us, decided before a byte is read: nobody fills the disk with a form."""

from typing import IO, Any

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile, TemporaryFileUploadHandler
from django.http import HttpRequest, QueryDict
from django.utils.datastructures import MultiValueDict

MAX_REQUEST_BYTES = 500 * 1024 * 1024
_WITHOUT_ROOM = "ingest.files_without_room"
_PREFIX = "/indlaes/"
# Forms without files stay far below this.
_MAX_ELSEWHERE = 1024 * 1024


class LimitUploads(FileUploadHandler):
    """Files are for the desk and whoever is signed in there, and for them within `MAX_REQUEST_BYTES`."""

    def handle_raw_input(
        self,
        input_data: IO[bytes],
        META: dict[str, str],  # noqa: N803 - Django's name
        content_length: int,
        boundary: str,
        encoding: str | None = None,
    ) -> tuple[QueryDict, MultiValueDict[str, Any]] | None:
        """Raises RequestDataTooBig; `Any` is what Django says files are."""
        request = self.request
        is_desk = request is not None and request.path.startswith(_PREFIX) and request.user.is_authenticated
        if content_length > (MAX_REQUEST_BYTES if is_desk else _MAX_ELSEWHERE):
            raise RequestDataTooBig("More than may be sent here.")
        return None

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None


class StoreOnDisk(TemporaryFileUploadHandler):
    """A file for which the disk has no room is left out and named; those beside it are taken."""

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        try:
            super().receive_data_chunk(raw_data, start)
        except OSError:
            self._leave_out()
            raise SkipFile from None

    def file_complete(self, file_size: int) -> UploadedFile | None:  # type: ignore[type-arg] # generic in the stubs only
        try:
            return super().file_complete(file_size)
        except OSError:
            self._leave_out()
            return None

    def _leave_out(self) -> None:
        assert self.request is not None  # noqa: S101 - set before anything is received
        self.request.META.setdefault(_WITHOUT_ROOM, []).append(self.file_name)


def files_without_room(request: HttpRequest) -> list[str]:
    """The names of the files that could not be stored on their way in."""
    names: list[str] = request.META.get(_WITHOUT_ROOM, [])
    return names
