"""What is known before reading: the entities and sites of ``sources/names/*.yaml``, and places."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from extract.errors import ShuttenError
from extract.sources.entity import Entity
from extract.sources.names_file import read_entries
from extract.sources.places import library_places, with_library
from extract.sources.sites import NO_SITES, SITES_FILE, Sites, read_sites

ENTITY_FILES = {
    "organizations.yaml": "organization",
    "models.yaml": "model",
    "products.yaml": "product",
    "licences.yaml": "product",
    "people.yaml": "person",
    "places.yaml": "place",
}
NAMES_FILES = (*ENTITY_FILES, SITES_FILE)
"""All files of a folder of names that a run reads."""
_KEYS = {
    "id", "ja", "zh", "en", "aliases", "weak", "not", "category", "kind", "maker", "family", "version", "established",
}  # fmt: skip


@dataclass(frozen=True)
class Knowledge:
    """What is known before reading.

    Attributes:
        entities: all known entities by id, in the order of their ids.
        sites: the sites that keep what others made.
    """

    entities: Mapping[str, Entity] = field(default_factory=dict)
    sites: Sites = NO_SITES

    def __getitem__(self, entity_id: str) -> Entity:
        return self.entities[entity_id]

    def get(self, entity_id: str) -> Entity | None:
        """Return the entity, or None if there is none of that id."""
        return self.entities.get(entity_id)


def read_knowledge(folder: Path) -> Knowledge:
    """Read the names files of `folder`; a file that is not there adds nothing. Places are known without a file too.

    Raises:
        ShuttenError: if a file is no YAML list of entries with an id and a name, if an id stands twice, or if an entry
            names a maker or family that no file has, or if a site has a pattern that is none.
    """
    entities: dict[str, Entity] = {}
    for file_name, entity_type in ENTITY_FILES.items():
        path = folder / file_name
        if not path.is_file():
            continue
        for line, entry in read_entries(path):
            entity = _entity(path, line, entity_type, entry)
            if entity.entity_id in entities:
                raise ShuttenError(
                    str(path), f"line {line}: id {entity.entity_id} stands twice.", "Give it another id."
                )
            entities[entity.entity_id] = entity
    for entity in entities.values():
        for reference in (*entity.makers, *filter(None, [entity.family])):
            if reference not in entities:
                raise ShuttenError(
                    str(folder),
                    f"{entity.entity_id} names {reference}, which no file has.",
                    "Add the entry or mend the id.",
                )
    places = with_library(entity for entity in entities.values() if entity.entity_type == "place")
    return Knowledge(dict(sorted((entities | places).items())), read_sites(folder / SITES_FILE))


def _entity(path: Path, line: int, entity_type: str, entry: Any) -> Entity:
    place = f"{path}, line {line}"
    if not isinstance(entry, dict) or not isinstance(entry.get("id"), str):
        raise ShuttenError(place, "has no id.", "Begin the entry with '- id: ...'.")
    if unknown := sorted(set(entry) - _KEYS):
        raise ShuttenError(place, f"has unknown keys {', '.join(unknown)}.", f"Use {', '.join(sorted(_KEYS))}.")
    names = {code: str(entry[code]) for code in ("ja", "zh", "en") if entry.get(code)}
    if not names and entry["id"] not in library_places():
        raise ShuttenError(place, f"({entry['id']}) has no name.", "Give it 'ja', 'zh' or 'en'.")
    makers = entry.get("maker") or []
    return Entity(
        entity_id=entry["id"],
        entity_type=entity_type,
        names=names,
        aliases=tuple(map(str, entry.get("aliases") or ())),
        weak=tuple(map(str, entry.get("weak") or ())),
        look_alikes=tuple(map(str, entry.get("not") or ())),
        category=str(entry.get("category") or entry.get("kind") or ""),
        makers=(makers,) if isinstance(makers, str) else tuple(map(str, makers)),
        family=str(entry.get("family") or ""),
        version=str(entry.get("version") or ""),
        established=str(entry.get("established") or ""),
    )
