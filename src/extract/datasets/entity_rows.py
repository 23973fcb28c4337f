"""The rows of organizations, people, models and products: one an entity, with every spelling that is used."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from extract.claims.claim import Claim, EntityRef, RelationClaim, ReleaseClaim
from extract.datasets.dates import edtf_columns
from extract.datasets.facts import Link
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

_KEYS = {
    "organizations": "organization_id",
    "people": "person_id",
    "models": "model_id",
    "products": "product_id",
}
_KANA = re.compile("[\u3041-\u30fa\u30fd-\u30ff\u31f0-\u31ff\uff66-\uff9f]")
_HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]")
_USED_AS = {
    "uses_chip": "chip",
    "uses_framework": "framework",
    "uses_dataset": "dataset",
    "application": "application",
}
_MADE_BY = frozenset({"developed_by", "product_of"})

_Place = tuple[str, int, int, int]  # document, page, start, end


def spelling_language(spelling: str, document_language: str) -> str:
    """Return the language of a name: kana tell Japanese, Latin letters alone English, Han the document's."""
    if _KANA.search(spelling):
        return "ja"
    if _HAN.search(spelling):
        return document_language.partition("-")[0]
    return "en" if _LATIN.search(spelling) else ""


def most_stated(counted: Mapping[str, int]) -> str | None:
    """Return what is stated most often, of several the smallest."""
    return min(counted, key=lambda each: (-counted[each], each), default=None)


@dataclass(slots=True)
class _Uses:
    """How the documents use one entity: sets of (what, where), so that a place counts once.

    Attributes:
        shown: whole names, with the version; what a display name is chosen from.
        localized: whole names and aliases with their language.
        written: every spelling as it stands.
    """

    linked: Linked
    shown: set[tuple[str, _Place]] = field(default_factory=set)
    localized: set[tuple[str, str, _Place]] = field(default_factory=set)
    written: set[str] = field(default_factory=set)
    versions: set[tuple[str, _Place]] = field(default_factory=set)
    _counted: dict[str, tuple[int, str | None]] = field(default_factory=dict)

    def most_shown(self) -> str | None:
        """Return the whole name that is used most."""
        return self._most("shown", self.shown)

    def most_versioned(self) -> str | None:
        """Return the way to write the version that is used most."""
        return self._most("versions", self.versions)

    def _most(self, what: str, uses: set[tuple[str, _Place]]) -> str | None:
        """Count `uses` once for all rows that ask, and again only if there are more (sets only grow)."""
        if self._counted.get(what, (-1, None))[0] != len(uses):
            self._counted[what] = len(uses), most_stated(Counter(each for each, _ in uses))
        return self._counted[what][1]


