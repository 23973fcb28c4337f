"""What goes out without a reviewer's word; the part ``publishing`` of the catalogue."""

from __future__ import annotations

import json
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Discriminator, Field, Tag, model_validator

from extract.ids import sha256_bytes
from extract.resources import schemas_folder
from extract.sources.source import Names


def _datasets(names: tuple[str, ...]) -> tuple[str, ...]:
    if unknown := [name for name in names if not (schemas_folder() / f"{name}.json").is_file()]:
        raise ValueError(f"there is no dataset {unknown[0]}")
    return names


def _fields(names: tuple[str, ...]) -> tuple[str, ...]:
    schemas = (json.loads(path.read_bytes()) for path in schemas_folder().glob("*.json"))
    known = {"evidence", *(field["name"] for schema in schemas for field in schema.get("fields", ()))}
    if unknown := [name for name in names if name not in known]:
        raise ValueError(f"no dataset has a column {unknown[0]}")
    return names


class Rule(BaseModel):
    """A class of changes; one is of it if it fulfils all conditions that are given.

    Attributes:
        dataset: that of the change is one of these.
        kind: that of the change is one of these.
        field: the change is of one of these columns; ``evidence`` if only the places that state the row differ.
        source: all that the change rests on comes from these entries of the catalogue.
        cause: that of the change is one of these.
        confidence: that of the change is at least this, from 0 to 1.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)
    dataset: Annotated[Names, AfterValidator(_datasets)] = ()
    kind: tuple[Literal["added", "removed", "changed", "re-keyed"], ...] = ()
    field: Annotated[Names, AfterValidator(_fields)] = ()
    source: Names = ()
    cause: tuple[
        Literal[
            "document_added", "document_changed", "document_removed", "rules_changed", "knowledge_changed", "decision"
        ],
        ...,
    ] = ()
    confidence: float | None = Field(default=None, ge=0, le=1)

    @model_validator(mode="after")
    def _has_condition(self) -> Rule:
        if self == Rule.model_construct():
            raise ValueError("a rule without a condition lets all through: write 'let_through: all' if you mean it")
        return self


class Publishing(BaseModel):
    """What of a new build is published at once; all else waits for a reviewer.

    Attributes:
        let_through: ``all``, or rules of which one suffices; nothing if it is left out.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)
    # The tags are what messages name.
    let_through: Annotated[
        Annotated[Literal["all"], Tag("let_through")] | Annotated[tuple[Rule, ...], Tag("rules")],
        Discriminator(lambda given: "let_through" if isinstance(given, str) else "rules"),
    ] = ()

    @property
    def digest(self) -> str:
        """The SHA-256 of what it says."""
        return sha256_bytes(self.model_dump_json().encode())
