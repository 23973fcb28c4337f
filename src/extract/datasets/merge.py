"""Shards -> all datasets, as validated and sorted Arrow tables; whatever the order of the shards and how they are cut.

Rows are merged by their keys. So what documents that came or went do not name is what the last merge made of it, and is taken
over a column at a time; a merge of everything is one before which there was none. What is decided row by row is kept as few
rows as can be: those on which documents differ, and those that are refused.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from extract.datasets.build import finished, most_stated_row
from extract.datasets.cited import with_cited
from extract.datasets.coerce import coerced, is_plain
from extract.datasets.columns import arrow_schema, pa, pc, rows_of, table_of
from extract.datasets.contradictions import conflicts_since
from extract.datasets.dangling import pieces_without_dangling
from extract.datasets.engine import Engine
from extract.datasets.entity_rows import ENTITY_DATASETS
from extract.datasets.facts import DISPLAY_NAMES
from extract.datasets.lines import CONTENT, KEY, row_prints
from extract.datasets.link_rows import Known, link_rows
from extract.datasets.named_entities import SHOWN, NamedEntities
from extract.datasets.news import Before, Made, News
from extract.datasets.pieces import Pieces
from extract.datasets.refused import Refused, quarantine
from extract.datasets.schema import DATASETS, Row, TableSchema, read_schemas
from extract.datasets.shard import OPEN, OWN, SAID, SHARED, TIMES, read_candidates
from extract.datasets.validate import check_independently
from extract.entities.link import Linker

REFUSED = "refused"
_AS_A_WHOLE = ("documents", "citations")
"""Datasets of few rows, of which any document may change any."""


class Merged(NamedTuple):
    """All datasets, and what the next merge needs.

    Attributes:
        tables: of all datasets, validated and sorted; beside the columns of a dataset each row has its prints.
        documents: those that stand for themselves, each with what its rows were made of.
        kept: the tables for `extract.datasets.news.Before`.
    """

    tables: dict[str, Any]
    documents: Mapping[str, Made]
    kept: dict[str, Any]


def merge(tables: Mapping[str, Any], linker: Linker) -> dict[str, Any]:
    """Return the validated table of every dataset, sorted, each row with its prints beside it.

    Args:
        tables: the tables of all shards, each name's put behind each other; no document twice.
        linker: the one with which the shards were made, or an equal one.

    Raises:
        ShuttenError: if the independent check refuses rows that our own accepts.
    """
    return merge_since(None, tables, (), linker).tables


def merge_since(
    before: Before | None, tables: Mapping[str, Any], made: Sequence[tuple[str, Made]], linker: Linker
) -> Merged:
    """Do as `merge`, looking only at what has to do with documents that came or went; the result is the same.

    Args:
        before: the last merge, of an equal linker, None if there was none.
        tables: see `merge`.
        made: by their numbers, the documents and what the rows of each were made of.
        linker: see `merge`.

    Raises:
        ShuttenError: see `merge`.
    """
    return _Merge(News(tables, made, before), linker).merged()


class _Merge:
    def __init__(self, news: News, linker: Linker) -> None:
        self._news = news
        self._linker = linker
        self._engine = Engine()
        self._schemas = read_schemas()
        self._refused: list[Refused] = []
        again = [
            each
            for dataset in (*ENTITY_DATASETS.values(), "links")
            for each in self._refused_before(dataset).to_pylist()
        ]
        self._named = NamedEntities(news, linker, self._engine, again)
        self._entities = self._named.rows

    def merged(self) -> Merged:
        """Return the tables of all datasets and what is kept of them."""
        pieces = {name: self._own(name) for name in OWN if name not in _AS_A_WHOLE}
        pieces["documents"] = self._made(self._schemas["documents"], self._news.documents)
        pieces["citations"] = self._made(self._schemas["citations"], with_cited(self._news, self._engine))
        pieces |= self._of_entities()
        shared = {dataset: self._candidates(dataset) for dataset in SHARED}
        self._named.add(self._named_in(shared))
        for dataset, candidates in shared.items():
            pieces[dataset] = self._shared(dataset, *candidates)
        valid = pieces_without_dangling(pieces, lambda *refused: self._refused.append(refused))
        valid["conflicts"] = conflicts_since(self._news.before, valid, self._engine)
        valid["corrections"] = Pieces.made(
            table_of(self._schemas["corrections"], ())
        )  # a reviewer makes them, no build
        valid["quarantine"] = Pieces.made(quarantine(self._news, self._refused, self._entities, self._engine))
        kept = {dataset: self._sorted(dataset, valid[dataset]) for dataset in DATASETS}
        tables = {name: table.select([*self._schemas[name].fields, KEY, CONTENT]) for name, table in kept.items()}
        return Merged(tables, self._news.made, kept | {SHOWN: self._named.shown, REFUSED: self._all_refused()})

    def _sorted(self, dataset: str, pieces: Pieces) -> Any:
        """Return the rows of a dataset with the prints by which `extract.datasets.lines` knows them; a row that stays has its own."""
        schema, fresh = self._schemas[dataset], pieces.fresh
        prints = row_prints(schema, fresh, self._engine)
        for column in (KEY, CONTENT):
            fresh = fresh.append_column(column, prints[column])
        last = pieces.last if len(pieces.last) else fresh.slice(0, 0)
        return Pieces(last, pieces.stays, fresh).sorted(self._engine, schema.order)

    def _last(self, dataset: str) -> Any:
        """Return the table of a dataset that the last merge left, empty if there was none."""
        if self._news.before:
            return self._news.before.tables[dataset]
        return arrow_schema(self._schemas[dataset]).empty_table()

    def _made(self, schema: TableSchema, table: Any) -> Pieces:
        return Pieces.made(table.select(list(schema.fields)), self._last(schema.dataset))

    def _refused_before(self, dataset: str) -> Any:
        """Return the keys of rows that the last merge refused; they are looked at again, for what they lacked may have come."""
        if self._news.before is None:
            return pa.array([], pa.string())
        refused = self._news.before.tables[REFUSED]
        return refused.filter(pc.equal(refused["dataset"], dataset))["row_id"].combine_chunks()

    def _all_refused(self) -> Any:
        rows = []
        for dataset, row, _ in self._refused:
            key = "entity_id" if dataset == "links" else self._schemas[dataset].primary_key
            rows.append((dataset, row.get(key)))
        columns = zip(*rows, strict=True) if rows else ((), ())
        return pa.table([pa.array(values, pa.string()) for values in columns], names=["dataset", "row_id"])

    def _own(self, dataset: str) -> Pieces:
        """Return a dataset whose rows belong to one document each."""
        schema = self._schemas[dataset]
        fresh = self._news.come(dataset)
        if len(again := self._refused_before(dataset)):
            fresh = self._engine.distinct(
                pa.concat_tables([fresh, self._news.of(dataset, schema.primary_key, again)]), schema.primary_key
            )
        return Pieces.kept(self._last(dataset), "document_id", self._news.gone_ids, fresh.select(list(schema.fields)))

    def _of_entities(self) -> dict[str, Pieces]:
        """Return the datasets with a row for an entity, and the links."""
        touched = sorted(self._named.touched)
        made = self._entities.rows(touched)
        made["links"] = link_rows(self._entities, self._linker, self._known_candidates(touched), touched)
        ids = pa.array(touched + sorted(self._gone_entities()), pa.string())
        return {
            dataset: self._checked(
                self._schemas[dataset],
                rows,
                "entity_id" if dataset == "links" else self._schemas[dataset].primary_key,
                ids,
            )
            for dataset, rows in made.items()
        }

    def _gone_entities(self) -> frozenset[str]:
        told = self._news.told("entities", "entity_id").to_pylist() if self._news.before else ()
        return frozenset(told) - self._named.touched

    def _known_candidates(self, ids: Sequence[str]) -> Known:
        """Return the candidates that were found with the names of one document: most new names stand in one alone."""
        table = self._news.of("candidates", "entity_id", pa.array(ids, pa.string()))
        table = self._engine.distinct(table, "entity_id").select(["entity_id", "names", "found"])
        columns = table.to_pydict().values()
        return {entity_id: (names, read_candidates(found)) for entity_id, names, found in zip(*columns, strict=True)}

    def _candidates(self, dataset: str) -> tuple[Any, Any, Any]:
        """Return the keys of the facts of a dataset that are merged, and what documents say of them: all, and what is not valid."""
        key = self._schemas[dataset].primary_key
        if self._news.before is None:
            odd = self._news.all("odd")
            return pa.array([], pa.string()), self._news.all(dataset), odd.filter(pc.equal(odd["dataset"], dataset))
        last = self._last(dataset)
        renamed = pa.array(sorted(self._named.renamed), pa.string())
        ids = [self._news.told(dataset, key), self._news.told("odd", "row_id"), self._refused_before(dataset)]
        ids += [
            last[key].filter(pc.is_in(last[column], value_set=renamed)).combine_chunks()
            for column in set(DISPLAY_NAMES[dataset].values())
        ]
        asked = pc.unique(pa.concat_arrays(ids))
        odd = self._news.of("odd", "row_id", asked)
        return asked, self._news.of(dataset, key, asked), odd.filter(pc.equal(odd["dataset"], dataset))

    def _named_in(self, shared: Mapping[str, tuple[Any, Any, Any]]) -> Iterator[str]:
        """Yield the entities whose names are needed for facts and for what is refused of documents."""
        for dataset, (_, candidates, odd) in shared.items():
            columns = DISPLAY_NAMES[dataset].values()
            for column in columns:
                yield from pc.unique(candidates[column]).to_pylist()
            for row in map(json.loads, odd["row"].to_pylist()):
                yield from (row[column] for column in columns if isinstance(row[column], str))
        refused = self._news.all("quarantine")
        for row in map(json.loads, refused.filter(refused[OPEN])["row"].to_pylist()):
            yield from (value for name, value in row.items() if name.endswith("_id") and isinstance(value, str))

    def _shared(self, dataset: str, asked: Any, candidates: Any, odd: Any) -> Pieces:
        """Return the facts of a dataset: where documents say different things, what most of them say."""
        schema = self._schemas[dataset]
        numbered = candidates.select([schema.primary_key, SAID]).append_column(
            "number", pa.array(range(len(candidates)), pa.int64())
        )
        groups = self._engine.table(
            f"""SELECT {schema.primary_key} AS id, min(number) AS number, min({SAID}) <> max({SAID}) AS differ
            FROM numbered GROUP BY 1""",
            numbered=numbered,
        )
        differ = pc.or_(groups["differ"], pc.is_in(groups["id"], value_set=odd["row_id"].combine_chunks()))
        alike = candidates.take(groups.filter(pc.invert(differ))["number"].sort()) if len(groups) else candidates
        keys = groups.filter(differ)["id"].combine_chunks()
        told = candidates.filter(pc.is_in(candidates[schema.primary_key], value_set=keys))
        variants: defaultdict[str, list[Row]] = defaultdict(list)
        for row, times in zip(rows_of(schema, told), told[TIMES].to_pylist(), strict=True):
            variants[row[schema.primary_key]].extend([row] * times)
        for each in odd.to_pylist():
            variants[each["row_id"]].extend([json.loads(each["row"])] * each[TIMES])
        merged = [finished(dataset, most_stated_row(rows), self._entities) for rows in variants.values()]
        found = self._checked(schema, merged, schema.primary_key, asked)
        return Pieces(found.last, found.stays, pa.concat_tables([self._shown(schema, alike), found.fresh]))

    def _shown(self, schema: TableSchema, table: Any) -> Any:
        """Return facts with the names of what they are about."""
        for column, id_column in DISPLAY_NAMES[schema.dataset].items():
            table = _replaced(table, column, table[id_column], self._entities.display_name)
        if schema.dataset == "releases":
            table = _replaced(table, "version", table["model_id"], self._entities.version_of)
        return table.select(list(schema.fields))

    def _checked(self, schema: TableSchema, rows: Iterable[Row], column: str, asked: Any) -> Pieces:
        """Return a dataset with rows that are valid by themselves in the place of earlier ones, and note those that are not.

        Args:
            schema: the dataset's.
            rows: what was made anew.
            column: where rows say what they are about.
            asked: that of which rows were made anew.
        """
        valid = []
        for row in rows:
            if is_plain(schema, row):
                valid.append(row)
                continue
            made, faults = coerced(schema, row)
            if faults:
                self._refused.append((schema.dataset, row, faults))
            else:
                valid.append(made)
        check_independently(schema, valid)
        return Pieces.kept(self._last(schema.dataset), column, asked, table_of(schema, valid))


def _replaced(table: Any, column: str, ids: Any, name_of: Any) -> Any:
    """Return `table` with the name of each id in `column`; where there is none the column stays."""
    distinct = pc.unique(ids).drop_null()
    names = pa.array([name_of(each) for each in distinct.to_pylist()], pa.string())
    found = pc.take(names, pc.index_in(ids, value_set=distinct))
    position = table.schema.names.index(column)
    return table.set_column(position, table.schema.field(position), pc.coalesce(found, table[column]))
