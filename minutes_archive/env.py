"""Reading settings from the environment and `.env`, with our own rule for what production must state."""

from pathlib import Path

from environs import Env

env = Env()
env.read_env(Path(__file__).resolve().parent.parent / ".env", recurse=False)

ENVIRONMENT = env.str("ENVIRONMENT", "production")
IS_DEVELOPMENT = ENVIRONMENT == "development"


def required_in_production(name: str, development_value: str) -> str:
    """The variable `name`; only on a developer's machine may it be left out."""
    return env.str(name, development_value) if IS_DEVELOPMENT else env.str(name)
