"""How a cause is known, in a sentence that a reviewer reads beside the change."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from extract.review.experiments import DECISION, KNOWLEDGE, RULES
from extract.review.units import ADDED, CHANGED, DOCUMENT_CAUSES, Unit

NO_EARLIER_BUILD = "Not proved: the earlier build was pruned."
NOT_KEPT = "Not proved: what the builds were made of was not kept."
CAME_BEFORE = "Not proved: it was there before the last build, and its cause was not kept."
NOT_REPRODUCED = "Not proved: read again, it did not come about as in the build."
NOTHING_DIFFERS = "Not proved: nothing that is known of the two builds differs."
NONE_DECIDES = "Not proved: no input is needed for it, and none brings it about alone."
CORRECTED = "A reviewer corrected the published value; the build has what the source states."
ONLY_LIBRARIES = "Nothing but the libraries that the rules use differs between the builds {} and {}."

_WORDS = {RULES: "the rules", KNOWLEDGE: "the names", DECISION: "the verdicts about names"}
_HAPPENED = dict(zip(DOCUMENT_CAUSES, ("came", "changed", "went"), strict=True))
_SHOWN_SOURCES = 3
_SHOWN_DIGITS = 8


def only_differing(cause: str, units: Sequence[Unit], builds: Sequence[str], *, of_row: bool) -> str:
    """Return the proof that nothing else differs.

    Args:
        cause: what differs.
        units: the sources concerned, for a cause that is a document's.
        builds: both versions.
        of_row: whether only what the row rests on is meant.
    """
    where = "Of what the row rests on nothing but" if of_row else "Nothing but"
    between = f"between the builds {' and '.join(map(_short, builds))}"
    if cause in DOCUMENT_CAUSES:
        return f"{where} {_listed(unit.name for unit in units)} {_HAPPENED[cause]} {between}."
    return f"{where} {_WORDS[cause]} differ {between}."


def needed(
    causes: Sequence[str], units: Sequence[Unit], builds: Sequence[str], documents: int, *, as_before: bool
) -> str:
    """Return the proof that a change is gone without its causes.

    Args:
        causes: each of them is needed.
        units: the sources concerned.
        builds: the earlier and the later version.
        documents: how many were built again.
        as_before: whether all is as in the earlier version then.
    """
    ways = _and([_put_back(cause, units, builds[0]) for cause in causes])
    alone = ", each alone" if len(causes) > 1 else ""
    end = "it is as before" if as_before else "the change is gone"
    return f"{_read(documents)} as for {_short(builds[1])}, but {ways}{alone}: {end}."


def sufficient(causes: Sequence[str], units: Sequence[Unit], builds: Sequence[str], documents: int) -> str:
    """Return the proof that each cause alone brings a change about; see `needed`."""
    ways = _and([_brought_in(cause, units, builds[1]) for cause in causes])
    alone = ", each alone" if len(causes) > 1 else ""
    return f"{_read(documents)} as for {_short(builds[0])}, but {ways}{alone}: it comes about."


def failed(why: str) -> str:
    """Return why there is no proof."""
    return f"Not proved: {why.rstrip('.')}."


def _read(documents: int) -> str:
    return f"{documents:,} document{'' if documents == 1 else 's'} read again"


def _put_back(cause: str, units: Sequence[Unit], build: str) -> str:
    if cause in _WORDS:
        return f"with {_WORDS[cause]} of {_short(build)}"
    names = _listed(unit.name for unit in units if unit.cause == cause)
    return f"without {names}" if cause == ADDED else f"with {names} as it was" if cause == CHANGED else f"with {names}"


def _brought_in(cause: str, units: Sequence[Unit], build: str) -> str:
    if cause in _WORDS:
        return f"with {_WORDS[cause]} of {_short(build)}"
    names = _listed(unit.name for unit in units if unit.cause == cause)
    return (
        f"with {names}" if cause == ADDED else f"with {names} as it is now" if cause == CHANGED else f"without {names}"
    )


def _listed(names: Iterable[str]) -> str:
    listed = list(dict.fromkeys(names))
    more = len(listed) - _SHOWN_SOURCES
    return _and([*listed[:_SHOWN_SOURCES], *([f"{more:,} more"] if more > 0 else [])])


def _and(words: Sequence[str]) -> str:
    return " and ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))


def _short(build: str) -> str:
    return build[:_SHOWN_DIGITS]
