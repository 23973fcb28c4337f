"""Names as documents use them -> one id an entity, whatever the script, spelling or language.

An id depends on the document that uses the name and on the names files alone, never on the other documents:
adding a document cannot change what an earlier one says. Two names are one entity when a names file says so,
when they differ only in width, case, spacing, hyphens or script (雲従科技, 云从科技), or when one
document gives one as an alias of the other. A reviewer's verdict overrides all of that.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from extract.claims.claim import EntityRef
from extract.entities.decisions import Decisions, rank
from extract.entities.keys import full_name, id_of_key, own_id, script_key, version_slug
from extract.entities.series import Series, beginnings, is_variant
from extract.sources.entity import Entity
from extract.sources.knowledge import Knowledge
from extract.sources.verdicts import Verdict

_Node = tuple[str, str]  # entity type, folded name


@dataclass(frozen=True, slots=True)
class Linked:
    """What a name stands for.

    Attributes:
        entity_id: stable across runs and documents.
        entity_type: one of `ENTITY_TYPES`; only organization, person, model and product have rows.
        version: of a model, as the names files or else the document writes it; empty for a family.
        family: id of the model family; empty if there is none or it is not known.
        is_variant: whether who made the family made it too; not so of a new name with more than versions, sizes and ways
            of tuning behind the family's (Llama-3-Chinese-8B).
    """

    entity_id: str
    entity_type: str
    version: str = ""
    family: str = ""
    is_variant: bool = True


class Links:
    """The entities of one document's names."""

    def __init__(self, linker: Linker, refs: Iterable[EntityRef]) -> None:
        self._linker = linker
        self._parent: dict[_Node, _Node] = {}
        self._declared: dict[_Node, None] = {}
        self._ids: dict[_Node, set[str]] = {}
        ordered = sorted(set(refs), key=_order)
        for ref in ordered:
            node = _node(ref)
            for alias in ref.aliases:
                if key := script_key(alias):
                    self._declared[node] = None
                    self._join(node, (ref.entity_type, key), ref)
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
        return self._linker.new(ref, id_of_key(ref.entity_type, key))

    def _labelled(self, refs: Iterable[EntityRef]) -> dict[_Node, Linked]:
        """Return the known entity of each group of names that holds one; of several the smallest id."""
        found: dict[_Node, list[Linked]] = defaultdict(list)
        for ref in refs:
            root = self._root(_node(ref))
            if known := self._linker.known(ref):
                found[root].append(known)
            for alias in ref.aliases:
                alias_ref = replace(ref, name=alias, version="", candidates=(), aliases=())
                if self._root(_node(alias_ref)) == root and (known := self._linker.known(alias_ref)):
                    found[root].append(known)
        return {root: min(labels, key=lambda each: rank(each.entity_id)) for root, labels in found.items()}

    def _root(self, node: _Node) -> _Node:
        while (parent := self._parent.get(node, node)) != node:
            node = parent
        return node

    def _join(self, one: _Node, other: _Node, ref: EntityRef) -> None:
        """Take two names for one, unless a verdict parts what they stand for."""
        low, high = sorted((self._root(one), self._root(other)))
        if low == high:
            return
        if self._linker.decisions:
            known = self._linker.known(ref)
            ids = [self._ids.setdefault(root, self._linker.ids_of(root)) for root in (low, high)]
            ids[low != self._root(one)] |= {known.entity_id} if known else set()
            if self._linker.decisions.are_apart(*ids):
                return
            ids[0] |= ids[1]
        self._parent[high] = low


