"""The rows of organizations, people, models and products: one an entity, with every spelling that is used."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from extract.claims.claim import Claim, EntityRef, HistoryClaim, RelationClaim, ReleaseClaim
from extract.datasets.dates import edtf_columns
from extract.datasets.facts import Link
from extract.datasets.named import Named, family_first
from extract.datasets.schema import Row
from extract.entities.keys import full_name, script_key, version_slug
from extract.entities.link import Linked, Linker

ENTITY_DATASETS = {
    "organization": "organizations",
    "person": "people",
    "model": "models",
    "product": "products",
}
"""Dataset by type of entity; other types have no rows."""

_KEYS = {dataset: f"{entity_type}_id" for entity_type, dataset in ENTITY_DATASETS.items()}
_KANA = re.compile("[\u3041-\u30fa\u30fd-\u30ff\u31f0-\u31ff\uff66-\uff9f]")
_HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]")
_USED_AS = {
    "uses_chip": "chip",
    "uses_framework": "framework",
    "uses_dataset": "dataset",
    "application": "application",
    "licensed_under": "licence",
}
_MADE_BY = frozenset({"developed_by", "product_of"})

ESTABLISHED = "established"
"""The kind of event that the column `organizations.established` tells the day of."""

_Place = tuple[str, int, int, int]  # document, page, start, end


def spelling_language(spelling: str, document_language: str) -> str:
    """Return the language of a name: kana tell Japanese, Latin letters alone English, Han the document's."""
    if _KANA.search(spelling):
        return "ja"
    if _HAN.search(spelling):
        return document_language.partition("-")[0]
    return "en" if _LATIN.search(spelling) else ""


@dataclass(slots=True)
class _Uses:
    """How documents use one entity: sets of (what, value, where), so that a place counts once.

    Attributes:
        stated: what is counted by its places: `shown` whole names with the version, `version`, `maker`, `kind` and
            `established`, and whole names and aliases under `name_` and their language.
        written: every spelling as it stands.
    """

    linked: Linked
    stated: set[tuple[str, str, _Place]] = field(default_factory=set)
    written: set[str] = field(default_factory=set)


class EntityUses:
    """Collects how published claims name entities and what they say of them.

    Args:
        linker: knows the families.
    """

    def __init__(self, linker: Linker) -> None:
        self._linker = linker
        self._uses: dict[str, _Uses] = {}

    def add_name(self, ref: EntityRef, linked: Linked, document_id: str, language: str) -> tuple[Linked, ...]:
        """Note one use of a name; return the entities that it is evidence for, its own and any families."""
        place = (document_id, ref.evidence.page, *ref.evidence.span)
        uses = self._uses_of(linked)
        uses.linked = min(uses.linked, linked, key=family_first)  # of one id, but not every name tells the family
        uses.written.update(filter(None, (ref.name, *ref.aliases)))
        uses.stated.add(("shown", full_name(ref), place))
        uses.stated.update(
            (f"name_{spelling_language(name, language)}", name, place) for name in (full_name(ref), *ref.aliases)
        )
        if ref.version and linked.entity_type == "model":
            uses.stated.add(("version", ref.version, place))
        families = self._linker.families(linked)
        for family in families:
            uses = self._uses_of(family)
            if family.entity_id == linked.family and (stem := self._family_spelling(ref, family)):
                uses.written.add(stem)
                uses.stated.add(("shown", stem, place))
                uses.stated.add((f"name_{spelling_language(stem, language)}", stem, place))
        return linked, *families

    def add_claim(self, claim: Claim, link: Link, document_id: str) -> None:
        """Note what a claim says about the makers, kinds and founding of entities that it names."""
        place = (document_id, claim.evidence[0].page, *claim.evidence[0].span)
        if isinstance(claim, ReleaseClaim) and claim.organization:
            organization = link(claim.organization)
            if organization.entity_type == "organization":
                self._state(link(claim.model), "maker", organization.entity_id, place)
        if isinstance(claim, HistoryClaim) and claim.subject and claim.event == ESTABLISHED:
            self._state(link(claim.subject), "established", claim.date.edtf, place)
        if isinstance(claim, RelationClaim):
            subject, target = link(claim.subject), link(claim.object)
            if claim.predicate in _MADE_BY and target.entity_type == "organization":
                self._state(subject, "maker", target.entity_id, place)
            if claim.predicate in _USED_AS and target.entity_type == "product":
                self._state(target, "kind", _USED_AS[claim.predicate], place)
            if claim.predicate == "founded_by" and claim.date:
                self._state(subject, "established", claim.date.edtf, place)

    def linked(self) -> Iterator[Linked]:
        """Yield every entity that is named."""
        for uses in self._uses.values():
            yield uses.linked

    def counts(self) -> Iterator[tuple[str, str, str, int]]:
        """Yield entity, what is stated of it (see `Named`), the value and in how many places."""
        for entity_id, uses in self._uses.items():
            for (what, value), places in Counter((what, value) for what, value, _ in uses.stated).items():
                yield entity_id, what, value, places
            for name in uses.written:
                yield entity_id, "written", name, 1

    def _state(self, linked: Linked, what: str, value: str, place: _Place) -> None:
        self._uses_of(linked).stated.add((what, value, place))

    def _family_spelling(self, ref: EntityRef, family: Linked) -> str:
        """Return how a version's name writes its family, or nothing if what is left is no name of it."""
        if not ref.version:
            series = self._linker.series_of(ref.name)
            return series.written if series and series.family == family.entity_id else ""
        stem = _without_version(ref)
        is_known = self._linker.entity(family.entity_id) is not None
        return stem if not is_known or self._linker.id_of_name("model", stem) == family.entity_id else ""

    def _uses_of(self, linked: Linked) -> _Uses:
        return self._uses.setdefault(linked.entity_id, _Uses(linked))


