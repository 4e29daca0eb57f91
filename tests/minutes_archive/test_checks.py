"""The start-up checks: each is silent on a good machine and names its own trouble on a bad one."""

import json

import psycopg
import pytest
from django.db import connections
from psycopg import sql

from minutes_archive import checks
from minutes_archive.assets import write_manifest


def ids(messages):
    return [message.id.removeprefix("minutes_archive.") for message in messages]


@pytest.mark.django_db
def test_the_test_database_is_fit_for_danish():
    assert checks.check_database(["default"]) == []


def test_database_check_asks_nothing_unless_told_to():
    assert checks.check_database(None) == []


@pytest.mark.django_db
def test_a_database_with_locale_c_is_refused():
    """With this locale PostgreSQL lowers only A to Z, so 'ØKONOMI' would never be found."""
    name = "minutes_locale_c"
    parameters = connections["default"].get_connection_params() | {"dbname": "postgres"}
    for unused in ("cursor_factory", "context", "prepare_threshold"):
        parameters.pop(unused, None)
    with psycopg.connect(**parameters, autocommit=True) as server:
        server.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name)))
        server.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE template0 LOCALE_PROVIDER libc LOCALE 'C'").format(
                sql.Identifier(name)
            )
        )
        try:
            with psycopg.connect(**parameters | {"dbname": name}) as bad:
                lowered = bad.execute("SELECT lower('ÆØÅ')").fetchone()[0]
        finally:
            server.execute(sql.SQL("DROP DATABASE {}").format(sql.Identifier(name)))

    (error,) = checks.judge_database("default", 15, "UTF8", lowered)

    assert error.id == "minutes_archive.E003"
    assert error.is_serious()
    assert "CREATE DATABASE" in error.hint


def test_an_old_server_and_a_foreign_encoding_are_refused():
    assert ids(checks.judge_database("default", 14, "LATIN1", "æøå")) == ["E001", "E002"]
    assert ids(checks.judge_database("default", 18, "UTF8", "æøå")) == []


@pytest.mark.django_db
def test_a_server_that_is_down_is_left_to_the_command_that_needs_it(settings):
    down = connections["default"].copy("down")
    down.settings_dict = down.settings_dict | {"HOST": "127.0.0.1", "PORT": "1"}
    connections["down"] = down
    try:
        assert checks.check_database(["down"]) == []
    finally:
        del connections["down"]


def test_development_key_and_debug_are_refused_in_production(settings):
    settings.IS_DEVELOPMENT = False
    settings.SECRET_KEY = "development-only-" + "x" * 50
    settings.DEBUG = True

    assert ids(checks.check_environment(None)) == ["E004", "E005"]

    settings.SECRET_KEY = "a-real-key-" * 8
    settings.DEBUG = False

    assert checks.check_environment(None) == []


def test_a_public_host_name_with_development_settings_is_questioned(settings):
    settings.IS_DEVELOPMENT = True
    settings.ALLOWED_HOSTS = ["127.0.0.1", "arkiv.eksempel.dk"]

    (warning,) = checks.check_environment(None)

    assert warning.id == "minutes_archive.W006"
    assert "arkiv.eksempel.dk" in warning.msg


def test_assets_that_are_missing_or_of_another_version_are_named(tmp_path):
    lock = {"packages": {"node_modules/dkfds": {"version": "11.2.0"}}}
    (tmp_path / "package-lock.json").write_text(json.dumps(lock))
    build = tmp_path / "build"
    build.mkdir()

    assert ids(checks.judge_assets(tmp_path, build)) == ["W007"]

    write_manifest(build, {"dkfds": "10.0.0"})
    assert ids(checks.judge_assets(tmp_path, build)) == ["W008"]

    write_manifest(build, {"dkfds": "11.2.0"})
    assert ids(checks.judge_assets(tmp_path, build)) == []
