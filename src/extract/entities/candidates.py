"""The known entities that a new name may stand for, for a reviewer; a candidate changes no id.

Why a known entity is a candidate, and the score:

- ``alias``: a name that the names files call weak, because it is an ordinary word too; 0.9, borne by several 0.6.
- ``family``: the name begins with a known one. 0.9 if only versions, sizes and ways of tuning follow, else 0.7; 0.5 for
  organizations, whose parts are often others (Microsoft Research Asia).
- ``variant``: nearly the same letters, by rapidfuzz; the share that is equal, from 0.8. Numbers must be equal, since they tell
  versions apart, and none may be the beginning of the other, which is a family.
- ``sound``: katakana, Chinese characters and Latin letters that sound alike, 0.5 to 0.6.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from extract.entities.keys import own_id, script_key
from extract.entities.link import Linker
from extract.entities.series import beginnings, is_variant
from extract.sources.entity import Entity

if TYPE_CHECKING:
    from extract.entities.sounds import Sound

AT_MOST = 5
"""Candidates of one name."""
LEAST_SCORE = Decimal("0.5")

_REASONS = ("alias", "family", "variant", "sound")
_ALIAS, _SHARED_ALIAS = 0.9, 0.6
_VERSION, _BEGIN, _BEGIN_OF_ORGANIZATION = 0.9, 0.7, 0.5
_WITH_FAMILIES = ("model", "product", "organization")
_ALIKE = 80  # per cent
_LONG, _LONG_HAN = 5, 4  # shorter names differ by one letter and are others
_DIGITS = re.compile(r"\d+")
_CENT = Decimal("0.01")


class Candidate(NamedTuple):
    """A known entity that a new name may stand for.

    Attributes:
        score: 0.5 to 1, two digits.
        reason: ``alias``, ``family``, ``variant`` or ``sound``.
    """

    entity_id: str
    score: Decimal
    reason: str


class Candidates:
    """Finds candidates; what it compares with is made per type of entity when it is first asked for.

    Args:
        linker: knows the entities.
    """

    def __init__(self, linker: Linker) -> None:
        self._linker = linker
        self._of_type: dict[str, _Known] = {}

    def of(self, entity_type: str, names: Iterable[str], entity_id: str = "") -> tuple[Candidate, ...]:
        """Return the candidates for something that bears `names`, best first; at most `AT_MOST`.

        Args:
            entity_type: only entities of this type can be meant.
            names: every way in which the documents write it.
            entity_id: its id; what a verdict says is different from it, or from one of its names, is no candidate.
        """
        best: dict[str, Candidate] = {}
        names = tuple(names)
        ids = (entity_id, *(own_id(entity_type, name) for name in names))
        for name in names:
            for each in self._found(entity_type, name):
                found = each._replace(entity_id=self._linker.decisions.canonical(each.entity_id))
                before = best.get(found.entity_id)
                if found.score < LEAST_SCORE or self._linker.decisions.are_apart(ids, (found.entity_id,)):
                    continue
                if before is None or _order(found) < _order(before):
                    best[found.entity_id] = found
        return tuple(sorted(best.values(), key=_order)[:AT_MOST])

    def _found(self, entity_type: str, name: str) -> Iterator[Candidate]:
        known = self._of_type.get(entity_type)
        if known is None:
            known = self._of_type[entity_type] = _Known(
                each for each in self._linker.knowledge.entities.values() if each.entity_type == entity_type
            )
        bearers = known.weak.get(script_key(name), ())
        for entity_id in bearers:
            yield _candidate(entity_id, _ALIAS if len(bearers) == 1 else _SHARED_ALIAS, "alias")
        if entity_type in _WITH_FAMILIES and (found := self._family(entity_type, name)):
            yield found
        yield from known.variants(script_key(name))
        yield from known.sounding_like(name, entity_type)

    def _family(self, entity_type: str, name: str) -> Candidate | None:
        if entity_type == "model":
            series = self._linker.series_of(name)
            return _candidate(series.family, _VERSION if series.is_variant else _BEGIN, "family") if series else None
        for begin, rest in beginnings(name):
            if entity_id := self._linker.id_of_name(entity_type, begin):
                score = _VERSION if is_variant(rest) else _BEGIN
                return _candidate(entity_id, score if entity_type == "product" else _BEGIN_OF_ORGANIZATION, "family")
        return None


class _Known:
    """The names of all known entities of one type."""

    def __init__(self, entities: Iterable[Entity]) -> None:
        self._entities = tuple(entities)
        self.weak: defaultdict[str, list[str]] = defaultdict(list)
        owners: defaultdict[str, list[str]] = defaultdict(list)
        for entity in self._entities:
            weak = {script_key(form) for form in entity.weak}
            for key in dict.fromkeys(map(script_key, entity.surface_forms())):
                (self.weak if key in weak else owners)[key].append(entity.entity_id)
        self._owners = owners
        self._by_digits: defaultdict[tuple[str, ...], list[str]] = defaultdict(list)
        for key in owners:
            if _is_long(key):
                self._by_digits[_digits(key)].append(key)
        self._sounds: dict[bool, defaultdict[str, list[tuple[Sound, str]]]] = {}

    def variants(self, key: str) -> Iterator[Candidate]:
        """Yield the entities with a name that is spelled nearly like `key`."""
        if not _is_long(key):
            return
        from rapidfuzz import fuzz, process

        choices = self._by_digits.get(_digits(key), [])
        for other, alike, _ in process.extract(key, choices, scorer=fuzz.ratio, score_cutoff=_ALIKE, limit=None):
            if key != other and not key.startswith(other) and not other.startswith(key):
                for entity_id in self._owners[other]:
                    yield _candidate(entity_id, alike / 100, "variant")

    def sounding_like(self, name: str, entity_type: str) -> Iterator[Candidate]:
        """Yield the entities with a name in another script that sounds like `name`."""
        from extract.entities.sounds import is_latin, likeness, sounds

        is_person = entity_type == "person"
        for latin in (False,) if is_latin(name) else (False, True):
            by_sound = self._sounds.get(latin)
            if by_sound is None:
                by_sound = self._sounds[latin] = defaultdict(list)
                for entity in self._entities:
                    for form in entity.surface_forms():
                        if is_latin(form) == latin:
                            for sound in sounds(form, is_person=is_person):
                                by_sound[sound.skeleton].append((sound, entity.entity_id))
            for mine in sounds(name, is_person=is_person):
                for sound, entity_id in by_sound.get(mine.skeleton, ()):
                    if score := likeness(mine, sound):
                        yield _candidate(entity_id, score, "sound")


def _candidate(entity_id: str, score: float, reason: str) -> Candidate:
    return Candidate(entity_id, Decimal(repr(score)).quantize(_CENT), reason)


def _order(candidate: Candidate) -> tuple[Decimal, int, str]:
    return -candidate.score, _REASONS.index(candidate.reason), candidate.entity_id


def _is_long(key: str) -> bool:
    return len(key) >= (_LONG if key.isascii() else _LONG_HAN)


def _digits(key: str) -> tuple[str, ...]:
    return tuple(_DIGITS.findall(key))