class Linker:
    """Links names to the entities of the names files, and makes ids for names that no file has.

    Args:
        knowledge: the known entities.
        verdicts: what reviewers decided, oldest first.

    Raises:
        ShuttenError: if a verdict cannot hold by itself.
    """

    def __init__(self, knowledge: Knowledge, verdicts: Iterable[Verdict] = ()) -> None:
        self.knowledge = knowledge
        self._by_name: dict[_Node, str] = {}
        self._versions: dict[tuple[str, str], str] = {}
        self._weak_models: defaultdict[str, set[str]] = defaultdict(set)
        for entity_id, entity in sorted(knowledge.entities.items()):
            weak = {script_key(form) for form in entity.weak}
            for key in map(script_key, entity.surface_forms()):
                if key not in weak:
                    self._by_name.setdefault((entity.entity_type, key), entity_id)
                elif entity.entity_type == "model":
                    self._weak_models[key].add(entity_id)
            if entity.entity_type == "model" and entity.family and entity.version:
                self._versions.setdefault((entity.family, version_slug(entity.version)), entity_id)
        self.decisions = Decisions(
            verdicts,
            lambda entity_type, name: self._by_name.get((entity_type, script_key(name))),
            own_id,
            lambda entity_id: known.entity_type if (known := knowledge.get(entity_id)) else None,
        )

    def link(self, refs: Iterable[EntityRef]) -> Links:
        """Return the entities of one document's names; aliases count within these alone."""
        return Links(self, refs)

    def entity(self, entity_id: str) -> Entity | None:
        """Return what the names files know of an entity."""
        return self.knowledge.get(entity_id)

    def id_of_name(self, entity_type: str, name: str) -> str | None:
        """Return the known entity of that type and name in any script; weak forms do not count."""
        found = self._by_name.get((entity_type, script_key(name)))
        if found is None or not self.decisions:
            return found
        return None if self.decisions.are_apart((own_id(entity_type, name),), (found,)) else self._canonical(found)

    def ids_of(self, node: _Node) -> set[str]:
        """Return the ids that a folded name has: its own, and that of the entity which the names files call so."""
        return {id_of_key(*node), *filter(None, [self._by_name.get(node)])}

    def linked(self, entity_id: str) -> Linked:
        """Return a known entity as a link.

        Raises:
            KeyError: if no names file has it.
        """
        entity = self.knowledge[self._canonical(entity_id)]
        family = self._canonical(entity.family) if entity.family else ""
        return Linked(entity.entity_id, entity.entity_type, entity.version, family)

    def known(self, ref: EntityRef) -> Linked | None:
        """Return the entity that `ref` names by itself, its first candidate; None for a name not known.

        What a verdict says of the name comes first, and a candidate from which one parts it does not count.
        """
        own = own_id(ref.entity_type, full_name(ref))
        if self.decisions.decides(own):
            return self.new(ref, own)
        for base in self._bases(ref):
            found = self._known(ref, base)
            if not self.decisions.are_apart((own,), (base, found.entity_id)):
                return found
        return None

    def new(self, ref: EntityRef, entity_id: str) -> Linked:
        """Return what a name of a new entity stands for, or the entity that a verdict says it is.

        Args:
            ref: the name.
            entity_id: the id made of it, or of the name that its document gives for it.
        """
        chosen = self._canonical(entity_id)
        if chosen in self.knowledge.entities:
            return self.linked(chosen)
        if ref.entity_type != "model":
            return Linked(chosen, ref.entity_type)
        if chosen != entity_id and (base := self._base_of(chosen)):
            return Linked(chosen, "model", chosen.removeprefix(f"{base}-"), base)
        series = self.series_of(full_name(ref))
        if series and series.family != chosen:
            return Linked(chosen, "model", ref.version, series.family, series.is_variant)
        return Linked(chosen, "model", ref.version)

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

    def series_of(self, name: str) -> Series | None:
        """Return the nearest known family of a new model by the beginning of its name, versions included.

        A weak form counts as the beginning if one model alone bears it and only a version follows: GLM-9 is of GLM.
        """
        for begin, rest in beginnings(name):
            known, plain = self.id_of_name("model", begin), is_variant(rest)
            if known is None and plain and len(weak := self._weak_models.get(script_key(begin), ())) == 1:
                known = self._canonical(next(iter(weak)))
            if known is not None:
                return Series(known, begin, plain)
        return None

    def _bases(self, ref: EntityRef) -> Iterator[str]:
        """Yield what `ref` may stand for: its candidates, or what the names files call so, with its version or without."""
        if ref.candidates:
            yield from ref.candidates if self.decisions else ref.candidates[:1]
        if not ref.candidates or self.decisions:
            names = (full_name(ref), ref.name) if ref.version else (ref.name,)
            yield from filter(None, (self.id_of_name(ref.entity_type, name) for name in names))

    def _known(self, ref: EntityRef, base: str) -> Linked:
        base = self._canonical(base)
        entity = self.knowledge.get(base)
        if ref.version and (entity.entity_type if entity else ref.entity_type) == "model":
            return self._version_of(base, entity, ref.version)
        return self.linked(base) if entity else Linked(base, ref.entity_type)

    def _canonical(self, entity_id: str) -> str:
        return self.decisions.canonical(entity_id)

    def _base_of(self, entity_id: str) -> str:
        """Return the known family of which `entity_id` is made (`model-glm-4.7`), or nothing."""
        return max((each for each in self.knowledge.entities if entity_id.startswith(f"{each}-")), key=len, default="")

    def _version_of(self, base: str, entity: Entity | None, version: str) -> Linked:
        slug = version_slug(version)
        if entity and entity.version:
            if version_slug(entity.version) == slug:
                return self.linked(base)
            base = entity.family or base
        known = self._canonical(self._versions.get((base, slug)) or f"{base}-{slug}")
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
