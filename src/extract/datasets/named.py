"""What documents say of an entity, counted."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from extract.entities.link import Linked


@dataclass(slots=True)
class Named:
    """What all documents together say of one entity.

    Attributes:
        most: what is stated most of `shown`, `version`, `maker`, `kind`, `established` and `name_` with a language.
        written: every spelling as it stands, sorted.
        names: every whole name and alias, sorted.
    """

    linked: Linked
    most: dict[str, str] = field(default_factory=dict)
    written: list[str] = field(default_factory=list)
    names: list[str] = field(default_factory=list)


def named_of(linked: Iterable[Linked], counts: Iterable[tuple[str, str, str, int]]) -> dict[str, Named]:
    """Return what is said of each entity, whatever the order.

    Args:
        linked: of one entity possibly several, of which those that tell the family count.
        counts: as `EntityUses.counts` yields them, in any number of parts.
    """
    found: dict[str, Named] = {}
    for each in linked:
        named = found.setdefault(each.entity_id, Named(each))
        named.linked = min(named.linked, each, key=family_first)
    sums: defaultdict[str, defaultdict[str, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    for entity_id, what, value, places in counts:
        sums[entity_id][what][value] += places
    for entity_id, stated in sums.items():
        named = found[entity_id]
        named.written = sorted(stated.pop("written", ()))
        named.names = sorted({name for what, values in stated.items() if what.startswith("name_") for name in values})
        named.most = {what: most for what, values in stated.items() if (most := most_stated(values))}
    return found


def most_stated(counted: Mapping[str, int]) -> str | None:
    """Return what is stated most often, of several the smallest."""
    return min(counted, key=lambda each: (-counted[each], each), default=None)


def family_first(linked: Linked) -> tuple[bool, str, bool, str]:
    """Return the order in which one of several links to one entity counts: those that tell the family first."""
    return not linked.family, linked.family, linked.is_variant, linked.version
