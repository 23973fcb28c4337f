"""Names as documents use them -> one id an entity, whatever the script, spelling or language.

An id depends on the document that uses the name and on the names files alone, never on the other documents:
adding a document cannot change what an earlier one says. Two names are one entity when a names file says so,
when they differ only in width, case, spacing, hyphens or script (雲従科技, 云从科技), or when one
document gives one as an alias of the other.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

import opencc

from extract.claims.claim import EntityRef
from extract.ids import name_key, stable_id
from extract.sources.knowledge import Entity, Knowledge

_PREFIX = {
    "organization": "org",
    "person": "person",
    "model": "model",
    "product": "product",
    "place": "place",
    "other": "other",
}
_UNMAPPED = str.maketrans("呉", "吴")  # Japanese forms that OpenCC leaves alone
_VERSION_GAP = re.compile(r"[\s_]+|[‐-―－-]+")

_Node = tuple[str, str]  # entity type, folded name


@dataclass(frozen=True, slots=True)
class Linked:
    """What a name stands for.

    Attributes:
        entity_id: stable across runs and documents.
        entity_type: one of `ENTITY_TYPES`; only organization, person, model and product have rows.
        version: of a model, as the names files or else the document writes it; empty for a family.
        family: id of the model family; empty if there is none or it is not known.
    """

    entity_id: str
    entity_type: str
    version: str = ""
    family: str = ""


@cache
def _converters() -> tuple[opencc.OpenCC, opencc.OpenCC]:
    return opencc.OpenCC("jp2t"), opencc.OpenCC("t2s")


@cache
def script_key(name: str) -> str:
    """Return the form under which spellings of a name in any script count as the same.

    `ids.name_key`, with Japanese and traditional characters folded to simplified ones. It is a key and no
    name: 電気 becomes 电气, and two different Japanese names may in theory share a key.
    """
    to_traditional, to_simplified = _converters()
    folded: str = to_simplified.convert(to_traditional.convert(name_key(name)))
    return folded.translate(_UNMAPPED) or name


def version_slug(version: str) -> str:
    """Return `version` as it stands in an id: `V2 Pro` and `v2-pro` are one."""
    folded = unicodedata.normalize("NFKC", version).casefold().strip()
    return _VERSION_GAP.sub("-", folded).strip("-")


def full_name(ref: EntityRef) -> str:
    """Return the name with its version, once."""
    if not ref.version or script_key(ref.name).endswith(script_key(ref.version)):
        return ref.name
    gap = "" if unicodedata.east_asian_width(ref.name[-1:] or " ") in "WF" else " "
    return f"{ref.name}{gap}{ref.version}"


class Links:
    """The entities of one document's names."""

    def __init__(self, linker: Linker, refs: Iterable[EntityRef]) -> None:
        self._linker = linker
        self._parent: dict[_Node, _Node] = {}
        self._declared: dict[_Node, None] = {}
        ordered = sorted(set(refs), key=_order)
        for ref in ordered:
            node = _node(ref)
            for alias in ref.aliases:
                if key := script_key(alias):
                    self._declared[node] = None
                    self._join(node, (ref.entity_type, key))
        self._labels = self._labelled(ordered)
        self._canonical: dict[_Node, str] = {}
        for node in sorted(self._declared):
            self._canonical.setdefault(self._root(node), node[1])

    def of(self, ref: EntityRef) -> Linked:
        """Return the entity that `ref` names."""
        if found := self._linker.known(ref):
            return found
        node = _node(ref)
        if label := self._labels.get(self._root(node)):
            return label
        key = self._canonical.get(self._root(node), node[1])
        entity_id = stable_id(_PREFIX[ref.entity_type], ref.entity_type, key)
        return Linked(entity_id, ref.entity_type, ref.version if ref.entity_type == "model" else "")

    def _labelled(self, refs: Iterable[EntityRef]) -> dict[_Node, Linked]:
        """Return the known entity of each group of names that holds one; of several the smallest id."""
        found: dict[_Node, list[Linked]] = defaultdict(list)
        for ref in refs:
            root = self._root(_node(ref))
            if known := self._linker.known(ref):
                found[root].append(known)
            for alias in ref.aliases:
                if entity_id := self._linker.id_of_name(ref.entity_type, alias):
                    found[root].append(self._linker.linked(entity_id))
        return {root: min(labels, key=lambda each: each.entity_id) for root, labels in found.items()}

    def _root(self, node: _Node) -> _Node:
        while (parent := self._parent.get(node, node)) != node:
            node = parent
        return node

    def _join(self, one: _Node, other: _Node) -> None:
        low, high = sorted((self._root(one), self._root(other)))
        self._parent[high] = low


