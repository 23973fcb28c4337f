"""The sites of ``sites.yaml``: they keep what others made, so their name is no maker's.

The addresses of their pages can show what is a model and who keeps something there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from extract.errors import ShuttenError
from extract.sources.names_file import read_entries

SITES_FILE = "sites.yaml"
PATTERNS = ("model_pages", "owners")
"""The fields of an entry that hold patterns of addresses."""

_KEYS = {"id", "names", *PATTERNS}
# An address as it stands in a text: more parts than these no page of a model has, and a hostile text may have any number.
_ADDRESS = re.compile(r"(?<![A-Za-z0-9._-])[A-Za-z0-9._-]++(?:/[A-Za-z0-9._-]++){1,5}")
_OWNER = r"(?P<owner>[A-Za-z][\w.-]*)(?:/(?P<kept>[\w.-]+))?"


@dataclass(frozen=True)
class Sites:
    """The sites that are known.

    Attributes:
        names: their names in small letters, without spaces and marks.
        model_pages: each finds addresses of pages that each hold one model.
        owners: each finds addresses that name an owner (group ``owner``) and perhaps what is kept there (``kept``).
    """

    names: frozenset[str] = frozenset()
    model_pages: tuple[re.Pattern[str], ...] = ()
    owners: tuple[re.Pattern[str], ...] = ()

    def is_site(self, name: str) -> bool:
        """Return whether a name is that of a site, however its letters, spaces and marks are written."""
        return _folded(name) in self.names

    def is_model_page(self, address: str) -> bool:
        """Return whether the page at an address holds one model."""
        return any(pattern.search(address) for pattern in self.model_pages)

    def models_in(self, text: str) -> frozenset[str]:
        """Return the models to whose pages, or to what lies under them, addresses in a text lead: last parts, in small letters."""
        found = set()
        for address in _ADDRESS.finditer(text):
            parts = address.group().rstrip(".").split("/")
            until = range(2, len(parts) + 1)
            found |= {parts[end - 1].casefold() for end in until if self.is_model_page("/".join(parts[:end]))}
        return frozenset(found)

    def owners_in(self, text: str) -> Iterator[tuple[str, str]]:
        """Yield the owner that each address in a text names and what it keeps there, empty if the address leads to the owner."""
        for pattern in self.owners:
            for address in pattern.finditer(text):
                yield address["owner"], address["kept"] or ""


NO_SITES = Sites()


def read_sites(path: Path) -> Sites:
    """Read a file of sites; one that is not there knows none.

    Raises:
        ShuttenError: if it is no YAML list of entries with an id and names, or if a pattern is no regular expression.
    """
    entries = [_checked(path, line, entry) for line, entry in read_entries(path)] if path.is_file() else []
    pages, owners = ([pattern for entry in entries for pattern in entry.get(key, ())] for key in PATTERNS)
    return Sites(
        frozenset(_folded(name) for entry in entries for name in entry["names"]),
        tuple(map(re.compile, pages)),
        tuple(re.compile(f"(?:{pattern}){_OWNER}") for pattern in owners),
    )


def broken_patterns(fields: Mapping[str, Iterable[str]]) -> Iterator[tuple[str, str, str]]:
    """Yield each pattern of an entry's fields that is no regular expression: its field, itself, what is wrong with it."""
    for key in PATTERNS:
        for pattern in fields.get(key, ()):
            try:
                re.compile(pattern)
                if key == "owners":
                    re.compile(f"(?:{pattern}){_OWNER}")
            except re.error as error:
                yield key, pattern, str(error)


def _checked(path: Path, line: int, entry: Any) -> dict[str, Any]:
    place = f"{path}, line {line}"
    if not isinstance(entry, dict) or not isinstance(entry.get("id"), str):
        raise ShuttenError(place, "has no id.", "Begin the entry with '- id: site-...'.")
    if unknown := sorted(map(str, set(entry) - _KEYS)):
        raise ShuttenError(place, f"has unknown keys {', '.join(unknown)}.", f"Use {', '.join(sorted(_KEYS))}.")
    for key in ("names", *PATTERNS):
        given = entry.get(key, () if key in PATTERNS else None)
        if not isinstance(given, list | tuple) or not all(isinstance(each, str) for each in given):
            raise ShuttenError(place, f"({entry['id']}) has no list of texts '{key}'.", f"Write {key}: [...].")
    for key, pattern, fault in broken_patterns(entry):
        message = f"({entry['id']}) has a pattern in '{key}' that is no regular expression: {pattern}: {fault}."
        raise ShuttenError(place, message, "Mend the pattern.")
    return entry


def _folded(name: str) -> str:
    return re.sub(r"[\W_]", "", name).casefold()
