"""The command that shows what the parser understands."""

import json
import os
import subprocess
import sys
from pathlib import Path

from django.core.management import call_command

from .samples import FOLDER

ROOT = Path(__file__).parents[2]
SAMPLE = FOLDER / "first_agenda" / "own-headings.txt"


def test_records_come_in_the_order_given_and_unreadable_files_keep_their_place(tmp_path, capsys):
    broken = tmp_path / "rød.txt"
    broken.write_bytes(b"")

    call_command("parse_minutes", str(broken), str(SAMPLE), str(tmp_path / "væk.txt"), str(tmp_path))

    output = capsys.readouterr().out
    records = json.loads(output)
    assert "Klima- og Naturudvalget" in output
    assert [record["committee"] for record in records] == [None, "Klima- og Naturudvalget", None, None]
    assert [record["items"] for record in records if not record["date"]] == [[], [], []]
    assert [record["problems"][0]["message"] for record in records if not record["date"]] == [
        "Filen er tom.",
        "Filen findes ikke.",
        "Stien er en mappe, ikke en fil.",
    ]


def test_command_needs_no_database():
    environment = {**os.environ, "DATABASE_URL": "postgres://nobody:x@127.0.0.1:1/nothing"}

    finished = subprocess.run(
        [sys.executable, "manage.py", "parse_minutes", str(SAMPLE)],
        cwd=ROOT, env=environment, capture_output=True, check=False,
    )  # fmt: skip

    assert finished.returncode == 0, finished.stderr
    assert len(json.loads(finished.stdout)[0]["items"]) == 4


def test_lines_tells_the_field_of_every_line(capsys):
    call_command("parse_minutes", "--lines", str(SAMPLE))

    lines = capsys.readouterr().out.splitlines()
    filled = [line for line in SAMPLE.read_text(encoding="utf-8").splitlines() if line.strip()]
    assert len(lines) == len(filled) + 1
    assert not [line for line in lines if " ? " in line]
    assert lines[1].split()[1] == "committee_raw"
    assert lines[-1].split()[1] == "closing_time"