class EntityRows:
    """The rows of entities.

    Args:
        linker: knows the entities of the names files.
        named: what the documents say, by id.
        ids: all entities that documents name, if they are more than those in `named`.
    """

    def __init__(self, linker: Linker, named: Mapping[str, Named], ids: Container[str] | None = None) -> None:
        self._linker = linker
        self._named = named
        self._ids = named if ids is None else ids

    def display_name(self, entity_id: str) -> str:
        """Return the display name of an entity whose name was noted; of any other its id."""
        known = self._linker.entity(entity_id)
        if known:
            return next(known.names[code] for code in ("ja", "zh", "en") if code in known.names)
        return self._most(entity_id, "shown") or entity_id

    def type_of(self, entity_id: str) -> str:
        """Return the type of an entity whose name was noted."""
        return self._named[entity_id].linked.entity_type

    def version_of(self, entity_id: str) -> str | None:
        """Return the version of a model, null for a family."""
        known = self._linker.entity(entity_id)
        if known and known.version:
            return known.version
        return self._most(entity_id, "version")

    def rows(self, of: Iterable[str] | None = None) -> dict[str, list[Row]]:
        """Return the rows of the four datasets, of all entities or of some."""
        found: dict[str, list[Row]] = {dataset: [] for dataset in _KEYS}
        for entity_id in self._named if of is None else of:
            if dataset := ENTITY_DATASETS.get(self.type_of(entity_id)):
                found[dataset].append(
                    {_KEYS[dataset]: entity_id, **self._names(entity_id), **self._more(dataset, entity_id)}
                )
        return found

    def new_names(self, of: Iterable[str] | None = None) -> Iterator[tuple[Linked, list[str]]]:
        """Yield the entities that no names file has, but for the versions of known families, each with its names, sorted.

        Args:
            of: entities to look at, all if None.
        """
        for entity_id in sorted(self._named if of is None else of):
            named = self._named[entity_id]
            linked = named.linked
            version_id = f"{linked.family}-{version_slug(linked.version)}"
            if self._linker.entity(entity_id) is None and entity_id != version_id:
                yield linked, named.names

    def _most(self, entity_id: str, what: str) -> str | None:
        named = self._named.get(entity_id)
        return named.most.get(what) if named else None

    def _names(self, entity_id: str) -> Row:
        known = self._linker.entity(entity_id)
        row: Row = {"name": self.display_name(entity_id)}
        for code in ("ja", "zh", "en"):
            row[f"name_{code}"] = (known.names.get(code) if known else None) or self._most(entity_id, f"name_{code}")
        row["aliases"] = self._named[entity_id].written
        return row

    def _more(self, dataset: str, entity_id: str) -> Row:
        known = self._linker.entity(entity_id)
        if dataset == "organizations":
            stated = self._most(entity_id, "established")
            return {
                "category": (known.category if known else "") or None,
                **edtf_columns("established", stated or (known.established if known else "")),
            }
        if dataset == "models":
            family = self._named[entity_id].linked.family
            return {
                "family_id": family or None,
                "version": self.version_of(entity_id),
                "organization_id": self._maker(entity_id),
            }
        if dataset == "products":
            return {
                "kind": (known.category if known else "") or self._most(entity_id, "kind"),
                "organization_id": self._maker(entity_id),
            }
        return {}

    def _maker(self, entity_id: str) -> str | None:
        """Return the stated maker of the entity or its nearest family; else the known one that has a row."""
        linked = self._named[entity_id].linked
        chain = [linked, *(self._linker.families(linked) if linked.is_variant else ())]
        for linked in chain:
            if stated := self._most(linked.entity_id, "maker"):
                return stated
        for linked in chain:
            known = self._linker.entity(linked.entity_id)
            for maker in known.makers if known else ():
                if maker in self._ids:
                    return maker
        return None


def _without_version(ref: EntityRef) -> str:
    """Return the family's name as written, cut from the version's; empty if it cannot be told."""
    if not script_key(ref.name).endswith(script_key(ref.version)):
        return ref.name
    if ref.version and ref.name.casefold().endswith(ref.version.casefold()):
        return ref.name[: len(ref.name) - len(ref.version)].rstrip(" -‐‑–·・_")
    return ""
