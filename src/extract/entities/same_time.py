"""Whether documents speak of one time: what was so in one year need not be so in the next."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Set
from typing import Any

_APART = 366  # days between the publication of two documents that still speak of one time


class SameTime:
    """Tells which documents may contradict each other about what changes with time.

    Args:
        documents: rows of the dataset `documents`.
    """

    def __init__(self, documents: Iterable[dict[str, Any]]) -> None:
        self._published = {
            row["document_id"]: (
                dt.date.fromisoformat(row["published_earliest"]),
                dt.date.fromisoformat(row["published_latest"]),
            )
            for row in documents
            if row.get("published_earliest") and row.get("published_latest")
        }

    def holds(self, ones: Set[str], others: Set[str]) -> bool:
        """Return whether a document of one side is one of the other, or was published within a year of it.

        Of a document without a day of publication nothing is known.
        """
        return bool(ones & others) or any(self._near(one, other) for one in ones for other in others)

    def _near(self, one: str, other: str) -> bool:
        if one not in self._published or other not in self._published:
            return False
        (start, end), (other_start, other_end) = self._published[one], self._published[other]
        return (other_start - end).days <= _APART and (start - other_end).days <= _APART
