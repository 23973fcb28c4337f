"""What the verdicts of reviewers mean for ids: which ids are one, and which must stay apart.

Of verdicts that cannot all hold, the later lines win: a line that contradicts what later lines say, alone or together (A is B,
B is C, but A is not C), counts for nothing.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from itertools import product

from extract.entities.keys import PREFIXES
from extract.errors import ShuttenError
from extract.sources.verdict_lines import named
from extract.sources.verdicts import Verdict

IdOfName = Callable[[str, str], str | None]
"""Type and name -> id, or None."""

IdType = Callable[[str], str | None]
"""Id -> its type, or None if no names file has it."""

_TYPES = {prefix: entity_type for entity_type, prefix in PREFIXES.items()}

_MADE_OF_NAME = re.compile(r"[a-z]+-[0-9a-f]{16}")


def rank(entity_id: str) -> tuple[bool, str]:
    """Return the order in which one of several ids is chosen: those made of a name last, else the smallest."""
    return bool(_MADE_OF_NAME.fullmatch(entity_id)), entity_id


class Decisions:
    """The verdicts as groups of ids that are one, and pairs of groups that are two.

    Args:
        verdicts: in the order of their lines.
        known_id: the id of a known name.
        own_id: the id that a name has by itself.
        type_of: the type of a known id.

    Raises:
        ShuttenError: if a verdict is about things of two types, or parts what is one name to us.
    """

    def __init__(
        self,
        verdicts: Iterable[Verdict],
        known_id: IdOfName,
        own_id: Callable[[str, str], str],
        type_of: IdType,
    ) -> None:
        self._known_id, self._own_id, self._type_of = known_id, own_id, type_of
        self._parent: dict[str, str] = {}
        apart: list[tuple[str, str]] = []
        for verdict in reversed(list(verdicts)):
            one, other = self._ids(verdict)
            roots = {self._root(one), self._root(other)}
            if not verdict.is_same:
                if len(roots) == 2:
                    apart.append((one, other))
            elif len(roots) == 2 and not any({self._root(a), self._root(b)} == roots for a, b in apart):
                low, high = sorted(roots)
                self._parent[high] = low
                self._parent.setdefault(low, low)
        self._apart = frozenset(frozenset(map(self._root, pair)) for pair in apart)
        groups: defaultdict[str, list[str]] = defaultdict(list)
        for each in self._parent:
            groups[self._root(each)].append(each)
        self._chosen = {
            each: min(group, key=lambda one: (type_of(one) is None, rank(one)))
            for group in groups.values()
            for each in group
        }

    def __bool__(self) -> bool:
        return bool(self._chosen or self._apart)

    def decides(self, entity_id: str) -> bool:
        """Return whether a verdict says that the id is one with another."""
        return entity_id in self._chosen

    def canonical(self, entity_id: str) -> str:
        """Return the id that stands for all that are one with `entity_id`."""
        return self._chosen.get(entity_id, entity_id)

    def are_apart(self, ones: Iterable[str], others: Iterable[str]) -> bool:
        """Return whether any of `ones` is different from any of `others`."""
        if not self._apart:
            return False
        pairs = product(map(self._root, ones), map(self._root, others))
        return any(frozenset(pair) in self._apart for pair in pairs)

    def _root(self, entity_id: str) -> str:
        while (parent := self._parent.get(entity_id, entity_id)) != entity_id:
            entity_id = parent
        return entity_id

    def _ids(self, verdict: Verdict) -> tuple[str, str]:
        """Return the ids that a verdict is about, of a name the known one.

        Where a names file has come to say that a name is the entity from which the verdict parts it, the name's own id
        counts, so that the verdict holds.
        """
        references = (verdict.one, verdict.other)
        names = [named(reference) for reference in references]
        types = [name[0] if name else self._type(reference) for name, reference in zip(names, references, strict=True)]
        if None in types:
            reference = references[types.index(None)]
            raise ShuttenError(
                verdict.place, f"{reference} is the id of nothing.", "Mend it; ids of models begin with model-."
            )
        if types[0] != types[1]:
            raise ShuttenError(
                verdict.place, f"{verdict.one} is of type {types[0]}, {verdict.other} of type {types[1]}.",
                "Name two of one type.",
            )  # fmt: skip
        found = [
            (self._known_id(*name) or self._own_id(*name)) if name else reference
            for name, reference in zip(names, references, strict=True)
        ]
        if found[0] == found[1] and not verdict.is_same:
            if all(names) or not any(names):
                raise ShuttenError(
                    verdict.place, f"{verdict.one} and {verdict.other} are one to us: {found[0]}.",
                    "Name two ids, or take one of the names out of the names file.",
                )  # fmt: skip
            found = [self._own_id(*name) if name else entity_id for name, entity_id in zip(names, found, strict=True)]
        return found[0], found[1]

    def _type(self, entity_id: str) -> str | None:
        return self._type_of(entity_id) or _TYPES.get(entity_id.partition("-")[0])
