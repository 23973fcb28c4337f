"""Precision and recall of published rows against facts that were annotated by hand, by kind.

A fact and a row are the same if they agree on everything that the kind's key holds. Names are compared without regard to
script, spelling variants that the names files list, quotation marks and spaces; figures by value, bound and period; what
has no name (an event, a definition) by its date or term and by the place that states it (`report_anchors`).

Who developed a model is stated by `relations` and, as often, by the `organization` of a release: both are wanted, and no
row is wrong that either states. What a model runs on (`stack`) or learns from (`training_data`), who joins it (`partners`)
and what it serves (`applications`) are compared by its maker, because a page that shows a company's layers of technology
says as much of the company as of the model in the middle.

A model's score in a benchmark (`results`) is a figure whose metric is the benchmark, and is compared by it too. Where such
facts are annotated, rows with a metric of the rules' own vocabulary are `figures`, others are `results`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from decimal import Decimal

from gold.report_anchors import alias_key, alias_rows, anchor, anchored
from gold.report_compare import Key, Keyed, Row, Score, compare

from extract.claims.metric_kinds import METRIC_KINDS
from extract.entities.keys import script_key
from extract.ids import name_key, sha256_bytes
from extract.mentions.names import NameFinder
from extract.sources.knowledge import Knowledge
from extract.text import clean

Kind = tuple[Keyed, Iterable[Row], Iterable[Row]]
_ROLES = {"role_at", "formerly_at", "founded_by"}
_DATASETS = {"organizations": "organization", "people": "person", "models": "model", "products": "product"}
_STACK = {"uses_chip", "uses_framework"}
_OBJECTS = {"developed_by": "organization"}
# The kinds of plain links, each one predicate.
_LINKS = {
    "products": "product_of",
    "members": "member_of",
    "bases": "based_on",
    "locations": "located_in",
    "investments": "invests_in",
    "open_sourced": "open_sourced_by",
    "founders": "founded_by",
}
_BRACKETS = re.compile(r"\s*[(（][^()（）]*[)）]\s*$")
_GENERIC = re.compile(r"(?:大規模言語モデル|大语言模型|大模型|モデル)$")
# A date under a name proves that it came out, not whether a page calls that 発表, 公開 or 更新.
_EVENTS = {"released": "announced", "upgraded": "announced"}


class Scorer:
    """Compares facts with rows.

    Args:
        finder: knows which spellings are one entity.
        rows: the published rows by dataset; `definitions` and `events` may be missing.
        knowledge: knows who makes what.
        by_maker: whether what is said of a model and of its maker is one, as the module says; of running text it is not.
    """

    def __init__(
        self, finder: NameFinder, rows: Mapping[str, Sequence[Row]], knowledge: Knowledge, *, by_maker: bool = True
    ) -> None:
        self._finder = finder
        self._by_maker = by_maker
        self._knowledge = knowledge
        self._rows = rows
        self._by_alias: dict[str, dict[str, str]] = {}
        for dataset, entity_type in _DATASETS.items():
            for row in rows[dataset]:
                for alias in (*(row["aliases"] or ()), row["name"]):
                    self._by_alias.setdefault(script_key(alias), {})[entity_type] = row[f"{entity_type}_id"]

    def scores(self, facts: Mapping[str, Sequence[Row]], always: Collection[str] = ()) -> dict[str, Score]:
        """Return the score of every kind that has sure facts, and of those that are looked for `always`: each row is wrong then."""
        scores = {
            kind: compare(annotated, map(key, published), key)
            for kind, (key, annotated, published) in self.plain(facts).items()
        }
        # A definition is the words that define; an event may be quoted by its date and name alone.
        for kind, field, share in (("definitions", "term", 0.5), ("events", "date", 0.0)):
            annotated = facts.get(kind, ())
            scores[kind] = compare(annotated, anchored(self._rows, kind, field, annotated, share), anchor(field))
        scores["aliases"] = compare(facts.get("aliases", ()), alias_rows(self._rows, _DATASETS), alias_key)
        return {kind: score for kind, score in scores.items() if score.facts or kind in always}

    def plain(self, facts: Mapping[str, Sequence[Row]]) -> dict[str, Kind]:
        """Return the kinds whose facts and rows have one key: the key, the facts and the rows."""
        kinds: dict[str, Kind] = {
            "releases": (self._release, facts.get("releases", ()), self._rows["releases"]),
            "figures": (self._figure, self._figures(facts), self._figure_rows(facts, results=False)),
            "results": (self._result, _results(facts), self._figure_rows(facts, results=True)),
            "citations": (
                self._citation_by_digest if _has(facts, "citations", "title_sha256") else self._citation,
                facts.get("citations", ()),
                self._rows["citations"],
            ),
            "rankings": (
                self._ranking if _has(facts, "rankings", "tier") else self._place,
                facts.get("rankings", ()),
                self._rows["rankings"],
            ),
            "policies": (
                self._policy_by_digest if _has(facts, "policies", "title_sha256") else self._policy,
                facts.get("policies", ()),
                self._rows["policies"],
            ),
            "roles": (
                self._role,
                [fact for fact in facts.get("people", ()) if fact["predicate"] in _ROLES],
                self._relations({"role_at", "formerly_at"}),
            ),
            "developers": (self._relation, self._developers(facts), self._relations({"developed_by"})),
            "stack": (
                self._use,
                [fact for fact in facts.get("relations", ()) if fact["predicate"] in _STACK],
                self._relations(_STACK),
            ),
            "partners": (self._partner, facts.get("partners", ()), self._relations({"partner_of"})),
            "applications": (self._application, facts.get("applications", ()), self._relations({"application"})),
            "categories": (self._category, facts.get("categories", ()), self._relations({"category"})),
            "training_data": (self._data, facts.get("training_data", ()), self._relations({"uses_dataset"})),
        }
        for kind, predicate in _LINKS.items():
            kinds[kind] = (self._link, facts.get(kind, ()), self._relations({predicate}))
        return kinds

    def lenient(self, facts: Mapping[str, Sequence[Row]]) -> dict[str, Score]:
        """Return scores that are shown and have no floor: figures without their subject, partners with their sector."""
        kinds: dict[str, Kind] = {
            "figures-values": (
                lambda row: self._figure(row)[1:],
                self._figures(facts),
                self._figure_rows(facts, results=False),
            ),
            "results-values": (
                lambda row: self._result(row)[1:],
                _results(facts),
                self._figure_rows(facts, results=True),
            ),
            "partners-sectors": (
                lambda row: (*self._partner(row), script_key(row["qualifier"])),
                [fact for fact in facts.get("partners", ()) if fact["qualifier"]],
                [row for row in self._relations({"partner_of"}) if row["qualifier"]],
            ),
        }
        return {
            kind: compare(annotated, map(key, published), key)
            for kind, (key, annotated, published) in kinds.items()
            if annotated
        }

    def _relations(self, predicates: set[str]) -> list[Row]:
        return [row for row in self._rows["relations"] if row["predicate"] in predicates]

    def _developers(self, facts: Mapping[str, Sequence[Row]]) -> list[Row]:
        """Return who developed what, by the relations and by the organizations of the releases."""
        stated = [fact for fact in facts.get("relations", ()) if fact["predicate"] == "developed_by"]
        return stated + [
            {
                "subject": self._versioned(fact),
                "predicate": "developed_by",
                "object": fact["organization"],
                "sure": fact.get("sure", True),
            }
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

    def _result(self, row: Row) -> Key:
        subject, value, high, *_ = self._figure(row)
        return subject, re.sub(r"[\W_]+", "", row["metric"].casefold()), value, high

    def _figures(self, facts: Mapping[str, Sequence[Row]]) -> list[Row]:
        """Return the figures; a result need not be one, and a row that states it under a metric such as accuracy is right."""
        return [{**fact, "sure": False} if fact.get("benchmark") else fact for fact in facts.get("figures", ())]

    def _figure_rows(self, facts: Mapping[str, Sequence[Row]], *, results: bool) -> list[Row]:
        if not _results(facts):
            return [] if results else list(self._rows["figures"])
        return [row for row in self._rows["figures"] if (row["metric"] not in METRIC_KINDS) == results]

    def _citation(self, row: Row) -> Key:
        return script_key(row["title"]), row["year"] or ""

    def _citation_by_digest(self, row: Row) -> Key:
        digest = row.get("title_sha256") or sha256_bytes(name_key(clean(row["title"]).text).encode())
        return digest, row["year"] or ""

    def _ranking(self, row: Row) -> Key:
        return row["rank"], row["item"], _score(row), row["tier"] or ""

    def _place(self, row: Row) -> Key:
        return row["rank"], self._name(row["item"], "place"), _score(row)

    def _policy(self, row: Row) -> Key:
        return row["jurisdiction"] or "", script_key(row["title"] or ""), row["horizon"] or ""

    def _policy_by_digest(self, row: Row) -> Key:
        digest = row.get("title_sha256")
        if digest is None:
            digest = sha256_bytes(script_key(clean(row["title"]).text).encode()) if row["title"] else ""
        return self._name(row["jurisdiction"], "place"), digest, row["horizon"] or ""

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

    def _end(self, row: Row, end: str) -> str:
        """Return what a link joins, one id for the model and the product that bear one name."""
        entity_id = row.get(f"{end}_id")
        return entity_id if entity_id and self._knowledge.get(entity_id) else self._name(row[end])

    def _link(self, row: Row) -> Key:
        return self._end(row, "subject"), self._end(row, "object")

    def _partner(self, row: Row) -> Key:
        """Return the two, in either order: a partnership has no direction."""
        return tuple(sorted(map(self._maker, self._link(row))))

    def _application(self, row: Row) -> Key:
        return self._maker(self._end(row, "subject")), script_key(row["object"])

    def _data(self, row: Row) -> Key:
        return self._maker(self._end(row, "subject")), self._end(row, "object")

    def _category(self, row: Row) -> Key:
        return self._end(row, "subject"), script_key(row["object"])

    def _maker(self, entity_id: str) -> str:
        if not self._by_maker:
            return entity_id
        entity = self._knowledge.get(entity_id)
        return entity.makers[0] if entity and entity.entity_type == "model" and entity.makers else entity_id


def _score(row: Row) -> str:
    """Return the score of a place in a ranking as a plain number, empty if the list gives none."""
    return "" if row["score"] is None else str(Decimal(str(row["score"])).normalize())


def _results(facts: Mapping[str, Sequence[Row]]) -> list[Row]:
    return [fact for fact in facts.get("figures", ()) if fact.get("benchmark")]


def _has(facts: Mapping[str, Sequence[Row]], kind: str, field: str) -> bool:
    return field in next(iter(facts.get(kind, ())), {})
