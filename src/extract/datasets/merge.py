"""Shards -> all datasets, as validated and sorted Arrow tables; whatever the order of the shards and how they are cut.

What is decided row by row is kept as few rows as can be: those on which documents differ, and those that are refused.
The rest is done a column at a time.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from extract.datasets.build import finished, most_stated_row
from extract.datasets.coerce import Fault, coerced, is_plain
from extract.datasets.columns import pa, pc, rows_of, table_of
from extract.datasets.contradictions import conflicts
from extract.datasets.copies import without_copies
from extract.datasets.dangling import without_dangling
from extract.datasets.engine import Engine
from extract.datasets.entity_rows import EntityRows, Named
from extract.datasets.facts import DISPLAY_NAMES
from extract.datasets.keep import Keep
from extract.datasets.lines import CONTENT, row_prints
from extract.datasets.link_rows import Known, link_rows
from extract.datasets.quarantine import quarantined
from extract.datasets.schema import DATASETS, Row, TableSchema, read_schemas
from extract.datasets.shard import OPEN, OWN, SAID, SHARED, TIMES, TITLE, read_candidates
from extract.datasets.validate import Quarantine, check_independently
from extract.entities.link import Linked, Linker

_PLACE = ("document_id", "page", "quote", "start", "end", "rule", "confidence")


def merge(tables: Mapping[str, Any], linker: Linker, keep: Keep | None = None) -> dict[str, Any]:
    """Return the validated table of every dataset, sorted.

    Args:
        tables: the tables of all shards, each name's put behind each other; no document twice.
        linker: the one with which the shards were made, or an equal one.
        keep: what an earlier merge left, and where this one leaves it; it changes nothing in what comes out.

    Raises:
        ShuttenError: if the independent check refuses rows that our own accepts.
    """
    return _Merge(tables, linker, keep).tables()


class _Merge:
    def __init__(self, tables: Mapping[str, Any], linker: Linker, keep: Keep | None) -> None:
        self._tables = without_copies(tables)  # the hook of one text, many documents; nothing below knows of it
        self._linker = linker
        self._engine = Engine()
        self._keep = keep
        self._schemas = read_schemas()
        self._named = self._all_named()
        self._entities = EntityRows(linker, self._named)
        self._refused: list[tuple[str, Row, list[Fault]]] = []

    def tables(self) -> dict[str, Any]:
        """Return the tables of all datasets."""
        valid = {name: self._tables[name].select(list(self._schemas[name].fields)) for name in OWN}
        valid["citations"] = self._with_cited()
        made = self._entities.rows() | {"links": link_rows(self._entities, self._linker, self._known_candidates())}
        for dataset, rows in made.items():
            valid[dataset] = self._checked(self._schemas[dataset], rows)
        for dataset in SHARED:
            valid[dataset] = self._shared(dataset)
        valid = without_dangling(valid, lambda dataset, row, faults: self._refused.append((dataset, row, faults)))
        valid["conflicts"] = conflicts(valid, self._engine, self._keep)
        valid["corrections"] = table_of(self._schemas["corrections"], ())  # a reviewer makes them, no build
        valid["quarantine"] = self._quarantine()
        return {
            dataset: self._engine.sorted(valid[dataset], self._schemas[dataset].order).combine_chunks()
            for dataset in DATASETS
        }

    def _all_named(self) -> dict[str, Named]:
        found = {
            each["entity_id"]: Named(Linked(**each))
            for each in self._engine.query(
                """SELECT entity_id, entity_type, version, family, is_variant FROM entities
                QUALIFY row_number() OVER (PARTITION BY entity_id ORDER BY family = '', family, is_variant, version) = 1""",
                entities=self._tables["entities"],
            )
        }
        counts = self._tables["counts"]
        for each in self._engine.query(
            """SELECT entity_id, what, value FROM (
                SELECT entity_id, what, value, sum(places) AS places FROM counts WHERE what <> 'written' GROUP BY ALL)
            QUALIFY row_number() OVER (PARTITION BY entity_id, what ORDER BY places DESC, value) = 1""",
            counts=counts,
        ):
            if each["value"]:
                found[each["entity_id"]].most[each["what"]] = each["value"]
        for column, condition in (("written", "what = 'written'"), ("names", "starts_with(what, 'name_')")):
            for each in self._engine.query(
                f"SELECT entity_id, list(DISTINCT value ORDER BY value) AS found FROM counts WHERE {condition} GROUP BY 1",
                counts=counts,
            ):
                setattr(found[each["entity_id"]], column, each["found"])
        return dict(sorted(found.items()))

    def _known_candidates(self) -> Known:
        """Return the candidates that were found with the names of one document: most new names stand in one alone."""
        columns = self._tables["candidates"].select(["entity_id", "names", "found"]).to_pydict().values()
        return {entity_id: (names, read_candidates(found)) for entity_id, names, found in zip(*columns, strict=True)}

    def _with_cited(self) -> Any:
        """Return `citations`; `cited_document_id` is filled where exactly one other document bears the cited title."""
        citations = self._tables["citations"]
        cited = self._cited(citations.select(["document_id", TITLE]))
        field = citations.schema.field("cited_document_id")
        columns = list(self._schemas["citations"].fields)
        return citations.set_column(citations.schema.names.index(field.name), field, cited).select(columns)

    def _cited(self, asked: Any) -> Any:
        """Return the id of the one other document that bears the title, for each row of `document_id` and `_title`."""
        numbered = asked.append_column("number", pa.array(range(len(asked)), pa.int64()))
        titled = self._tables["documents"].filter(pc.is_valid(self._tables["documents"]["title"]))
        found = self._engine.table(
            f"""SELECT number, CASE WHEN count(d.document_id) = 1 THEN min(d.document_id) END AS cited
            FROM asked LEFT JOIN titled d ON d.{TITLE} = asked.{TITLE} AND d.document_id <> asked.document_id
            GROUP BY number ORDER BY number""",
            asked=numbered,
            titled=titled.select(["document_id", TITLE]),
        )
        return found["cited"].cast(pa.string())

    def _shared(self, dataset: str) -> Any:
        """Return the facts of a dataset: where documents say different things, what most of them say."""
        schema = self._schemas[dataset]
        candidates = self._tables[dataset]
        odd = self._tables["odd"].filter(pc.equal(self._tables["odd"]["dataset"], dataset))
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
        parts = (self._shown(schema, alike), self._checked(schema, merged))
        return pa.concat_tables(parts)

    def _shown(self, schema: TableSchema, table: Any) -> Any:
        """Return facts with the names of what they are about."""
        for column, id_column in DISPLAY_NAMES[schema.dataset].items():
            table = _replaced(table, column, table[id_column], self._entities.display_name)
        if schema.dataset == "releases":
            table = _replaced(table, "version", table["model_id"], self._entities.version_of)
        return table.select(list(schema.fields))

    def _checked(self, schema: TableSchema, rows: Sequence[Row]) -> Any:
        """Return the rows that are valid by themselves, and note the others."""
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
        return self._independently(schema, valid)

    def _independently(self, schema: TableSchema, rows: Sequence[Row]) -> Any:
        """Return rows as a table, once they are checked by none of our code; what the last build had was checked then."""
        table = table_of(schema, rows)
        prints = row_prints(schema, table, self._engine).select([CONTENT])
        name = f"{schema.dataset}.checked"
        before = self._keep.read(name) if self._keep else None
        has_keys = pc.count_distinct(table[schema.primary_key]).as_py() == len(table)
        if before is None or not has_keys:
            check_independently(schema, rows)
            is_other = True
        else:
            known = pc.is_in(prints[CONTENT], value_set=before[CONTENT].combine_chunks())
            check_independently(schema, [rows[number] for number in pc.indices_nonzero(pc.invert(known)).to_pylist()])
            is_other = len(before) != len(table) or not pc.all(known).as_py()
        if self._keep and is_other:
            self._keep.write(name, prints)
        return table

    def _quarantine(self) -> Any:
        """Return what was refused: of the documents, and of what is made of them."""
        schema = self._schemas["quarantine"]
        kept = self._tables["quarantine"]
        is_open = kept.filter(kept[OPEN])
        again = [self._renamed(row) for row in rows_of(schema, is_open.select(list(schema.fields)))]
        asked = {(dataset, row.get(self._schemas[dataset].primary_key)) for dataset, row, _ in self._refused}
        evidence = self._tables["evidence"]
        ids = pa.array(sorted({str(row_id) for _, row_id in asked}), pa.string())
        told = rows_of(
            self._schemas["evidence"],
            evidence.filter(_is_in(evidence["row_id"], ids)).select(list(self._schemas["evidence"].fields)),
        )
        refused = Quarantine({"evidence": told, "quarantine": again})
        for dataset, row, faults in self._refused:
            refused.add(dataset, row, faults)
        rows = refused.rows()
        check_independently(schema, rows)
        closed = kept.filter(pc.invert(kept[OPEN])).select(list(schema.fields))
        return self._engine.distinct(pa.concat_tables([closed, table_of(schema, rows)]), schema.primary_key)

    def _renamed(self, row: Row) -> Row:
        """Return a row of `quarantine` with the names that all documents together give."""
        dataset, candidate = row["dataset"], json.loads(row["row"])
        if dataset == "citations":
            from extract.entities.keys import script_key

            asked = pa.table(
                {
                    "document_id": pa.array([candidate["document_id"]], pa.string()),
                    TITLE: pa.array([script_key(candidate["title"] or "")], pa.string()),
                }
            )
            candidate["cited_document_id"] = self._cited(asked)[0].as_py()
        else:
            candidate = finished(dataset, candidate, self._entities)
        return quarantined(dataset, candidate, row["check"], row["message"], row)


def _replaced(table: Any, column: str, ids: Any, name_of: Any) -> Any:
    """Return `table` with the name of each id in `column`; where there is none the column stays."""
    distinct = pc.unique(ids).drop_null()
    names = pa.array([name_of(each) for each in distinct.to_pylist()], pa.string())
    found = pc.take(names, pc.index_in(ids, value_set=distinct))
    position = table.schema.names.index(column)
    return table.set_column(position, table.schema.field(position), pc.coalesce(found, table[column]))


def _is_in(column: Any, values: Any) -> Any:
    return pc.is_in(column, value_set=values)
