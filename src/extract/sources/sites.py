"""The sites of ``sites.yaml``: they keep what others made, so their name is no maker's and their pages can show what is a model."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from extract.errors import ShuttenError
from extract.sources.names_file import read_entries

SITES_FILE = "sites.yaml"
_KEYS = {"id", "names", "model_pages"}
_NEVER = re.compile("(?!)")


@dataclass(frozen=True)
class Sites:
    """The sites that are known.

    Attributes:
        names: their names in small letters, without spaces and marks.
        model_pages: finds the addresses of pages that each hold one model.
    """

    names: frozenset[str] = frozenset()
    model_pages: re.Pattern[str] = _NEVER

    def is_site(self, name: str) -> bool:
        """Return whether a name is that of a site, however its letters, spaces and marks are written."""
        return _folded(name) in self.names

    def is_model_page(self, address: str) -> bool:
        """Return whether the page at an address holds one model."""
        return bool(self.model_pages.search(address))


NO_SITES = Sites()


def read_sites(path: Path) -> Sites:
    """Read a file of sites; one that is not there knows none.

    Raises:
        ShuttenError: if it is no YAML list of entries with an id and names, or if a pattern is no regular expression.
    """
    entries = [_checked(path, line, entry) for line, entry in read_entries(path)] if path.is_file() else []
    patterns = [pattern for entry in entries for pattern in entry.get("model_pages", ())]
    return Sites(
        frozenset(_folded(name) for entry in entries for name in entry["names"]),
        re.compile("|".join(f"(?:{pattern})" for pattern in patterns)) if patterns else _NEVER,
    )


def broken_patterns(patterns: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield each pattern that is no regular expression, with what is wrong with it."""
    for pattern in patterns:
        try:
            re.compile(pattern)
        except re.error as error:
            yield pattern, str(error)


def _checked(path: Path, line: int, entry: Any) -> dict[str, Any]:
    place = f"{path}, line {line}"
    if not isinstance(entry, dict) or not isinstance(entry.get("id"), str):
        raise ShuttenError(place, "has no id.", "Begin the entry with '- id: site-...'.")
    if unknown := sorted(map(str, set(entry) - _KEYS)):
        raise ShuttenError(place, f"has unknown keys {', '.join(unknown)}.", f"Use {', '.join(sorted(_KEYS))}.")
    for key in ("names", "model_pages"):
        given = entry.get(key, () if key == "model_pages" else None)
        if not isinstance(given, list | tuple) or not all(isinstance(each, str) for each in given):
            raise ShuttenError(place, f"({entry['id']}) has no list of texts '{key}'.", f"Write {key}: [...].")
    for pattern, fault in broken_patterns(entry.get("model_pages", ())):
        message = f"({entry['id']}) has a pattern that is no regular expression: {pattern}: {fault}."
        raise ShuttenError(place, message, "Mend the pattern.")
    return entry


def _folded(name: str) -> str:
    return re.sub(r"[\W_]", "", name).casefold()
