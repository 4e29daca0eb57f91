"""What the development database remembers between commands: its port, password, and the data they are for."""

import json
import os
import secrets
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path

from minutes_archive.devdb.place import Place

# The archive itself connects without superuser rights, as it does on a managed PostgreSQL.
ROLE = DATABASE = "minutes"


@dataclass(frozen=True)
class State:
    """What is remembered between commands. `data` gives away a state file copied with its checkout."""

    port: int
    password: str
    data: str

    def url(self, role: str = ROLE, database: str = DATABASE) -> str:
        return f"postgresql://{role}:{self.password}@127.0.0.1:{self.port}/{database}"


def read_state(place: Place) -> State | None:
    if not place.is_private():
        return None
    try:
        state = State(**json.loads(place.state_file.read_text()))
    except (OSError, ValueError, TypeError):
        return None
    return state if Path(state.data).parent == place.folder else None


def write_state(place: Place, state: State) -> None:
    descriptor, name = tempfile.mkstemp(dir=place.folder, prefix="state-")  # readable by its owner only
    with os.fdopen(descriptor, "w") as file:
        json.dump(asdict(state), file)
    os.replace(name, place.state_file)


def read_password(place: Place) -> str:
    """The clusters' password: kept with the state file, even one that was copied along with its checkout."""
    try:
        return str(json.loads(place.state_file.read_text())["password"])
    except (OSError, ValueError, TypeError, KeyError):
        return secrets.token_urlsafe(24)
