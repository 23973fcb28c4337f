"""The rows of `links`: for each new entity the known ones that its names may stand for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from extract.datasets.entity_rows import ENTITY_DATASETS, EntityRows
from extract.datasets.schema import Row
from extract.entities.candidates import Candidate, Candidates
from extract.entities.link import Linker
from extract.ids import stable_id

Known = Mapping[str, tuple[Sequence[str], Sequence[Candidate]]]
"""By entity the names for which candidates were looked for before, and those that were found."""


def candidates_of(
    entities: EntityRows, finder: Candidates, known: Known | None = None, of: Iterable[str] | None = None
) -> dict[str, Sequence[Candidate]]:
    """Return the candidates of each new entity, by its id.

    An entity that has a row is new if no names file has it, and if its id is not that of a version of a known family.

    Args:
        entities: all entities that the documents name.
        finder: finds candidates by names.
        known: what was found before with an equal finder; nothing is looked for again.
        of: the entities to look at, all if None.
    """
    found: dict[str, Sequence[Candidate]] = {}
    for linked, names in entities.new_names(of):
        if linked.entity_type in ENTITY_DATASETS:
            before = known.get(linked.entity_id) if known else None
            found[linked.entity_id] = (
                before[1] if before and before[0] == names else finder.of(linked.entity_type, names, linked.entity_id)
            )
    return found


def link_rows(
    entities: EntityRows, linker: Linker, known: Known | None = None, of: Iterable[str] | None = None
) -> list[Row]:
    """Return a row for each new entity and each candidate of it.

    Args:
        entities: all entities that the documents name.
        linker: knows the entities of the names files.
        known: see `candidates_of`, as for `of`.
        of: see there.
    """
    return [
        {
            "link_id": stable_id("link", entity_id, candidate.entity_id),
            "entity_id": entity_id,
            "entity_type": entities.type_of(entity_id),
            "name": entities.display_name(entity_id),
            "candidate_id": candidate.entity_id,
            "candidate": entities.display_name(candidate.entity_id),
            "score": candidate.score,
            "reason": candidate.reason,
        }
        for entity_id, found in candidates_of(entities, Candidates(linker), known, of).items()
        for candidate in found
    ]
