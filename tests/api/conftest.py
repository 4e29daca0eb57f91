from tests.search.conftest import make_findable

__all__ = ["make_findable"]
