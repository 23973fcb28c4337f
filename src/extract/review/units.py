"""Which documents came, went or changed between two builds: by source entry, else by address."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extract.review.inputs import KeptSource

ADDED, CHANGED, REMOVED = DOCUMENT_CAUSES = ("document_added", "document_changed", "document_removed")


@dataclass(frozen=True)
class Unit:
    """A source that is not what it was.

    Attributes:
        cause: what happened to it, as a change's cause says it.
        before: the source in the earlier build; none if it came.
        after: the source in the later build; none if it went.
    """

    cause: str
    before: tuple[KeptSource, ...]
    after: tuple[KeptSource, ...]

    @property
    def name(self) -> str:
        """The entry's name."""
        return (self.after or self.before)[0].entry_id

    @property
    def documents(self) -> frozenset[str]:
        """The documents of both sides."""
        return frozenset(source.document_id for source in (*self.before, *self.after))


def moved_documents(before: Sequence[KeptSource], after: Sequence[KeptSource]) -> tuple[Unit, ...]:
    """Return the sources that are not what they were; one that only has another name is none of them.

    A source is the same one if it has the same entry, else if it has an address of it, else if it holds the same bytes.
    """
    stayed = set(before) & set(after)
    left, right = ([each for each in side if each not in stayed] for side in (before, after))
    units: list[Unit] = []
    for keys_of in (_entry, _addresses, _content, _bytes):
        known: defaultdict[object, list[KeptSource]] = defaultdict(list)
        for source in left:
            for key in keys_of(source):
                known[key].append(source)
        for source in list(right):
            partners = [each for key in keys_of(source) for each in known[key] if each in left]
            if not partners:
                continue
            left.remove(partners[0])
            right.remove(source)
            if partners[0].content != source.content:
                units.append(Unit(CHANGED, (partners[0],), (source,)))
    units += [Unit(ADDED, (), (source,)) for source in right]
    units += [Unit(REMOVED, (source,), ()) for source in left]
    return tuple(sorted(units, key=lambda each: (each.cause, each.name)))


def _entry(source: KeptSource) -> Iterable[object]:
    return (source.entry_id,)


def _addresses(source: KeptSource) -> Iterable[object]:
    return sorted({address for address in (source.known.url, *source.known.addresses) if address})


def _content(source: KeptSource) -> Iterable[object]:
    return (source.content,)


def _bytes(source: KeptSource) -> Iterable[object]:
    return (source.sha256,)
