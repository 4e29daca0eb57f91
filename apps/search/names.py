"""Names of places that stand beside counts, remembered by the process: hundreds on every page of results."""

# Names of tables come from the models.
# ruff: noqa: S608

from collections.abc import Collection
from functools import lru_cache
from time import monotonic

from apps.archive.models import Committee, Municipality
from apps.search.estimates import read_rows

# A changed name shows within a minute.
_SECONDS = 60

Names = dict[int, tuple[str, str]]


def read_names(table: type[Committee] | type[Municipality], ids: Collection[int]) -> Names:
    """The (slug, name) of each id that exists."""
    name = table._meta.db_table  # noqa: SLF001 - documented API
    known = _known(name, int(monotonic() // _SECONDS))
    missing = [each for each in ids if each not in known]
    if missing:
        rows = read_rows(f"SELECT id, slug, name FROM {name} WHERE id = ANY(%s)", [missing])
        known.update({pk: (slug, name) for pk, slug, name in rows})
    return {each: known[each] for each in ids if each in known}


def is_part_of_slug(table: type[Committee], text: str) -> bool:
    """Whether any row has the text in its slug: asked with every question, and mostly answered by no."""
    name = table._meta.db_table  # noqa: SLF001 - documented API
    return bool(read_rows(f"SELECT 1 FROM {name} WHERE strpos(slug, %s) > 0 LIMIT 1", (text,)))


def read_titles(numbers: Collection[str]) -> dict[str, str]:
    """The title of each KLE subject that is known."""
    rows = read_rows("SELECT number, title FROM archive_klesubject WHERE number = ANY(%s)", [list(numbers)])
    return dict(row[:2] for row in rows)


@lru_cache(maxsize=4)
def _known(_table: str, _minute: int) -> Names:
    return {}
