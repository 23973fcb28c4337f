"""The rows of a dataset in two pieces: those that stay as the last merge left them, and those that are made now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from extract.datasets.columns import pa, pc
from extract.datasets.engine import Engine


@dataclass(frozen=True)
class Pieces:
    """Rows of a dataset; no key is in both pieces.

    Attributes:
        last: the table that the last merge left, sorted, with all columns of `fresh` or more; empty if there was none.
        stays: which rows of it stay, a Boolean for each.
        fresh: the others, in any order.
    """

    last: Any
    stays: Any
    fresh: Any

    @classmethod
    def made(cls, table: Any, last: Any = None) -> Pieces:
        """Return a dataset of which every row is made now.

        Args:
            table: its rows.
            last: the table of the last merge, of which nothing stays.
        """
        before = table.slice(0, 0) if last is None else last
        return cls(before, pa.repeat(pa.scalar(False), len(before)), table)

    @classmethod
    def kept(cls, last: Any, column: str, gone: Any, fresh: Any) -> Pieces:
        """Return a dataset of which the rows stay whose value in a column is not among those that are gone."""
        is_gone = pc.is_in(last[column], value_set=gone).combine_chunks()
        return cls(last, pc.invert(is_gone), fresh)

    def carried(self, *columns: str) -> Any:
        """Return columns of the rows that stay, all if none is named."""
        last = self.last.select(list(columns)) if columns else self.last
        return last if pc.all(self.stays, min_count=0).as_py() else last.filter(self.stays)

    def gone(self) -> Any:
        """Return the rows of the last merge that do not stay, with the columns of `fresh`; some of them may be made again."""
        return self.last.select(self.fresh.schema.names).filter(pc.invert(self.stays))

    def whole(self) -> Any:
        """Return all rows, in no order, with the columns of those that are made now."""
        carried = self.carried(*self.fresh.schema.names)
        return pa.concat_tables([carried, self.fresh.cast(carried.schema)])

    def without(self, mask: Any) -> Pieces:
        """Return the dataset without the rows of `fresh` that a mask tells."""
        return replace(self, fresh=self.fresh.filter(pc.invert(mask)))

    def sorted(self, engine: Engine, order: Sequence[str]) -> Any:
        """Return all rows, sorted, null first, texts by their code points.

        Rows that stay are in order already; the place of each new one among them is found by halving, for all at once.

        Args:
            engine: sorts what is new.
            order: the columns that decide.
        """
        columns = list(dict.fromkeys(order))
        fresh = engine.sorted(self.fresh, columns).cast(self.last.schema)
        stays = np.flatnonzero(self.stays.to_numpy(zero_copy_only=False))
        if not len(stays):
            return fresh.combine_chunks()
        keys = self.last.select(columns), fresh.select(columns)
        if any(column.null_count for table in keys for column in table.columns):
            return engine.sorted(self.whole(), columns).combine_chunks()
        places = np.searchsorted(stays, _places(*keys))
        numbers = np.insert(stays, places, len(self.last) + np.arange(len(fresh)))
        return pa.concat_tables([self.last, fresh]).take(pa.array(numbers)).combine_chunks()


def _places(ordered: Any, asked: Any) -> Any:
    """Return for each row of `asked` how many rows of `ordered` come before it; both have the same columns, without null."""
    low, high = np.zeros(len(asked), np.int64), np.full(len(asked), len(ordered), np.int64)
    while (open_ := np.flatnonzero(low < high)).size:
        middle = (low[open_] + high[open_]) // 2
        is_before = _is_less(ordered.take(pa.array(middle)), asked.take(pa.array(open_)))
        low[open_] = np.where(is_before, middle + 1, low[open_])
        high[open_] = np.where(is_before, high[open_], middle)
    return low


def _is_less(one: Any, other: Any) -> Any:
    """Return for each row whether it comes before the row of the same number in another table."""
    less, equal = np.zeros(len(one), bool), np.ones(len(one), bool)
    for left, right in zip(one.columns, other.columns, strict=True):
        less |= equal & pc.less(left, right).to_numpy()
        equal &= pc.equal(left, right).to_numpy()
    return less
