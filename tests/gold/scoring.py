"""Precision and recall of published rows against facts that were annotated by hand, by kind.

A fact and a row are the same if they agree on everything that the kind's key holds. Names are compared without regard to
script, spelling variants that the names files list, quotation marks and spaces; figures by value, bound and period.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from extract.entities.link import script_key
from extract.mentions.names import NameFinder

Row = Mapping[str, Any]
Key = tuple[Any, ...]
_ROLES = {"role_at", "formerly_at", "founded_by"}
# A date under a name proves that it came out, not whether a page calls that 発表, 公開 or 更新.
_EVENTS = {"released": "announced", "upgraded": "announced"}


@dataclass(frozen=True)
class Score:
    """Counts of one kind: facts annotated, rows published, and how many of them are the same."""

    facts: int
    rows: int
    right: int
    missed: tuple[Key, ...]
    extra: tuple[Key, ...]

    @property
    def recall(self) -> float:
        return self.right / self.facts if self.facts else 1.0

    @property
    def precision(self) -> float:
        return self.right / self.rows if self.rows else 1.0


class Scorer:
    """Compares facts with rows.

    Args:
        finder: knows which spellings are one entity.
        rows: the published rows by dataset.
    """

    def __init__(self, finder: NameFinder, rows: Mapping[str, Sequence[Row]]) -> None:
        self._finder = finder
        self._rows = rows
        self._by_alias = {
            script_key(alias): row[f"{dataset[:-1] if dataset != 'people' else 'person'}_id"]
            for dataset in ("organizations", "people", "models", "products")
            for row in rows[dataset]
            for alias in (*(row["aliases"] or ()), row["name"])
        }

    def scores(self, facts: Mapping[str, Sequence[Row]]) -> dict[str, Score]:
        """Return the score of every kind that has facts."""
        kinds: dict[str, tuple[Callable[[Row], Key], Iterable[Row], Iterable[Row]]] = {
            "releases": (self._release, facts.get("releases", ()), self._rows["releases"]),
            "figures": (self._figure, facts.get("figures", ()), self._rows["figures"]),
            "citations": (self._citation, facts.get("citations", ()), self._rows["citations"]),
            "rankings": (self._ranking, facts.get("rankings", ()), self._rows["rankings"]),
            "policies": (self._policy, facts.get("policies", ()), self._rows["policies"]),
            "roles": (
                self._role,
                [fact for fact in facts.get("people", ()) if fact["predicate"] in _ROLES],
                [row for row in self._rows["relations"] if row["predicate"] in {"role_at", "formerly_at"}],
            ),
            "developers": (
                self._relation,
                [fact for fact in facts.get("relations", ()) if fact["predicate"] == "developed_by"],
                [row for row in self._rows["relations"] if row["predicate"] == "developed_by"],
            ),
            "stack": (
                self._relation,
                [fact for fact in facts.get("relations", ()) if fact["predicate"] in {"uses_chip", "uses_framework"}],
                [row for row in self._rows["relations"] if row["predicate"] in {"uses_chip", "uses_framework"}],
            ),
        }
        scores = {}
        for kind, (key, annotated, published) in kinds.items():
            wanted, found = {key(fact) for fact in annotated}, {key(row) for row in published}
            if wanted:
                scores[kind] = Score(
                    len(wanted),
                    len(found),
                    len(wanted & found),
                    tuple(sorted(wanted - found, key=repr)),
                    tuple(sorted(found - wanted, key=repr)),
                )
        return scores

    def _name(self, name: str | None) -> str:
        name = (name or "").strip("「」“”『』《》 ")
        known = self._by_alias.get(script_key(name)) or next(iter(self._finder.candidates(name)), "")
        return known or script_key(name)

    def _release(self, row: Row) -> Key:
        if row.get("model_id"):
            return row["model_id"], _EVENTS.get(row["event"], row["event"]), row["date"]
        version = row["version"] or ""
        name = row["model"]
        if version and not script_key(name).endswith(script_key(version)):
            name = f"{name}{version}"
        return self._name(name), _EVENTS.get(row["event"], row["event"]), row["date"]

    def _figure(self, row: Row) -> Key:
        high = row.get("value_max")
        return (
            self._name(row["subject"]),
            str(Decimal(str(row["value"])).normalize()),
            str(Decimal(str(high)).normalize()) if high not in (None, "") else "",
            row["bound"],
            row["per"] or "",
        )

    def _citation(self, row: Row) -> Key:
        return script_key(row["title"]), row["year"] or ""

    def _ranking(self, row: Row) -> Key:
        return row["rank"], row["item"], str(Decimal(str(row["score"])).normalize()), row["tier"] or ""

    def _policy(self, row: Row) -> Key:
        return row["jurisdiction"] or "", script_key(row["title"] or ""), row["horizon"] or ""

    def _role(self, row: Row) -> Key:
        if "organization" in row:
            return self._name(row["name"]), self._name(row["organization"]), row["role"]
        return self._name(row["subject"]), self._name(row["object"]), row["qualifier"] or ""

    def _relation(self, row: Row) -> Key:
        return self._name(row["subject"]), row["predicate"], self._name(row["object"])
