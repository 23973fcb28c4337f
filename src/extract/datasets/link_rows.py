"""The rows of `links`: for each new entity the known ones that its names may stand for."""

from __future__ import annotations

from extract.datasets.entity_rows import ENTITY_DATASETS, EntityRows
from extract.datasets.schema import Row
from extract.entities.candidates import Candidates
from extract.entities.link import Linker
from extract.ids import stable_id


def link_rows(entities: EntityRows, linker: Linker) -> list[Row]:
    """Return a row for each new entity and each candidate of it.

    An entity that has a row is new if no names file has it, and if its id is not that of a version of a known family.

    Args:
        entities: all entities that the documents name.
        linker: knows the entities of the names files.
    """
    candidates = Candidates(linker)
    return [
        {
            "link_id": stable_id("link", linked.entity_id, candidate.entity_id),
            "entity_id": linked.entity_id,
            "entity_type": linked.entity_type,
            "name": entities.display_name(linked.entity_id),
            "candidate_id": candidate.entity_id,
            "candidate": entities.display_name(candidate.entity_id),
            "score": candidate.score,
            "reason": candidate.reason,
        }
        for linked, names in entities.new_names()
        if linked.entity_type in ENTITY_DATASETS
        for candidate in candidates.of(linked.entity_type, names, linked.entity_id)
    ]
