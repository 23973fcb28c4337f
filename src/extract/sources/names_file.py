"""A names file as it is written: its entries with their lines, and what is found to be wrong with one."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from extract.errors import ShuttenError
from extract.sources.spellings import spelling_keys


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """Something wrong with an entry of a names file.

    Attributes:
        file: its name.
        line: the line on which the entry begins; 0 if it is the file that is wrong.
        entity_id: the entry's id, empty if it has none.
        code: what kind of fault it is, such as ``name-ambiguous``.
        message: what is wrong.
        remedy: what to do about it.
    """

    file: str
    line: int
    entity_id: str
    code: str
    message: str
    remedy: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}: {self.entity_id}" if self.line else self.file
        return f"{place.rstrip(': ')}: {self.message} [{self.code}] {self.remedy}"


@dataclass(frozen=True, slots=True)
class WrittenEntry:
    """An entry of a names file as it is written, with the file and the line on which it begins."""

    file: str
    line: int
    entity_type: str
    fields: dict[str, Any]

    @property
    def entity_id(self) -> str:
        """Its id, empty if it has none."""
        return str(self.fields.get("id", ""))

    @property
    def place(self) -> str:
        """File and line, for messages."""
        return f"{self.file}:{self.line}" if self.file else "a place that needs no file"

    def texts(self, *fields: str) -> list[str]:
        """Return the texts of some fields."""
        return [text for name in fields for text in texts_of(self.fields.get(name))]

    def keys(self, *fields: str) -> dict[str, str]:
        """Return the keys of the names in some fields, each with the name as written."""
        return {key: text for text in reversed(self.texts(*fields)) for key in keys_of(text)}

    def names(self) -> list[str]:
        """Return every way of writing the name."""
        return self.texts("ja", "zh", "en", "aliases", "weak")

    def finding(self, code: str, message: str, remedy: str) -> Finding:
        """Return what is wrong with the entry as a finding."""
        return Finding(self.file, self.line, self.entity_id, code, message, remedy)


def read_entries(path: Path) -> list[tuple[int, Any]]:
    """Return the entries of a names file, each with the line on which it begins.

    Raises:
        ShuttenError: if the file is no YAML list.
    """
    try:
        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)(path.read_text(encoding="utf-8"))
        root = loader.get_single_node()
        loaded = loader.construct_document(root) if root else None
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise ShuttenError(str(path), f"is not valid YAML: {error}.", "Mend the file.") from error
    if root is None or not isinstance(loaded, list):
        raise ShuttenError(str(path), "is not a list of entries.", "Begin each entry with '- id: ...'.")
    return [(node.start_mark.line + 1, entry) for node, entry in zip(root.value, loaded, strict=True)]


def texts_of(value: Any) -> tuple[str, ...]:
    """Return the texts of a field, whether it has one or a list; what is no text is left out."""
    return tuple(each for each in (value if isinstance(value, list) else [value]) if isinstance(each, str))


@lru_cache(maxsize=1 << 14)  # every check asks for those of every name
def keys_of(text: str) -> frozenset[str]:
    """Return the keys of a name; see `spelling_keys`."""
    return spelling_keys(text)
