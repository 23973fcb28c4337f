"""Facts that are compared by what stands together: two names of one thing, and a date or term with the place that states it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from gold.report_compare import Key, Keyed, Row

from extract.entities.keys import script_key


def alias_key(fact: Row) -> Key:
    """Return the two names in any script, in either order."""
    return tuple(sorted((script_key(fact["name"]), script_key(fact["other"]))))


def alias_rows(rows: Mapping[str, Sequence[Row]], datasets: Iterable[str]) -> Iterator[Key]:
    """Yield every two names that a row has for one thing, that documents write, and that are not one spelling."""
    text = script_key("\n".join(page["text"] for page in rows["pages"]))
    for row in (row for dataset in datasets for row in rows[dataset]):
        names = {row["name"], *(row["aliases"] or ()), *(row[f"name_{code}"] or "" for code in ("ja", "zh", "en"))}
        rest, written = text, []
        for key in sorted({script_key(each) for each in names if each}, key=lambda each: (-len(each), each)):
            if key in rest:
                # What stands only inside a longer name is not written for itself.
                rest = rest.replace(key, "\n")
                written.append(key)
        yield from combinations(sorted(written), 2)


def anchor(field: str) -> Keyed:
    """Return the key of what has no name: its date or term and where it begins."""
    return lambda fact: (script_key(fact[field]), fact["start"])


def anchored(
    rows: Mapping[str, Sequence[Row]], dataset: str, field: str, facts: Sequence[Row], share: float = 0.0
) -> Iterator[Key]:
    """Yield the keys of the facts that a row states, else the row's own.

    Args:
        rows: the published rows by dataset, with `evidence`; `dataset` may be missing.
        dataset: `definitions` or `events`.
        field: the column that must agree, the date or the term. The places of the row must overlap the fact's.
        facts: the facts of the kind.
        share: how much of the fact's place the longest overlap must hold, from 0 (a character) to 1.
    """
    spans: dict[str, list[tuple[int, int]]] = {}
    for each in rows["evidence"]:
        if each["dataset"] == dataset:
            spans.setdefault(each["row_id"], []).append((each["start"], each["end"]))
    for row in rows.get(dataset, ()):
        row_id, stated = row[f"{dataset[:-1]}_id"], script_key(row[field] or "")
        places = spans.get(row_id, ())
        same = [
            anchor(field)(fact)
            for fact in facts
            if _overlap(fact, places) > share * (fact["end"] - fact["start"])
            and stated in {script_key({**fact, **way}[field]) for way in ({}, *fact.get("also", ()))}
        ]
        yield from same or [(stated, row_id)]


def _overlap(fact: Row, places: Iterable[tuple[int, int]]) -> int:
    return max((min(end, fact["end"]) - max(start, fact["start"]) for start, end in places), default=0)
