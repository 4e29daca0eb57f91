"""Taking the lexicon away, for the rules that stand without one."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from apps.search.language import analyzer, compounds, lexicon


@pytest.fixture
def without_lexicon(tmp_path: Path) -> Iterator[None]:
    before = os.environ.get("LEXICON_DIR")
    use_lexicon(tmp_path)
    yield
    use_lexicon(before)


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
