"""Which documents came and went since the last merge, and the rows of shards that have to do with them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from extract.datasets.columns import pa, pc
from extract.datasets.copies import DOCUMENT, without_copies

Made = tuple[str, ...]
"""What a document's rows were made of: the keys of its sources. Rows that were made of the same are the same."""

_MOST = 4
"""If more than one document in so many is new or gone, everything is merged anew: there is little to save."""


@dataclass(frozen=True)
class Before:
    """The last merge.

    Attributes:
        documents: those that stood for themselves, each with what its rows were made of.
        tables: what the merge returned in `extract.datasets.merge.Merged.kept`.
        shards: gives the shard tables of such documents as they were then, None if these are there no more.
    """

    documents: Mapping[str, Made]
    tables: Mapping[str, Any]
    shards: Callable[[Collection[str]], Mapping[str, Any] | None]


class News:
    """What is looked at in a merge: what came, what went, and on demand all that is said of the same things.

    Args:
        tables: those of all shards.
        made: by their numbers, the documents and what the rows of each were made of.
        before: the last merge, None if there was none.

    Attributes:
        documents: the valid rows of the documents that stand for themselves.
        made: what the rows of each document that stands for itself were made of.
        before: the last merge, None if everything is to be merged anew.
        gone_ids: the documents whose rows of then are not to be kept.
    """

    def __init__(self, tables: Mapping[str, Any], made: Sequence[tuple[str, Made]], before: Before | None) -> None:
        self._tables = tables
        self.documents, self._copies = without_copies(tables["documents"])
        copies = set(self._copies.to_pylist())
        stands = [(number, *each) for number, each in enumerate(made) if number not in copies]
        self.made = {document_id: keys for _, document_id, keys in stands}
        self.before, self._gone, self.gone_ids = self._since(before)
        known = self.before.documents if self.before else {}
        come = [number for number, document_id, keys in stands if known.get(document_id) != keys]
        self._come = pa.array(come, pa.int32()) if self.before else None

    def _since(self, before: Before | None) -> tuple[Before | None, Mapping[str, Any], Any]:
        none: tuple[None, dict[str, Any], Any] = None, {}, pa.array([], pa.string())
        if before is None:
            return none
        gone = [each for each, made in before.documents.items() if self.made.get(each) != made]
        come = [each for each, made in self.made.items() if before.documents.get(each) != made]
        if (len(gone) + len(come)) * _MOST > len(self.made) or (shards := before.shards(gone)) is None:
            return none
        return before, shards, pa.array(gone, pa.string())

    def all(self, name: str) -> Any:
        """Return the rows of a shard table of all documents that stand for themselves."""
        table = self._tables[name]
        if not len(self._copies):
            return table
        return table.filter(pc.invert(pc.is_in(table[DOCUMENT], value_set=self._copies)))

    def come(self, name: str) -> Any:
        """Return the rows of a shard table of documents that came; of all if everything is merged anew."""
        if self._come is None:
            return self.all(name)
        table = self._tables[name]
        return table.filter(pc.is_in(table[DOCUMENT], value_set=self._come))

    def told(self, name: str, column: str) -> Any:
        """Return the distinct values of a column of a shard table in documents that came or went."""
        parts = [self.come(name)[column], *([self._gone[name][column]] if self._gone else ())]
        return pc.unique(pa.chunked_array([chunk for part in parts for chunk in part.chunks], parts[0].type))

    def of(self, name: str, column: str, values: Any) -> Any:
        """Return the rows of a shard table, of all documents that stand for themselves, with one of some values in a column."""
        table = self._tables[name]
        found = table.filter(pc.is_in(table[column], value_set=values))
        return (
            found.filter(pc.invert(pc.is_in(found[DOCUMENT], value_set=self._copies))) if len(self._copies) else found
        )
