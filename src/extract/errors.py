"""What can go wrong: faults as data (`Problem`) and the one exception that stops a run (`ShuttenError`)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One fault in what was given to us, as data; the run goes on with everything else.

    Attributes:
        source: the file, address or catalogue entry as the user named it.
        page: 1-based page, or None when the fault concerns the whole source.
        code: what happened, in kebab-case and stable across versions (``pdf-encrypted``, ``value-unreadable``).
        message: one sentence for a person that names the evidence.
        remedy: one sentence that says what the user can do about it.
        quote: the text that the fault is about, where there is one.
    """

    source: str
    page: int | None
    code: str
    message: str
    remedy: str
    quote: str = ""

    def __str__(self) -> str:
        place = f"{self.source}, page {self.page}" if self.page else self.source
        return f"{place}: {self.message} [{self.code}] {self.remedy}"


class ShuttenError(Exception):
    """The run cannot go on: the project's own files are wrong, or there is nowhere to write.

    It carries the file, what is wrong with it and the remedy as separate arguments, so that it survives
    pickling between processes.
    """

    def __init__(self, place: str, message: str, remedy: str) -> None:
        super().__init__(place, message, remedy)
        self.place = place
        self.message = message
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.place}: {self.message} {self.remedy}"


def counted(number: int, thing: str) -> str:
    """Return a number with its noun, as messages say it: 1 document, 2,340 documents."""
    return f"{number:,} {thing}{'' if number == 1 else 's'}"
