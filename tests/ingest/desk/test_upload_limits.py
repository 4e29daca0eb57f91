import resource

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from apps.archive.models import SourceDocument
from apps.archive.originals import kept_files
from apps.ingest.models import Upload
from tests.ingest.desk.acts import sign_in
from tests.ingest.documents import make_document

_MEGABYTE = 1024**2


@pytest.fixture
def full_disk():
    """No file may grow beyond three megabytes: what a full disk does to whoever writes."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (3 * _MEGABYTE, hard))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.django_db
def test_file_without_room_is_refused_by_name_and_the_ones_beside_it_are_kept(full_disk, people):
    files = [
        SimpleUploadedFile("stor.pdf", b"%PDF" * _MEGABYTE),
        SimpleUploadedFile("referat.txt", make_document()),
    ]

    answer = sign_in(people.uploader).post("/indlaes/eksempelby/laeg-ind/", {"files": files})

    assert (answer.status_code, len(list(kept_files()))) == (302, 1)
    assert SourceDocument.objects.get().file_name == "referat.txt"
    assert list(Upload.objects.order_by("file_name").values_list("file_name", "refusal", "is_waiting")) == [
        ("referat.txt", "", True),
        ("stor.pdf", "Filen kunne ikke gemmes, fordi der mangler plads hos os. Prøv igen senere.", False),
    ]
