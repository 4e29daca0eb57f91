"""The engines beside: SQLite FTS5 and tantivy, each with the same items and a whole page of results."""

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import tantivy

from bench.questions import Question

PAGE_SIZE = 20
FACETS = ("municipality_id", "committee_id", "year", "outcome", "subject_group")


@dataclass(frozen=True, slots=True)
class Document:
    item_id: int
    text: str
    day: int
    facets: tuple[int, int, int, str, str]


class SqliteEngine:
    """FTS5 over the text, and one narrow table beside for facets and dates. It has no Danish stemmer."""

    name = "FTS5"

    def __init__(self, folder: Path) -> None:
        self._path = folder / "fts5.sqlite"
        self._connection = sqlite3.connect(self._path)

    def build(self, documents: Iterable[Document]) -> None:
        run = self._connection.execute
        run("PRAGMA journal_mode = OFF")
        run("CREATE VIRTUAL TABLE texts USING fts5(text, tokenize = 'unicode61 remove_diacritics 0')")
        run(f"CREATE TABLE facts (id INTEGER PRIMARY KEY, day INT, {', '.join(FACETS)})")
        for document in documents:
            run("INSERT INTO texts (rowid, text) VALUES (?, ?)", (document.item_id, document.text))
            run("INSERT INTO facts VALUES (?, ?, ?, ?, ?, ?, ?)",
                (document.item_id, document.day, *document.facets))  # fmt: skip
        run("INSERT INTO texts (texts) VALUES ('optimize')")
        self._connection.commit()

    def page(self, question: Question) -> tuple[int, list[int]]:
        match = _fts5_query(question)
        where = ""
        params: list[Any] = [match]
        if question.municipality_id:
            where, params = " AND municipality_id = ?", [match, question.municipality_id]
        if question.year:
            where, params = where + " AND year = ?", [*params, question.year]
        order = "facts.day DESC, id DESC" if question.newest_first else "bm25(texts)"
        # SQLite walks the matches in order of rank only when nothing is joined.
        source = "texts JOIN facts ON facts.id = texts.rowid" if where or question.newest_first else "texts"
        rows = self._rows(
            f"SELECT texts.rowid, snippet(texts, 0, '<b>', '</b>', '…', 30) FROM {source} "
            f"WHERE texts MATCH ?{where} ORDER BY {order} LIMIT {PAGE_SIZE} OFFSET ?",
            [*params, (question.page - 1) * PAGE_SIZE],
        )
        self._rows("CREATE TEMP TABLE found AS SELECT facts.* FROM facts JOIN texts ON texts.rowid = id "
                   f"WHERE texts MATCH ?{where}", params)  # fmt: skip
        total = self._rows("SELECT count(*) FROM found", [])[0][0]
        for facet in FACETS:
            self._rows(f"SELECT {facet}, count(*) FROM found GROUP BY 1", [])
        self._rows("DROP TABLE found", [])
        return total, [row[0] for row in rows]

    def _rows(self, sql: str, params: Sequence[Any]) -> list[tuple[Any, ...]]:
        return self._connection.execute(sql, params).fetchall()


def _fts5_query(question: Question) -> str:
    quoted = [f'"{word}"' for word in question.words]
    if question.is_phrase:
        return f'"{" ".join(question.words)}"'
    return " ".join(quoted) + (" *" if question.is_prefix else "")


class TantivyEngine:
    """tantivy with its Danish stemmer; texts are stored, facets are aggregations over fast fields."""

    name = "tantivy"

    def __init__(self, folder: Path) -> None:
        builder = tantivy.SchemaBuilder()
        builder.add_text_field("text", stored=True, tokenizer_name="danish")
        builder.add_integer_field("id", stored=True, fast=True)
        builder.add_integer_field("day", fast=True)
        for facet in FACETS[:3]:
            builder.add_integer_field(facet, fast=True, indexed=True)
        for facet in FACETS[3:]:
            builder.add_text_field(facet, fast=True, tokenizer_name="raw")
        self._schema = builder.build()
        path = folder / "tantivy"
        path.mkdir(exist_ok=True)
        self._index = tantivy.Index(self._schema, path=str(path))
        analyzer = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
        analyzer = analyzer.filter(tantivy.Filter.lowercase()).filter(tantivy.Filter.stemmer("danish"))
        self._index.register_tokenizer("danish", analyzer.build())

    def build(self, documents: Iterable[Document]) -> None:
        writer = self._index.writer(200_000_000, 1)
        for document in documents:
            fields = dict(zip(FACETS, document.facets, strict=True))
            writer.add_document(
                tantivy.Document(text=document.text, id=document.item_id, day=document.day, **fields)
            )
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()

    def page(self, question: Question) -> tuple[int, list[int]]:
        query = self._query(question)
        searcher = self._index.searcher()
        # The stubs don't know its count.
        found: Any = searcher.search(
            query,
            limit=PAGE_SIZE,
            offset=(question.page - 1) * PAGE_SIZE,
            order_by_field="day" if question.newest_first else None,
        )
        snippets = tantivy.SnippetGenerator.create(searcher, query, self._schema, "text")
        ids = []
        for _, address in found.hits:
            document = searcher.doc(address)
            snippets.snippet_from_doc(document).to_html()
            ids.append(document["id"][0])
        searcher.aggregate(query, {facet: {"terms": {"field": facet, "size": 1000}} for facet in FACETS})
        return found.count, ids

    def _query(self, question: Question) -> Any:
        words = self._words(question)
        parts = [(tantivy.Occur.Must, words)]
        for field, value in (("municipality_id", question.municipality_id), ("year", question.year)):
            if value:
                term = tantivy.Query.term_query(self._schema, field, value)
                parts.append((tantivy.Occur.Must, tantivy.Query.const_score_query(term, 0.0)))
        return tantivy.Query.boolean_query(parts) if len(parts) > 1 else words

    def _words(self, question: Question) -> Any:
        if question.is_prefix:
            return tantivy.Query.regex_query(self._schema, "text", f"{question.words[0]}.*")
        text = " ".join(question.words)
        is_quoted = question.is_phrase or not text.replace(" ", "").isalpha()
        return self._index.parse_query(
            f'"{text}"' if is_quoted else text, ["text"], conjunction_by_default=True
        )
