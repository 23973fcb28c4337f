"""Two versions put together: published rows, those of the candidate that go through, and what these need to be whole.

DuckDB reads both versions where they lie; only rows that differ are ever looked at in Python. What a row rests on comes with it:
the documents of its evidence, with their pages, and the entities that it names. So a document or an entity stays, or comes, for
as long as a row needs it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from extract.datasets.columns import pa, rows_of, table_of
from extract.datasets.facts import DISPLAY_NAMES
from extract.datasets.schema import Row, read_schemas
from extract.errors import ShuttenError
from extract.review.anchors import anchored
from extract.review.identities import ENTITIES, followers
from extract.review.sides import RowKey, Sides
from extract.review.two_versions import CHOSEN, SIDES, references, two_versions

_STATED = tuple(dataset for dataset in CHOSEN if dataset != "documents")


class Composition:
    """Rows of two versions that are one version; open within `composed`.

    Args:
        db: the database, of `two_versions`.
        sides: where rows come from; changed where a row needs more than was chosen, or cannot come.
    """

    def __init__(self, db: Any, sides: Sides) -> None:
        self._db = db
        self.sides = sides
        self.made: dict[RowKey, Row] = {}
        self._schemas = read_schemas()

    def there(self, side: str, dataset: str, ids: Collection[str]) -> frozenset[str]:
        """Return those of some keys that a side, ``before`` or ``after``, has."""
        key = self._schemas[dataset].primary_key
        self._register("asked", {"id": sorted(ids)})
        found = self._db.execute(
            f'SELECT id FROM asked SEMI JOIN {SIDES[side]}_{dataset} s ON s."{key}" = id'
        ).fetchall()
        return frozenset(each for (each,) in found)

    def rows(self, dataset: str, ids: Collection[str], side: str = "") -> dict[str, Row]:
        """Return rows by key, as they are put together, or of a side."""
        schema = self._schemas[dataset]
        self._register("asked", {"id": sorted(ids)})
        if not side:
            self._load()
        source = f"{SIDES[side]}_{dataset}" if side else self._chosen(dataset)
        table = self._db.execute(f'FROM {source} s SEMI JOIN asked ON s."{schema.primary_key}" = id').to_arrow_table()
        return {row[schema.primary_key]: row for row in rows_of(schema, table)}

    def complete(self) -> None:
        """Take columns, and bring along what rows need."""
        self._mix_columns()
        self.close()

    def close(self) -> None:
        """Bring along what rows need, until nothing is missing; a row that cannot be whole does not come."""
        while self._bring_documents() or self._bring_named() or self._hold_unstated():
            pass

    def tables(self) -> dict[str, Any]:
        """Return all tables but `conflicts`, `corrections` and `quarantine`, in no order."""
        self._load()
        found = {dataset: self._table(self._shown(dataset)) for dataset in CHOSEN}
        for dataset in ("pages", "tables"):
            found[dataset] = self._table(f"(FROM {self._of_documents(dataset)})")
        found["evidence"] = self._table(f"(FROM ({self._evidence()}) SEMI JOIN stated USING (dataset, row_id))")
        found["links"] = self._table(self._links())
        return found

    def side(self, side: str, dataset: str) -> Any:
        """Return a table as a side, ``before`` or ``after``, has it."""
        return self._table(f"{SIDES[side]}_{dataset}")

    def _table(self, source: str) -> Any:
        return self._db.execute(f"FROM {source}").to_arrow_table()

    def _mix_columns(self) -> None:
        """Make the rows that take some of their columns from the candidate, with what follows from these."""
        for dataset in CHOSEN:
            taken = {row_id: names for (of, row_id), names in self.sides.columns.items() if of == dataset}
            if not taken:
                continue
            before, after = (self.rows(dataset, taken, side) for side in SIDES)
            follows = followers(dataset)
            for row_id, names in taken.items():
                also = [name for name, base in follows.items() if base in names]
                self.made[dataset, row_id] = {
                    **before[row_id],
                    **{name: after[row_id][name] for name in (*names, *also)},
                }

    def _load(self) -> None:
        """Tell the database what was chosen so far."""
        for dataset in CHOSEN:
            made = {row_id: row for (of, row_id), row in self.made.items() if of == dataset}
            out = {row_id for of, row_id in self.sides.gone if of == dataset} | made.keys()
            come = {row_id for of, row_id in self.sides.come if of == dataset} - made.keys()
            self._register(f"out_{dataset}", {"id": sorted(out)})
            self._register(f"in_{dataset}", {"id": sorted(come)})
            self._db.register(f"made_{dataset}", table_of(self._schemas[dataset], list(made.values())))
        for name, rows in (("as_published", self.sides.as_published), ("as_built", self.sides.as_built)):
            ordered = sorted(rows)
            self._register(name, {"dataset": [each[0] for each in ordered], "row_id": [each[1] for each in ordered]})
        barred = (row_id for dataset, row_id in self.sides.barred if dataset == "documents")
        self._register("barred_documents", {"document_id": sorted(barred)})
        self._register("held", {"document_id": sorted(self.sides.held)})
        self._register(
            "copied", {"document_id": list(self.sides.superseded), "copy": list(self.sides.superseded.values())}
        )
        chosen = f"(SELECT document_id FROM {self._chosen('documents')})"
        self._db.execute(
            f"""CREATE OR REPLACE TEMP TABLE built_documents AS
            SELECT document_id FROM {chosen} SEMI JOIN c_documents USING (document_id) ANTI JOIN held USING (document_id)"""
        )
        self._db.execute(
            f"""CREATE OR REPLACE TEMP TABLE published_documents AS
            SELECT document_id FROM {chosen} ANTI JOIN built_documents USING (document_id)"""
        )
        stated = [
            f"""SELECT '{dataset}' AS dataset, "{self._schemas[dataset].primary_key}" AS row_id FROM {self._chosen(dataset)}"""
            for dataset in _STATED
        ]
        stated.append(f"SELECT 'tables', cell_id FROM {self._of_documents('tables')}")
        self._db.execute(f"CREATE OR REPLACE TEMP TABLE stated AS {' UNION ALL '.join(stated)}")
        self._anchor()

    def _anchor(self) -> None:
        """Find the places of rows that rest on the text which a page has in the other version only."""
        moved: dict[str, Row] = {}
        lost: set[str] = set()
        for evidence, rows, documents in (
            ("p_evidence", "as_published", "built_documents"),
            ("c_evidence", "as_built", "published_documents"),
        ):
            found = self._db.execute(
                f"""SELECT e.*, r.p_text, r.c_text FROM {evidence} e SEMI JOIN {rows} USING (dataset, row_id)
                SEMI JOIN {documents} USING (document_id) JOIN rewritten r USING (document_id, page)"""
            ).to_arrow_table()
            texts = zip(found["p_text"].to_pylist(), found["c_text"].to_pylist(), strict=True)
            for row, (published, built) in zip(rows_of(self._schemas["evidence"], found), texts, strict=True):
                text, other = (published, built) if rows == "as_published" else (built, published)
                if made := anchored(row, text or "", other or ""):
                    moved[made["evidence_id"]] = made
                elif rows == "as_published":
                    lost.add(row["document_id"])
        self._db.register("anchored", table_of(self._schemas["evidence"], list(moved.values())))
        if lost:  # what stays rests on words that the candidate's text does not have
            self.sides.held |= lost
            self._load()

    def _chosen(self, dataset: str) -> str:
        """Return a query for the rows of a dataset as they are put together."""
        key = f'"{self._schemas[dataset].primary_key}"'
        if self.sides.all_built:
            return f"""(SELECT * FROM c_{dataset} s ANTI JOIN out_{dataset} ON s.{key} = id
                UNION ALL BY NAME SELECT * FROM made_{dataset})"""
        return f"""(SELECT * FROM p_{dataset} s ANTI JOIN out_{dataset} ON s.{key} = id
            UNION ALL BY NAME SELECT * FROM c_{dataset} s SEMI JOIN in_{dataset} ON s.{key} = id
            UNION ALL BY NAME SELECT * FROM made_{dataset})"""

    def _of_documents(self, dataset: str) -> str:
        """Return a query for rows that follow their document."""
        return f"""(SELECT * FROM c_{dataset} SEMI JOIN built_documents USING (document_id)
            UNION ALL BY NAME SELECT * FROM p_{dataset} SEMI JOIN published_documents USING (document_id))"""

    def _evidence(self) -> str:
        """Return a query for the evidence of all rows, and of some that did not come; a superseded document states few."""
        return """SELECT * FROM (
            SELECT * FROM c_evidence ANTI JOIN as_published USING (dataset, row_id) ANTI JOIN as_built USING (dataset, row_id)
                SEMI JOIN built_documents USING (document_id)
            UNION ALL BY NAME
            SELECT * FROM p_evidence ANTI JOIN as_published USING (dataset, row_id) ANTI JOIN as_built USING (dataset, row_id)
                SEMI JOIN published_documents USING (document_id)
                WHERE dataset = 'tables' OR document_id NOT IN (
                    SELECT document_id FROM copied WHERE copy IN (SELECT document_id FROM built_documents))
            UNION ALL BY NAME
            SELECT * FROM c_evidence SEMI JOIN as_built USING (dataset, row_id) ANTI JOIN barred_documents USING (document_id)
                ANTI JOIN (FROM rewritten SEMI JOIN published_documents USING (document_id)) USING (document_id, page)
            UNION ALL BY NAME
            SELECT * FROM p_evidence SEMI JOIN as_published USING (dataset, row_id) ANTI JOIN (
                SELECT evidence_id FROM c_evidence SEMI JOIN as_built USING (dataset, row_id)) USING (evidence_id)
                ANTI JOIN (FROM rewritten SEMI JOIN built_documents USING (document_id)) USING (document_id, page)
            UNION ALL BY NAME SELECT * FROM anchored
        )"""

    def _links(self) -> str:
        entities = " UNION ALL ".join(
            f"""SELECT "{self._schemas[dataset].primary_key}" AS entity_id, '{dataset}' AS dataset FROM {self._chosen(dataset)}"""
            for dataset in ENTITIES
        )
        kept = "SELECT row_id AS entity_id FROM as_published ANTI JOIN as_built USING (dataset, row_id)"
        return f"""(SELECT * FROM c_links SEMI JOIN ({entities}) USING (entity_id) ANTI JOIN ({kept}) USING (entity_id)
            UNION ALL BY NAME SELECT * FROM p_links SEMI JOIN ({entities}) USING (entity_id) SEMI JOIN ({kept}) USING (entity_id))"""

    def _shown(self, dataset: str) -> str:
        """Return a query for a dataset with the names that its entities have here."""
        shown = DISPLAY_NAMES.get(dataset, {})
        source = self._chosen(dataset)
        if not shown:
            return source
        names = " UNION ALL ".join(
            f'SELECT "{self._schemas[entity].primary_key}" AS id, name FROM {self._chosen(entity)}'
            for entity in ENTITIES
        )
        joins = " ".join(
            f'LEFT JOIN names n{number} ON n{number}.id = s."{column}"' for number, column in enumerate(shown.values())
        )
        replaced = ", ".join(
            f'coalesce(n{number}.name, s."{column}") AS "{column}"' for number, column in enumerate(shown)
        )
        return f"(WITH names AS ({names}) SELECT s.* REPLACE ({replaced}) FROM {source} s {joins})"

    def _bring_documents(self) -> bool:
        """Bring the documents of what rows rest on; return whether any was missing."""
        self._load()
        missing = self._db.execute(
            f"""SELECT DISTINCT document_id FROM (
                SELECT * FROM c_evidence SEMI JOIN as_built USING (dataset, row_id)
                UNION ALL BY NAME SELECT * FROM p_evidence SEMI JOIN as_published USING (dataset, row_id))
            SEMI JOIN stated USING (dataset, row_id) ANTI JOIN barred_documents USING (document_id)
            ANTI JOIN (SELECT document_id FROM {self._chosen("documents")}) USING (document_id)"""
        ).fetchall()
        return self._bring("documents", {each for (each,) in missing}, ("evidence", "document_id"))

    def _bring_named(self) -> bool:
        """Bring what rows name; return whether any was missing."""
        found = False
        for dataset in CHOSEN:
            for column, condition, resource in references(self._schemas[dataset]):
                key = self._schemas[resource].primary_key
                missing = self._db.execute(
                    f"""SELECT DISTINCT "{column}" FROM {self._chosen(dataset)} s WHERE "{column}" IS NOT NULL AND {condition}
                    AND "{column}" NOT IN (SELECT "{key}" FROM {self._chosen(resource)})"""
                ).fetchall()
                found = self._bring(resource, {each for (each,) in missing}, (dataset, column)) or found
        if found:
            self._load()
        return found

    def _bring(self, dataset: str, ids: set[str], by: tuple[str, str]) -> bool:
        if not ids:
            return False
        published, built = (self.there(side, dataset, ids) for side in SIDES)
        for row_id in sorted(ids):
            row = (dataset, row_id)
            if row_id in published:
                self.sides.keep(row)
            elif row_id not in built:
                raise ShuttenError(
                    row_id, f"is named and has no row in {dataset} of either version.", "Build both again."
                )
            elif row not in self.sides.barred:
                self.sides.come.add(row)
                self.sides.as_built.add(row)
            else:
                self._hold_back_naming(*by, row_id)
        return True

    def _hold_back_naming(self, dataset: str, column: str, row_id: str) -> None:
        """Hold back the rows that name one that must not come."""
        question = f'SELECT "{self._schemas[dataset].primary_key}" FROM {self._chosen(dataset)} WHERE "{column}" = ?'
        found = self._db.execute(question, [row_id]).fetchall()
        self._hold_back(dataset, {each for (each,) in found})

    def _hold_unstated(self) -> bool:
        """Hold back rows that nothing would state; return whether there were any."""
        found = self._db.execute(f"FROM stated ANTI JOIN ({self._evidence()}) USING (dataset, row_id)").fetchall()
        if not self.sides.all_built:
            found = [row for row in found if row in self.sides.as_built]
        for dataset in {each for each, _ in found}:
            self._hold_back(dataset, {row_id for of, row_id in found if of == dataset})
        return bool(found)

    def _hold_back(self, dataset: str, ids: Collection[str]) -> None:
        published = self.there("before", dataset, ids)
        for row_id in ids:
            self.made.pop((dataset, row_id), None)
            self.sides.hold_back((dataset, row_id), is_published=row_id in published)

    def _register(self, name: str, columns: Mapping[str, Iterable[str]]) -> None:
        self._db.register(
            name, pa.table({column: pa.array(list(values), pa.string()) for column, values in columns.items()})
        )


@contextmanager
def composed(before: Path | None, after: Path, sides: Sides) -> Iterator[Composition]:
    """Open two versions, as `two_versions` does, to put them together by `sides`."""
    with two_versions(before, after) as db:
        yield Composition(db, sides)
