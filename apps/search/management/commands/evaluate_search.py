"""`manage.py evaluate_search FILE`: how well the search answers a file of judged queries."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from apps.search.evaluation import JudgedQuery, Score, average, judge, read_judged_queries


class Command(BaseCommand):
    help = (
        "Mål søgningen på en fil med bedømte søgninger (JSON): genkaldelse, præcision og nDCG@10. "
        "Referaterne, som filen nævner, skal være indlæst."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FIL", help="JSON-filen med bedømte søgninger")
        parser.add_argument("--verbose", action="store_true", help="vis hver søgning med det, der mangler")

    def handle(self, *args: Any, **options: Any) -> None:
        queries = self._read(options["file"])
        scores = [judge(query) for query in queries]
        if options["verbose"]:
            for query, score in zip(queries, scores, strict=True):
                self._write_query(query, score)
        summary = average(scores)
        self.stdout.write(f"Søgninger: {len(scores)}, heraf {summary.empty_count} uden resultater")
        self.stdout.write(f"Genkaldelse: {summary.recall:.3f}")
        self.stdout.write(f"Præcision:   {summary.precision:.3f}")
        self.stdout.write(f"nDCG@10:     {summary.ndcg:.3f}")

    def _read(self, path: Path) -> list[JudgedQuery]:
        try:
            return read_judged_queries(json.loads(path.read_text(encoding="utf-8")))
        except OSError as error:
            raise CommandError(f"Filen {path} kan ikke læses: {error.strerror}.") from error
        except (json.JSONDecodeError, UnicodeDecodeError, KeyError, TypeError) as error:
            raise CommandError(f"Filen {path} har ikke den form, som bedømte søgninger skal have.") from error
        except LookupError as error:
            raise CommandError(str(error)) from error

    def _write_query(self, query: JudgedQuery, score: Score) -> None:
        self.stdout.write(
            f"G {score.recall:.2f}  P {'  – ' if score.precision is None else f'{score.precision:.2f}'}  "
            f"nDCG {score.ndcg:.2f}  {query.text}"
        )
        for word, items in (("mangler", score.missing), ("forkert", score.wrong)):
            if items:
                self.stdout.write(f"    {word}: {', '.join(sorted(items))}")
