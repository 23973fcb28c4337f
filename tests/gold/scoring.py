"""Precision and recall of published rows against facts that were annotated by hand, by kind.

A fact and a row are the same if they agree on everything that the kind's key holds. Names are compared without regard to
script, spelling variants that the names files list, quotation marks and spaces; figures by value, bound and period.

Who developed a model is stated by `relations` and, as often, by the `organization` of a release: both are wanted, and no
row is wrong that either states. What a model runs on (`stack`) is compared by its maker, because a page that shows a
company's layers of technology says as much of the company as of the model in the middle.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from extract.entities.keys import script_key
from extract.ids import name_key, sha256_bytes
from extract.mentions.names import NameFinder
from extract.sources.knowledge import Knowledge
from extract.text import clean

Row = Mapping[str, Any]
Key = tuple[Any, ...]
_ROLES = {"role_at", "formerly_at", "founded_by"}
_DATASETS = {"organizations": "organization", "people": "person", "models": "model", "products": "product"}
_STACK = {"uses_chip", "uses_framework"}
_OBJECTS = {"developed_by": "organization"}
_BRACKETS = re.compile(r"\s*[(（][^()（）]*[)）]\s*$")
_GENERIC = re.compile(r"(?:大規模言語モデル|大语言模型|大模型|モデル)$")
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
        knowledge: knows who makes what.
    """

    def __init__(self, finder: NameFinder, rows: Mapping[str, Sequence[Row]], knowledge: Knowledge) -> None:
        self._finder = finder
        self._knowledge = knowledge
        self._rows = rows
        self._by_alias: dict[str, dict[str, str]] = {}
        for dataset, entity_type in _DATASETS.items():
            for row in rows[dataset]:
                for alias in (*(row["aliases"] or ()), row["name"]):
                    self._by_alias.setdefault(script_key(alias), {})[entity_type] = row[f"{entity_type}_id"]

    def scores(self, facts: Mapping[str, Sequence[Row]]) -> dict[str, Score]:
        """Return the score of every kind that has facts."""
        kinds: dict[str, tuple[Callable[[Row], Key], Iterable[Row], Iterable[Row]]] = {
            "releases": (self._release, facts.get("releases", ()), self._rows["releases"]),
            "figures": (self._figure, facts.get("figures", ()), self._rows["figures"]),
            "citations": (
                self._citation_by_digest
                if "title_sha256" in next(iter(facts.get("citations", ())), {})
                else self._citation,
                facts.get("citations", ()),
                self._rows["citations"],
            ),
            "rankings": (self._ranking, facts.get("rankings", ()), self._rows["rankings"]),
            "policies": (self._policy, facts.get("policies", ()), self._rows["policies"]),
            "roles": (
                self._role,
                [fact for fact in facts.get("people", ()) if fact["predicate"] in _ROLES],
                [row for row in self._rows["relations"] if row["predicate"] in {"role_at", "formerly_at"}],
            ),
            "developers": (self._relation, self._developers(facts), self._relations({"developed_by"})),
            "stack": (
                self._use,
                [fact for fact in facts.get("relations", ()) if fact["predicate"] in _STACK],
                self._relations(_STACK),
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

    def _relations(self, predicates: set[str]) -> list[Row]:
        return [row for row in self._rows["relations"] if row["predicate"] in predicates]

    def _developers(self, facts: Mapping[str, Sequence[Row]]) -> list[Row]:
        """Return who developed what, by the relations and by the organizations of the releases."""
        stated = [fact for fact in facts.get("relations", ()) if fact["predicate"] == "developed_by"]
        return stated + [
            {"subject": self._versioned(fact), "predicate": "developed_by", "object": fact["organization"]}
            for fact in facts.get("releases", ())
            if fact.get("organization")
        ]

    def _name(self, name: str | None, entity_type: str = "") -> str:
        """Return the id of what bears a name, one of the given type rather than another, else the name folded.

        The names files come first, because a row of a version may have its family's name as an alias.
        """
        name = (name or "").strip("「」“”『』《》 ")
        for spelling in (name, _BRACKETS.sub("", name), _GENERIC.sub("", name)):
            known = self._finder.candidates(spelling)
            used = self._by_alias.get(script_key(spelling), {})
            of_type = [each for each in known if self._finder.entity_type(each) == entity_type]
            for found in (*of_type, used.get(entity_type), *known, *used.values()):
                if found:
                    return found
        return script_key(name)

    def _versioned(self, row: Row) -> str:
        """Return a model's name with its version, as far as the name does not end with it."""
        name, version = row["model"], row["version"] or ""
        return f"{name}{version}" if version and not script_key(name).endswith(script_key(version)) else name

    def _release(self, row: Row) -> Key:
        if row.get("model_id"):
            return row["model_id"], _EVENTS.get(row["event"], row["event"]), row["date"]
        return self._name(self._versioned(row), "model"), _EVENTS.get(row["event"], row["event"]), row["date"]

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

    def _citation_by_digest(self, row: Row) -> Key:
        digest = row.get("title_sha256") or sha256_bytes(name_key(clean(row["title"]).text).encode())
        return digest, row["year"] or ""

    def _ranking(self, row: Row) -> Key:
        return row["rank"], row["item"], str(Decimal(str(row["score"])).normalize()), row["tier"] or ""

    def _policy(self, row: Row) -> Key:
        return row["jurisdiction"] or "", script_key(row["title"] or ""), row["horizon"] or ""

    def _role(self, row: Row) -> Key:
        if "organization" in row:
            return self._name(row["name"]), self._name(row["organization"]), row["role"]
        return self._name(row["subject"]), self._name(row["object"]), row["qualifier"] or ""

    def _relation(self, row: Row) -> Key:
        subject = row.get("subject_id") or self._name(row["subject"], "model")
        return (
            subject,
            row["predicate"],
            row.get("object_id") or self._name(row["object"], _OBJECTS.get(row["predicate"], "product")),
        )

    def _use(self, row: Row) -> Key:
        subject, predicate, used = self._relation(row)
        return self._maker(subject), predicate, used

    def _maker(self, entity_id: str) -> str:
        entity = self._knowledge.get(entity_id)
        return entity.makers[0] if entity and entity.entity_type == "model" and entity.makers else entity_id
