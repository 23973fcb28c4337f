"""``catalogue.yaml``: everything that is read or looked at, checked, with all faults told in words of ours."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from extract.errors import Problem, ShuttenError
from extract.resources import schemas_folder
from extract.sources.catalogue import CATALOGUE, Metadata, SourceEntry, named_language
from extract.sources.files import files_of
from extract.sources.listings import check_selectors
from extract.sources.publishing import Publishing
from extract.sources.schedules import Schedules
from extract.sources.source import (
    Fetching,
    FileSource,
    FolderSource,
    IndexSource,
    ListingSource,
    Source,
    WorkSource,
)


@dataclass(frozen=True)
class Catalogue:
    """What ``catalogue.yaml`` says.

    Attributes:
        sources: all of them, enabled or not, in the order of their ids.
        fetching: how the web is asked.
        folder: that of the file; the files of entries lie there.
        schedules: when each group is looked at.
        publishing: what is published without a reviewer's word.
    """

    sources: tuple[Source, ...]
    fetching: Fetching
    folder: Path
    schedules: Schedules = field(default_factory=Schedules)
    publishing: Publishing = field(default_factory=Publishing)

    def of_schedule(self, schedule: str) -> tuple[Source, ...]:
        """Return the enabled sources of a group, those of all groups if it is empty.

        Raises:
            ShuttenError: if no source is of the group, enabled or not.
        """
        groups = {source.schedule for source in self.sources}
        if schedule and schedule not in groups:
            raise ShuttenError(
                f"schedule '{schedule}'", "no source is of this group.", f"There are: {', '.join(sorted(groups))}."
            )
        return tuple(source for source in self.sources if source.enabled and schedule in ("", source.schedule))


def read_sources(folder: Path) -> Catalogue:
    """Return the catalogue of `folder`.

    Raises:
        ShuttenError: if it is missing or an entry of it is wrong; it names the entry and what to do.
    """
    path = folder / CATALOGUE
    try:
        loaded = yaml.safe_load(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise ShuttenError(
            str(path), "is not there.", "Run from the project's folder or name it with '--project'."
        ) from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise ShuttenError(str(path), f"is not valid YAML: {error}.", "Mend the file.") from error
    entries = loaded.get("sources") if isinstance(loaded, dict) else None
    if not isinstance(entries, list):
        raise ShuttenError(str(path), "has no list 'sources'.", "Begin it with 'sources:' and a list of entries.")
    if unknown := sorted(map(str, set(loaded) - {"sources", "fetching", "schedules", "publishing"})):
        raise ShuttenError(
            str(path), f"has the unknown part '{unknown[0]}'.",
            "Known are 'fetching', 'schedules', 'publishing' and 'sources'.",
        )  # fmt: skip
    read = [read_entry(f"{path}, entry {number}", entry) for number, entry in enumerate(entries, start=1)]
    ids = [source.id for source in read]
    if twice := sorted({each for each in ids if ids.count(each) > 1}):
        raise ShuttenError(str(path), f"the id {twice[0]} stands twice.", "Give each entry an id of its own.")
    try:
        fetching = Fetching.model_validate(loaded.get("fetching") or {})
    except ValidationError as error:
        raise ShuttenError(f"{path}, fetching", *_fault(error)) from error
    try:
        schedules = Schedules.model_validate(loaded.get("schedules") or {})
    except ValidationError as error:
        raise ShuttenError(f"{path}, schedules", *_fault(error)) from error
    try:
        publishing = Publishing.model_validate(loaded.get("publishing") or {})
    except ValidationError as error:
        raise ShuttenError(f"{path}, publishing", *_fault(error)) from error
    return Catalogue(tuple(sorted(read, key=lambda source: source.id)), fetching, folder, schedules, publishing)


def entries_of(source: Source, folder: Path) -> tuple[SourceEntry, ...]:
    """Return the documents of an entry that are files; a file that is not there is one too, so that reading it tells.

    Args:
        source: the entry.
        folder: that of the catalogue.
    """
    if not isinstance(source, FileSource | FolderSource | WorkSource):
        return ()
    files = files_of(source, folder)
    if isinstance(source, FolderSource):
        found = () if isinstance(files, Problem) else files
        return tuple(
            SourceEntry(f"{source.id}/{path.relative_to(source.folder).as_posix()}", folder / path,
                        Metadata(source.language or named_language(path), source.kind))
            for path in found
        )  # fmt: skip
    if isinstance(source, FileSource):
        path, pages = source.file, source.expect.pages
    else:
        path, pages = source.copy_at, 0
        if not files:
            return ()
    known = Metadata(
        source.language, source.kind, source.title, source.authors, source.publisher, source.published, source.url
    )
    return (SourceEntry(source.id, folder / path, known, pages),)


@cache
def _adapter() -> TypeAdapter[Source]:
    return TypeAdapter(Source)


def read_entry(place: str, entry: Any) -> Source:
    """Return one entry of the catalogue, checked.

    Args:
        place: how messages name it.
        entry: as YAML gives it.

    Raises:
        ShuttenError: if it is wrong.
    """
    if not isinstance(entry, dict) or not isinstance(entry.get("id"), str):
        raise ShuttenError(place, "has no 'id'.", "Give it one, as text.")
    place = f"{place} ({entry['id']})"
    if "address" in entry and "type" not in entry:
        raise ShuttenError(place, "has an 'address' and no 'type'.", "Say what is there, such as 'type: page'.")
    try:
        source = _adapter().validate_python(entry)
    except ValidationError as error:
        raise ShuttenError(place, *_fault(error)) from error
    if isinstance(source, IndexSource | ListingSource) and (wrong := check_selectors(source)):
        raise ShuttenError(place, f"has an expression that cannot be read: {wrong}.", "Mend it.")
    return source


def _fault(error: ValidationError) -> tuple[str, str]:
    """Return the first fault that pydantic found, and the remedy, in words of ours.

    A key that is not known comes before one that is missing: it may be the other, misspelled.
    """
    faults = error.errors(include_url=False)
    fault = next((each for each in faults if each["type"] == "extra_forbidden"), faults[0])
    known = [name for name in fault["loc"] if isinstance(name, str)]
    key = known[-1] if known else "entry"
    given = fault.get("input")
    wanted = fault.get("ctx", {}).get("expected", "") or fault.get("ctx", {}).get("expected_tags", "")
    match fault["type"]:
        case "missing":
            return f"has no '{key}'.", "Add it."
        case "extra_forbidden":
            return f"has the unknown key '{key}'.", "See the head of the catalogue for the keys of each type."
        case "literal_error" | "union_tag_invalid":
            name = "type" if fault["type"] == "union_tag_invalid" else key
            shown = given.get("type") if isinstance(given, dict) else given
            return f"has the {name} '{shown}'.", f"Use one of {wanted}."
        case "bool_type":
            return f"'{key}' is neither true nor false.", "Use one of them, or leave it out."
        case "model_type":
            return f"'{key}' is '{given}' and no part with keys of its own.", "Write it like 'expect: {items: 3}'."
    return f"'{key}' is '{given}': {fault['msg'].removeprefix('Value error, ')}.", "Mend the value."


class _File(BaseModel):
    """``sources/catalogue.yaml``, for editors; made by ``python -m extract.sources.register``."""

    model_config = ConfigDict(extra="forbid", title="The catalogue of sources")
    sources: list[Source]
    fetching: Fetching = Fetching()
    schedules: Schedules = Schedules()
    publishing: Publishing = Publishing()


def catalogue_schema() -> str:
    """Return the JSON Schema of the file as it stands in ``schemas/catalogue.json``."""
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **_File.model_json_schema()}
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    (schemas_folder() / "catalogue.json").write_text(catalogue_schema(), encoding="utf-8")
