"""The development database: a private PostgreSQL of this checkout and user, without Docker or root rights.

`binaries` finds PostgreSQL, `place` decides whose folder the database lives in, `state` remembers port and
password, `cluster` makes the files, and `server` starts and stops.
"""

from minutes_archive.devdb.binaries import DevDatabaseError, Installation, find_installation
from minutes_archive.devdb.place import Place, find_place
from minutes_archive.devdb.server import Running, known_url, reset, running_server, start, stop

__all__ = [
    "DevDatabaseError",
    "Installation",
    "Place",
    "Running",
    "find_installation",
    "find_place",
    "known_url",
    "reset",
    "running_server",
    "start",
    "stop",
]
