"""The door for gunicorn. Unlike `manage.py`, it takes production for granted."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "minutes_archive.settings")
os.environ.setdefault("ENVIRONMENT", "production")

application = get_wsgi_application()
