"""What all documents together say of entities, looked up for those that a merge has to do with."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from extract.datasets.columns import pa, pc
from extract.datasets.engine import Engine
from extract.datasets.entity_rows import EntityRows
from extract.datasets.named import Named
from extract.datasets.news import News
from extract.entities.link import Linked, Linker

SHOWN = "shown"
"""The table of what facts show of each entity: its name and version."""

_SHOWN = ("entity_id", "name", "version")


class NamedEntities:
    """The entities that documents name.

    Args:
        news: what came and went.
        linker: knows the entities of the names files.
        engine: the database to work with.
        again: entities whose rows are made again whatever came.

    Attributes:
        rows: makes the rows of those that were added.
        touched: the entities whose rows may be others than in the last merge; all if there was none.
        renamed: those of them that facts show under another name or version.
        shown: the table `SHOWN` of all.
    """

    def __init__(self, news: News, linker: Linker, engine: Engine, again: Iterable[str]) -> None:
        self._news = news
        self._linker = linker
        self._engine = engine
        self._named: dict[str, Named] = {}
        uses = news.all("entities").select(["entity_id", "family"])
        self._ids = frozenset(pc.unique(uses["entity_id"]).to_pylist())
        self.rows = EntityRows(linker, self._named, self._ids)
        told = frozenset(news.told("entities", "entity_id").to_pylist())
        self.touched = self._touched(uses, told | frozenset(again)) & self._ids if news.before else self._ids
        self.add(self.touched)
        self.shown, self.renamed = self._shown(told)

    def add(self, ids: Iterable[str]) -> None:
        """Look up what is said of entities and of their families, so that `rows` knows them; those nobody names are left out."""
        missing = (self._ids & frozenset(ids)) - self._named.keys()
        while missing:
            self._look_up(missing)
            families = {
                family.entity_id for each in missing for family in self._linker.families(self._named[each].linked)
            }
            missing = (self._ids & families) - self._named.keys()

    def _touched(self, uses: Any, told: frozenset[str]) -> frozenset[str]:
        """Return the entities of which something is told, and those that take their maker from such or have one that came or went.

        Args:
            uses: which entity is named, and its family.
            told: the entities that documents name which came or went.
        """
        before = (
            frozenset(self._news.before.tables[SHOWN]["entity_id"].to_pylist()) if self._news.before else frozenset()
        )
        moved = {
            each for each in told if (each in before) != (each in self._ids)
        } & self._linker.knowledge.entities.keys()
        makers = {
            each.entity_id for each in (self._linker.knowledge.entities.values() if moved else ()) if moved & set(each.makers)
        }  # fmt: skip
        changed = told | makers
        families = [
            family
            for family in pc.unique(uses["family"]).to_pylist()
            if family
            and any(each.entity_id in changed for each in self._linker.families(Linked("", "model", family=family)))
        ]
        below = uses["entity_id"].filter(pc.is_in(uses["family"], value_set=pa.array(families, pa.string())))
        return changed | frozenset(pc.unique(below).to_pylist())

    def _look_up(self, ids: frozenset[str]) -> None:
        if ids == self._ids:
            uses, counts = self._news.all("entities"), self._news.all("counts")
        else:
            asked = pa.array(sorted(ids), pa.string())
            uses, counts = (self._news.of(name, "entity_id", asked) for name in ("entities", "counts"))
        self._named.update(self._look(uses, counts))

    def _look(self, uses: Any, counts: Any) -> dict[str, Named]:
        found = {
            each["entity_id"]: Named(Linked(**each))
            for each in self._engine.query(
                """SELECT entity_id, entity_type, version, family, is_variant FROM entities
                QUALIFY row_number() OVER (PARTITION BY entity_id ORDER BY family = '', family, is_variant, version) = 1""",
                entities=uses,
            )
        }
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
        return found

    def _shown(self, told: frozenset[str]) -> tuple[Any, frozenset[str]]:
        """Return what facts show of all entities, and of which of those that are told of it is something else than before."""
        ids = sorted(self._ids & told)
        now = [(each, self.rows.display_name(each), self.rows.version_of(each)) for each in ids]
        columns: Iterator[Any] = zip(*now, strict=True) if now else iter([()] * len(_SHOWN))
        table = pa.table([pa.array(values, pa.string()) for values in columns], names=list(_SHOWN))
        if self._news.before is None:
            return table, frozenset()
        last = self._news.before.tables[SHOWN]
        is_told = pc.is_in(last["entity_id"], value_set=pa.array(sorted(told), pa.string()))
        before = zip(*last.filter(is_told).select(list(_SHOWN)).to_pydict().values(), strict=True)
        renamed = frozenset(row[0] for row in set(before) ^ set(now))
        return pa.concat_tables([last.filter(pc.invert(is_told)).select(list(_SHOWN)), table]), renamed
