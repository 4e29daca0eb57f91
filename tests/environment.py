"""Loaded by pytest before Django's settings: tests run as on a developer's machine."""

import os

os.environ.setdefault("ENVIRONMENT", "development")
