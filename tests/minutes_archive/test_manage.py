"""`manage.py` under a Python that has no Django: `-S` leaves installed packages out."""

import shutil
import subprocess
import sys

from django.conf import settings


def run_without_packages(folder):
    return subprocess.run(
        [sys.executable, "-S", "manage.py", "devdb", "--help"], cwd=folder, capture_output=True, text=True
    )


def test_manage_changes_over_to_the_python_of_the_project():
    finished = run_without_packages(settings.BASE_DIR)

    assert finished.returncode == 0, finished.stderr
    assert "start,stop,status,url,reset" in finished.stdout


def test_manage_says_what_to_do_before_set_up(tmp_path):
    shutil.copy(settings.BASE_DIR / "manage.py", tmp_path)

    finished = run_without_packages(tmp_path)

    assert finished.returncode == 1
    assert finished.stderr == "Django er ikke installeret her: kør 'make setup' først.\n"