class Linker:
    """Links names to the entities of the names files, and makes ids for names that no file has."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge
        self._by_name: dict[_Node, str] = {}
        self._versions: dict[tuple[str, str], str] = {}
        for entity_id, entity in sorted(knowledge.entities.items()):
            weak = {script_key(form) for form in entity.weak}
            for key in map(script_key, entity.surface_forms()):
                if key not in weak:
                    self._by_name.setdefault((entity.entity_type, key), entity_id)
            if entity.entity_type == "model" and entity.family and entity.version:
                self._versions.setdefault((entity.family, version_slug(entity.version)), entity_id)

    def link(self, refs: Iterable[EntityRef]) -> Links:
        """Return the entities of one document's names; aliases count within these alone."""
        return Links(self, refs)

    def entity(self, entity_id: str) -> Entity | None:
        """Return what the names files know of an entity."""
        return self.knowledge.get(entity_id)

    def id_of_name(self, entity_type: str, name: str) -> str | None:
        """Return the known entity of that type and name in any script; weak forms do not count."""
        return self._by_name.get((entity_type, script_key(name)))

    def linked(self, entity_id: str) -> Linked:
        """Return a known entity as a link.

        Raises:
            KeyError: if no names file has it.
        """
        entity = self.knowledge[entity_id]
        return Linked(entity_id, entity.entity_type, entity.version, entity.family)

    def known(self, ref: EntityRef) -> Linked | None:
        """Return the entity that `ref` names by itself, its first candidate; None for a name not known."""
        base = ref.candidates[0] if ref.candidates else self.id_of_name(ref.entity_type, full_name(ref))
        if base is None and ref.version:
            base = self.id_of_name(ref.entity_type, ref.name)
        if base is None:
            return None
        entity = self.knowledge.get(base)
        if ref.version and (entity.entity_type if entity else ref.entity_type) == "model":
            return self._version_of(base, entity, ref.version)
        return self.linked(base) if entity else Linked(base, ref.entity_type)

    def families(self, linked: Linked) -> tuple[Linked, ...]:
        """Return the family of a model, that family's family and so on, nearest first."""
        chain: list[Linked] = []
        seen = {linked.entity_id}
        while linked.family and linked.family not in seen:
            seen.add(linked.family)
            known = linked.family in self.knowledge.entities
            linked = self.linked(linked.family) if known else Linked(linked.family, "model")
            chain.append(linked)
        return tuple(chain)

    def _version_of(self, base: str, entity: Entity | None, version: str) -> Linked:
        slug = version_slug(version)
        if entity and entity.version:
            if version_slug(entity.version) == slug:
                return self.linked(base)
            base = entity.family or base
        known = self._versions.get((base, slug)) or f"{base}-{slug}"
        return self.linked(known) if known in self.knowledge.entities else Linked(known, "model", version, base)


def _node(ref: EntityRef) -> _Node:
    return ref.entity_type, script_key(full_name(ref))


def _order(ref: EntityRef) -> tuple[object, ...]:
    return (
        ref.entity_type,
        ref.name,
        ref.version,
        ref.candidates,
        ref.aliases,
        ref.evidence.page,
        ref.evidence.span,
    )