class EntityRows:
    """Collects the names of published claims and makes the rows of their entities."""

    def __init__(self, linker: Linker) -> None:
        self._linker = linker
        self._uses: dict[str, _Uses] = {}
        self._makers: defaultdict[str, set[tuple[str, _Place]]] = defaultdict(set)
        self._kinds: defaultdict[str, set[tuple[str, _Place]]] = defaultdict(set)
        self._established: defaultdict[str, set[tuple[str, _Place]]] = defaultdict(set)

    def add_name(self, ref: EntityRef, linked: Linked, document_id: str, language: str) -> tuple[Linked, ...]:
        """Note one use of a name; return the entities that it is evidence for, its own and any families."""
        place = (document_id, ref.evidence.page, *ref.evidence.span)
        uses = self._uses_of(linked)
        uses.linked = min(uses.linked, linked, key=_family_first)  # of one id, but not every name tells the family
        uses.written.update(filter(None, (ref.name, *ref.aliases)))
        uses.shown.add((full_name(ref), place))
        uses.localized.update(
            (name, spelling_language(name, language), place) for name in (full_name(ref), *ref.aliases)
        )
        if ref.version and linked.entity_type == "model":
            uses.versions.add((ref.version, place))
        families = self._linker.families(linked)
        for family in families:
            uses = self._uses_of(family)
            if family.entity_id == linked.family and (stem := self._family_spelling(ref, family)):
                uses.written.add(stem)
                uses.shown.add((stem, place))
                uses.localized.add((stem, spelling_language(stem, language), place))
        return linked, *families

    def add_claim(self, claim: Claim, link: Link, document_id: str) -> None:
        """Note what a claim says about the makers, kinds and founding of entities."""
        place = (document_id, claim.evidence[0].page, *claim.evidence[0].span)
        if isinstance(claim, ReleaseClaim) and claim.organization:
            organization = link(claim.organization)
            if organization.entity_type == "organization":
                self._makers[link(claim.model).entity_id].add((organization.entity_id, place))
        if isinstance(claim, RelationClaim):
            subject, target = link(claim.subject), link(claim.object)
            if claim.predicate in _MADE_BY and target.entity_type == "organization":
                self._makers[subject.entity_id].add((target.entity_id, place))
            if claim.predicate in _USED_AS and target.entity_type == "product":
                self._kinds[target.entity_id].add((_USED_AS[claim.predicate], place))
            if claim.predicate == "founded_by" and claim.date:
                self._established[subject.entity_id].add((claim.date.edtf, place))

    def display_name(self, entity_id: str) -> str:
        """Return the display name of an entity whose name was noted; of any other its id."""
        known = self._linker.entity(entity_id)
        if known:
            return next(known.names[code] for code in ("ja", "zh", "en") if code in known.names)
        uses = self._uses.get(entity_id)
        return (uses.most_shown() if uses else None) or entity_id

    def version_of(self, entity_id: str) -> str | None:
        """Return the version of a model, null for a family."""
        known = self._linker.entity(entity_id)
        if known and known.version:
            return known.version
        uses = self._uses.get(entity_id)
        return uses.most_versioned() if uses else None

    def _family_spelling(self, ref: EntityRef, family: Linked) -> str:
        """Return how a version's name writes its family, or nothing if what is left is no name of it."""
        if not ref.version:
            series = self._linker.series_of(ref.name)
            return series.written if series and series.family == family.entity_id else ""
        stem = _without_version(ref)
        is_known = self._linker.entity(family.entity_id) is not None
        return stem if not is_known or self._linker.id_of_name("model", stem) == family.entity_id else ""

    def rows(self) -> dict[str, list[Row]]:
        """Return the rows of the four datasets."""
        found: dict[str, list[Row]] = {dataset: [] for dataset in _KEYS}
        for entity_id, uses in self._uses.items():
            if dataset := ENTITY_DATASETS.get(uses.linked.entity_type):
                found[dataset].append(
                    {_KEYS[dataset]: entity_id, **self._names(entity_id), **self._more(dataset, entity_id)}
                )
        return found

    def new_names(self) -> Iterator[tuple[Linked, list[str]]]:
        """Yield the entities that no names file has, but for the versions of known families, each with its names, sorted."""
        for entity_id, uses in sorted(self._uses.items()):
            linked = uses.linked
            version_id = f"{linked.family}-{version_slug(linked.version)}"
            if self._linker.entity(entity_id) is None and entity_id != version_id:
                yield linked, sorted({name for name, _, _ in uses.localized})

    def _uses_of(self, linked: Linked) -> _Uses:
        return self._uses.setdefault(linked.entity_id, _Uses(linked))

    def _names(self, entity_id: str) -> Row:
        known = self._linker.entity(entity_id)
        row: Row = {"name": self.display_name(entity_id)}
        for code in ("ja", "zh", "en"):
            spelled = Counter(name for name, language, _ in self._uses[entity_id].localized if language == code)
            row[f"name_{code}"] = (known.names.get(code) if known else None) or most_stated(spelled)
        row["aliases"] = sorted(self._uses[entity_id].written)
        return row

    def _more(self, dataset: str, entity_id: str) -> Row:
        known = self._linker.entity(entity_id)
        if dataset == "organizations":
            stated = most_stated(Counter(value for value, _ in self._established[entity_id]))
            return {
                "category": (known.category if known else "") or None,
                **edtf_columns("established", stated or (known.established if known else "")),
            }
        if dataset == "models":
            family = self._uses[entity_id].linked.family
            return {
                "family_id": family or None,
                "version": self.version_of(entity_id),
                "organization_id": self._maker(entity_id),
            }
        if dataset == "products":
            used_as = most_stated(Counter(value for value, _ in self._kinds[entity_id]))
            return {
                "kind": (known.category if known else "") or used_as,
                "organization_id": self._maker(entity_id),
            }
        return {}

    def _maker(self, entity_id: str) -> str | None:
        """Return the stated maker of the entity or its nearest family; else the known one that has a row."""
        linked = self._uses[entity_id].linked
        chain = [linked, *(self._linker.families(linked) if linked.is_variant else ())]
        for linked in chain:
            if stated := most_stated(Counter(value for value, _ in self._makers[linked.entity_id])):
                return stated
        for linked in chain:
            known = self._linker.entity(linked.entity_id)
            for maker in known.makers if known else ():
                if maker in self._uses:
                    return maker
        return None


def _family_first(linked: Linked) -> tuple[bool, str, bool, str]:
    return not linked.family, linked.family, linked.is_variant, linked.version


def _without_version(ref: EntityRef) -> str:
    """Return the family's name as written, cut from the version's; empty if it cannot be told."""
    if not script_key(ref.name).endswith(script_key(ref.version)):
        return ref.name
    if ref.version and ref.name.casefold().endswith(ref.version.casefold()):
        return ref.name[: len(ref.name) - len(ref.version)].rstrip(" -‐‑–·・_")
    return ""
