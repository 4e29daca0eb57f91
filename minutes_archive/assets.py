"""The part of the design system that pages load, made from the installed npm package into `build/`."""

import hashlib
import json
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

MANIFEST = "MANIFEST.json"
# What our pages take of the design system. Rules for anything else, nine tenths of its style, are left out.
USED_CLASS = re.compile(
    r"alert(-error|-text)?|badge(-\w+)?|breadcrumbs(__[\w-]+)?|button(-primary|-secondary)?|container|"
    r"form-(checkbox|error|error-message|group|group-checkbox|group-radio|hint|input|label|radio|select)|"
    r"nobullet-list|skipnav|sr-only|table"
)

URL = re.compile(r"""url\(\s*["']?([^"')]+)["']?\s*\)""")
FONT_FACE_SOURCE = re.compile(r"(@font-face\s*\{[^}]*?src:)([^;}]*)")
# The package's stand-ins for a logo would show the word LOGO on a municipality's page.
PLACEHOLDER_IMAGE = re.compile(r"background-image:\s*url\([^)]*placeholder[^)]*\);?")
# A rule, or an at-rule with the rules inside; the style is minified and has no braces in strings.
RULE = re.compile(r"([^{}]+)\{((?:[^{}]|\{[^{}]*\})*)\}")
EXCEPTION = re.compile(r":not\([^)]*\)")
CLASS_NAME = re.compile(r"\.([A-Za-z_][\w-]*)")
BETWEEN_SELECTORS = re.compile(r",(?![^(]*\))")
SOURCE_MAP = re.compile(r"\s*(?:/\*# sourceMappingURL=.*?\*/|//# sourceMappingURL=.*)\s*$")


class AssetsError(Exception):
    """Assets can't be made; the message says why in Danish."""


def locked_version(package: str, project: Path) -> str:
    """The version of an npm package that `package-lock.json` names."""
    lock = json.loads((project / "package-lock.json").read_text())
    return str(lock["packages"][f"node_modules/{package}"]["version"])


def installed_version(package: Path) -> str:
    """The version of an installed npm package."""
    try:
        return str(json.loads((package / "package.json").read_text())["version"])
    except OSError as error:
        raise AssetsError(
            f"Pakken {package.name} er ikke installeret i {package}: kør 'make setup'."
        ) from error


def replace_folder(target: Path, write: Callable[[Path], None]) -> None:
    """Let `write` fill a new folder, then put it in place of `target`: a crash leaves the old one whole."""
    new = target.with_name(target.name + ".new")
    old = target.with_name(target.name + ".old")
    for left_over in (new, old):
        shutil.rmtree(left_over, ignore_errors=True)
    new.mkdir(parents=True)
    write(new)
    if target.exists():
        target.rename(old)
    new.rename(target)
    shutil.rmtree(old, ignore_errors=True)


def write_design_system(package: Path, folder: Path) -> None:
    """Write what pages need of `package` (dkfds) into `folder`: style, fonts, pictures, licences."""
    distribution = package / "dist"
    style = trim_style((distribution / "css" / "dkfds.min.css").read_text())
    _write(folder / "css" / "dkfds.min.css", style)
    for path in sorted(set(referenced_files(style))):
        _copy(distribution / path, folder / path)
    _copy(distribution / "LICENSE.md", folder / "LICENSE.md")
    for font_folder in {path.parent for path in folder.rglob("*.woff2")}:
        _copy(distribution / font_folder.relative_to(folder) / "license.txt", font_folder / "license.txt")


def trim_style(style: str) -> str:
    """The rules that our pages use, with one font format, without source map and placeholder logos."""
    style = FONT_FACE_SOURCE.sub(lambda match: match[1] + _woff2_source(match[2]), style)
    style = PLACEHOLDER_IMAGE.sub("", style)
    return keep_used_rules(SOURCE_MAP.sub("", style)) + "\n"


def keep_used_rules(style: str) -> str:
    """The minified `style` without selectors that name a class that no page uses."""
    return "".join(_keep_used(head, body) for head, body in RULE.findall(style))


def referenced_files(style: str, folder: str = "css") -> Iterator[str]:
    """The files that a stylesheet in `folder` names, relative to the folder's parent."""
    for address in URL.findall(style):
        if address.startswith("data:"):
            continue
        if not address.startswith("../"):
            raise AssetsError(f"Stilarket henviser til {address}, som ikke er en del af designsystemet.")
        yield re.split("[?#]", address.removeprefix("../"), maxsplit=1)[0]


def write_manifest(build: Path, versions: dict[str, str]) -> None:
    """Note package versions and every file's SHA-256. Written last, it stands for a finished build."""
    files = {
        path.relative_to(build).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for folder in ("static", "lexicon")
        for path in sorted((build / folder).rglob("*"))
        if path.is_file()
    }
    new = build / f"{MANIFEST}.new"
    new.write_text(json.dumps({"versions": versions, "files": files}, indent=1) + "\n")
    new.replace(build / MANIFEST)


def built_versions(build: Path) -> dict[str, str]:
    """The versions that a finished build was made from; empty when there is none."""
    try:
        return dict(json.loads((build / MANIFEST).read_text())["versions"])
    except (OSError, ValueError, KeyError):
        return {}


def _keep_used(head: str, body: str) -> str:
    if head.startswith(("@media", "@supports")):
        body = keep_used_rules(body)
    elif not head.startswith("@"):
        head = ",".join(filter(_is_used, BETWEEN_SELECTORS.split(head)))
    return f"{head}{{{body}}}" if head and body else ""


def _is_used(selector: str) -> bool:
    return all(map(USED_CLASS.fullmatch, CLASS_NAME.findall(EXCEPTION.sub("", selector))))


def _woff2_source(sources: str) -> str:
    if not URL.search(sources):
        return sources  # only names fonts of the reader's own machine
    found = re.search(r"""url\([^)]*\.woff2[^)]*\)\s*format\(["']woff2["']\)""", sources)
    if found is None:
        raise AssetsError("En skrifttype i designsystemet findes ikke som woff2.")
    return found[0]


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)
