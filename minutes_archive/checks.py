"""Start-up checks: settings and databases under which the archive goes wrong are refused, with what to do.

Numbers keep their meaning: E001-E003 the database, E004-W006 the settings, W007-W008 the build.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register  # noqa: A004
from django.db import OperationalError, connections

from minutes_archive.assets import built_versions, locked_version
from minutes_archive.devdb.binaries import SUPPORTED_MAJORS

DEVELOPMENT_KEY_PREFIX = "development-only-"
LOCAL_HOSTS = {"127.0.0.1", "localhost", "[::1]", "testserver"}
NEW_DATABASE = (
    "Opret databasen igen med CREATE DATABASE … ENCODING 'UTF8' og et UTF-8-sprogmiljø, fx "
    "LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8' (fra PostgreSQL 17) eller LC_CTYPE 'C.UTF-8'."
)


@register(Tags.database)
def check_database(databases: Sequence[str] | None, **kwargs: Any) -> list[CheckMessage]:
    """Ask each database for its version, encoding and lower-case Danish letters.

    One that does not answer is left to the command that needs it: `migrate` says so itself.
    """
    messages: list[CheckMessage] = []
    for alias in databases or []:
        try:
            with connections[alias].cursor() as cursor:
                cursor.execute(
                    "SELECT current_setting('server_version_num')::int / 10000,"
                    " current_setting('server_encoding'), lower('ÆØÅ')"
                )
                messages += judge_database(alias, *cursor.fetchone())
        except OperationalError:
            continue
    return messages


def judge_database(alias: str, major: int, encoding: str, lowered: str) -> Iterable[CheckMessage]:
    """What is wrong with a database that answered like this; `lowered` is its lower-case ÆØÅ."""
    if major < SUPPORTED_MAJORS[0]:
        yield Error(
            f"Databasen '{alias}' er PostgreSQL {major}; arkivet kræver mindst {SUPPORTED_MAJORS[0]}.",
            hint="Opgrader serveren, eller lad DATABASE_URL pege på en nyere.",
            id="minutes_archive.E001",
        )
    if encoding != "UTF8":
        yield Error(
            f"Databasen '{alias}' gemmer tekst som {encoding} i stedet for UTF8.",
            hint=NEW_DATABASE,
            id="minutes_archive.E002",
        )
    elif lowered != "æøå":
        yield Error(
            f"Databasen '{alias}' kan ikke gøre ÆØÅ til små bogstaver, så danske ord ikke kan findes.",
            hint=NEW_DATABASE,
            id="minutes_archive.E003",
        )


@register(Tags.security)
def check_environment(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """Development settings must not meet the public. Django itself asks only when told `--deploy`."""
    judge = judge_development if settings.IS_DEVELOPMENT else judge_production
    return list(judge())


def judge_production() -> Iterable[CheckMessage]:
    """What a developer's machine may have and a public one may not."""
    if settings.SECRET_KEY.startswith(DEVELOPMENT_KEY_PREFIX):
        yield Error(
            "SECRET_KEY er udviklingsmaskinens nøgle.",
            hint="Lav en ny: python3 -c 'import secrets; print(secrets.token_urlsafe(64))'",
            id="minutes_archive.E004",
        )
    if settings.DEBUG:
        yield Error(
            "DEBUG er slået til: fejlsider ville vise kode og indstillinger til alle.",
            hint="Fjern DEBUG fra miljøet.",
            id="minutes_archive.E005",
        )


def judge_development() -> Iterable[CheckMessage]:
    """Signs that this is no developer's machine after all."""
    public_hosts = sorted(set(settings.ALLOWED_HOSTS) - LOCAL_HOSTS)
    if public_hosts:
        yield Warning(
            f"Udviklingsindstillinger på en maskine, der svarer som {', '.join(public_hosts)}.",
            hint="Sæt ENVIRONMENT=production og det, den kræver (se .env.example).",
            id="minutes_archive.W006",
        )


@register()
def check_assets(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """Pages have no style and words no lemma before `build_assets` has run, with the versions locked now."""
    return list(judge_assets(settings.BASE_DIR, settings.BUILD_DIR))


def judge_assets(project: Path, build: Path) -> Iterable[CheckMessage]:
    """What is wrong with the build folder, held against the lock file."""
    versions = built_versions(build)
    if not versions:
        yield Warning(
            "Stilark og ordbog er ikke bygget: siderne ser forkerte ud, og søgningen kender ingen bøjninger.",
            hint="Kør 'make setup'.",
            id="minutes_archive.W007",
        )
        return
    for package, version in versions.items():
        locked = locked_version(package, project)
        if version != locked:
            yield Warning(
                f"build/ er lavet af {package} {version}, men package-lock.json siger {locked}.",
                hint="Kør 'make setup'.",
                id="minutes_archive.W008",
            )
