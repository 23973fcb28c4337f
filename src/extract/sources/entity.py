"""A known entity: what a names file or a library says of one thing before any document is read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Entity:
    """One known organization, person, model, product or place.

    Attributes:
        entity_id: stable, chosen by hand (``org-baidu``).
        names: display name by language (``ja``, ``zh``, ``en``).
        aliases: every other way of writing it.
        weak: forms that are also ordinary words; they count only in quotation marks or beside a word that introduces a name.
        look_alikes: longer strings that hold a form of it and are not it.
        category: of an organization (company, university ...) or place (country, city ...), or the kind of a product (chip ...).
        makers: ids of the organizations that make it, the first the main one.
    """

    entity_id: str
    entity_type: str
    names: Mapping[str, str]
    aliases: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()
    look_alikes: tuple[str, ...] = ()
    category: str = ""
    makers: tuple[str, ...] = ()
    family: str = ""
    version: str = ""
    established: str = ""

    def surface_forms(self) -> tuple[str, ...]:
        """Return every way of writing the name, weak ones included."""
        return tuple(dict.fromkeys((*self.names.values(), *self.aliases, *self.weak)))
