import io
import struct
import zipfile

import pytest

from apps.ingest import archives
from apps.ingest.archives import RefusedArchive, is_archive, read_members
from tests.ingest.documents import make_zip
from tests.ingest.readers.office_files import make_docx, make_odt


def read(tmp_path, content):
    path = tmp_path / "filer.zip"
    path.write_bytes(content)
    return [(member.name, member.content, member.refusal) for member in read_members(path)]


def zip_with(info, content=b"x"):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(info, content)
    return buffer.getvalue()


def test_members_come_in_order_without_hidden_ones(tmp_path):
    content = make_zip({"b/ø.txt": b"2", "a.txt": b"1", ".skjult": b"?", "__MACOSX/a.txt": b"?", "b/": b""})

    assert read(tmp_path, content) == [("a.txt", b"1", ""), ("b/ø.txt", b"2", "")]


@pytest.mark.parametrize("name", ["../ud.txt", "/etc/passwd", "a/../../b.txt", "C:/ud.txt", "..\\ud.txt"])
def test_name_that_points_out_is_refused_and_the_others_come(tmp_path, name):
    members = read(tmp_path, make_zip({name: b"x", "zz.txt": b"god"}))

    assert [(content, refusal) for _, content, refusal in members] == [
        (None, "Filens navn peger ud af ZIP-filen."),
        (b"god", ""),
    ]


def test_symbolic_link_is_refused(tmp_path):
    info = zipfile.ZipInfo("henvisning.txt")
    info.external_attr = 0o120777 << 16

    [(_, content, refusal)] = read(tmp_path, zip_with(info, b"/etc/passwd"))

    assert (content, refusal) == (None, "Det er en henvisning eller en enhed, ikke en fil.")


@pytest.mark.parametrize("name", ["inde.zip", "forklædt.txt"])
def test_zip_in_a_zip_is_refused(tmp_path, name):
    [(_, content, refusal)] = read(tmp_path, make_zip({name: make_zip({"a.txt": b"x"})}))

    assert (content, refusal) == (None, "Det er en ZIP-fil inde i en ZIP-fil. Pak den ud først.")


def test_encrypted_member_is_refused(tmp_path):
    content = bytearray(make_zip({"a.txt": b"x"}))
    content[6] |= 1
    content[content.index(b"PK\x01\x02") + 8] |= 1

    [(_, member, refusal)] = read(tmp_path, bytes(content))

    assert (member, refusal) == (None, "Filen er beskyttet med adgangskode.")


def test_damaged_member_is_refused_and_the_others_come(tmp_path):
    content = make_zip({"a.txt": b"AAAA", "b.txt": b"BBBB"}, zipfile.ZIP_STORED).replace(b"AAAA", b"AAAX")

    assert read(tmp_path, content) == [
        ("a.txt", None, "Filen er beskadiget inde i ZIP-filen."),
        ("b.txt", b"BBBB", ""),
    ]


def test_too_many_entries_are_refused(tmp_path):
    with pytest.raises(RefusedArchive, match="mere end 1000 filer"):
        read(tmp_path, make_zip({f"{number}.txt": b"" for number in range(1001)}))


def test_bomb_is_refused_by_its_ratio(tmp_path):
    with pytest.raises(RefusedArchive, match="unaturligt hårdt"):
        read(tmp_path, make_zip({"nuller.txt": bytes(20 * 1024 * 1024)}))


def test_total_is_bounded(tmp_path, monkeypatch):
    monkeypatch.setattr(archives, "MAX_TOTAL_BYTES", 5)

    with pytest.raises(RefusedArchive, match="når den er pakket ud"):
        read(tmp_path, make_zip({"a.txt": b"123", "b.txt": b"456"}))


def test_overlapping_entries_are_refused(tmp_path):
    content = make_zip({"a.txt": b"x" * 1000})
    directory = content.index(b"PK\x01\x02")
    end = content.index(b"PK\x05\x06")
    entries = b"".join(
        content[directory:end].replace(b"a.txt", name) for name in (b"a.txt", b"b.txt", b"c.txt")
    )
    tail = bytearray(content[end:])
    struct.pack_into("<HHI", tail, 8, 3, 3, len(entries))

    with pytest.raises(RefusedArchive, match="overlapper"):
        read(tmp_path, content[:directory] + entries + bytes(tail))


def test_file_that_is_no_zip_is_refused(tmp_path):
    with pytest.raises(RefusedArchive, match="beskadiget"):
        read(tmp_path, b"PK\x03\x04 ikke rigtigt")


@pytest.mark.parametrize("encoding", ["cp850", "cp865", "cp1252", "utf-8"])
def test_name_in_the_letters_of_any_program_is_read_as_danish(tmp_path, encoding):
    name = "Å-møde æ".encode(encoding)
    content = make_zip({"n" * len(name): b"1"}).replace(b"n" * len(name), name)

    assert read(tmp_path, content) == [("Å-møde æ", b"1", "")]


@pytest.mark.parametrize(
    ("name", "content", "is_zip"),
    [
        ("uden-efternavn", make_zip({"a.txt": b"1"}), True),
        ("referat.docx", make_docx(""), False),
        ("referat.zip", make_odt(""), False),
        ("afbrudt.zip", b"PK\x03\x04", True),
        ("afbrudt.docx", b"PK\x03\x04", False),
        ("tekst.zip", b"Referat", False),
    ],
)
def test_zip_is_told_by_its_content(tmp_path, name, content, is_zip):
    path = tmp_path / "fil"
    path.write_bytes(content)

    assert is_archive(path, name) is is_zip
