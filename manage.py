#!/usr/bin/env python3
"""Django's command line. After `make setup` any Python will do: it changes over to the project's own."""

import importlib.util
import os
import sys
from pathlib import Path

OWN_PYTHON = Path(__file__).resolve().parent / ".venv" / "bin" / "python"


def main() -> None:
    if importlib.util.find_spec("django") is None:
        change_to_own_python()
    os.environ.setdefault("ENVIRONMENT", "development")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "minutes_archive.settings")
    # Not at the top of the file: there Django may be missing.
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


def change_to_own_python() -> None:
    """Start again in the virtual environment, or end with what to do when there is none."""
    if not OWN_PYTHON.exists() or Path(sys.prefix) == OWN_PYTHON.parents[1]:
        sys.exit("Django er ikke installeret her: kør 'make setup' først.")
    os.execv(OWN_PYTHON, [str(OWN_PYTHON), *sys.argv])


if __name__ == "__main__":
    main()
