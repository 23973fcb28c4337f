"""What the page remembers of each browser while it runs: what was put off, and what was said last and can be taken back."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field

_MOST_SESSIONS = 200
_MOST_STEPS = 100


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that a reviewer did.

    Attributes:
        verdict: ``accept``, ``reject``, ``correct``, ``same`` or ``different``.
        label: what it was about.
        lines: the ids of the lines that it wrote.
        address: where to go when it is taken back.
    """

    verdict: str
    label: str
    lines: tuple[str, ...]
    address: str


@dataclass
class Session:
    """What is remembered of a browser.

    Attributes:
        put_off: ids of changes.
        steps: the last one at the end.
        notice: a key of the translations and its values, to be shown once.
    """

    put_off: set[str] = field(default_factory=set)
    steps: list[Step] = field(default_factory=list)
    notice: tuple[str, dict[str, str | int]] | None = None

    def did(self, step: Step) -> None:
        """Remember a step."""
        self.steps = [*self.steps[1 - _MOST_STEPS :], step]

    def take_notice(self) -> tuple[str, dict[str, str | int]] | None:
        """Return the notice and forget it."""
        notice, self.notice = self.notice, None
        return notice


class Sessions:
    """The sessions by name; of very many the ones that were not used for longest are forgotten."""

    def __init__(self) -> None:
        self._held: OrderedDict[str, Session] = OrderedDict()

    def of(self, name: str) -> Session:
        """Return a session, a new one for a new name."""
        session = self._held.setdefault(name, Session())
        self._held.move_to_end(name)
        while len(self._held) > _MOST_SESSIONS:
            self._held.popitem(last=False)
        return session
