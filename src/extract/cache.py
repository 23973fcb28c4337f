"""What a document says, kept as JSON under a key of its content, what is known of it, and our own fingerprint."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Mapping
from functools import cache
from importlib.metadata import EntryPoint, entry_points, version
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from extract.claims import claim as claim_types
from extract.claims.claim import Claim
from extract.datasets.build import DocumentClaims
from extract.documents.document import Document
from extract.documents.ocr import ocr_version
from extract.errors import Problem, ShuttenError
from extract.ids import code_fingerprint, fingerprint_of, sha256_bytes
from extract.resources import NAME_FINDERS
from extract.sources.catalogue import SourceEntry
from extract.sources.knowledge import NAMES_FILES


def cache_key(entry: SourceEntry, names: Path) -> str | None:
    """Return the key of an entry, None if its file cannot be read; a change of file, rules, names or entry changes it.

    Args:
        entry: the source.
        names: the folder of the names files.
    """
    return key_with(entry, fingerprint(names))


def key_with(entry: SourceEntry, made_with: str) -> str | None:
    """Return the key of an entry that is read with what has a fingerprint; see `cache_key` and `fingerprint`."""
    try:
        content = sha256_bytes(entry.path.read_bytes())
    except OSError:
        return None
    known = repr((entry.entry_id, entry.known, entry.expected_pages))
    return sha256_bytes(f"{content} {known} {made_with} {entry.path.suffix}".encode())


@cache
def fingerprint(names: Path) -> str:
    """Return the fingerprint of everything beside a document that decides what is read from it."""
    files = [names / name for name in NAMES_FILES if (names / name).is_file()]
    # The places that libraries know are names too, and a new version of one may know others.
    libraries = "".join(f"{name} {version(name)} " for name in ("babel", "pycountry")) + ocr_version()
    finders = "".join(f"{point.value} {point.dist.name} {point.dist.version} " for point in _finders() if point.dist)
    return sha256_bytes((code_fingerprint() + fingerprint_of(files) + libraries + finders).encode())


def _finders() -> list[EntryPoint]:
    """Return the finders of names that other packages add, by name."""
    return sorted(entry_points(group=NAME_FINDERS), key=lambda point: (point.value, point.name))


def write_extracted(path: Path, extracted: DocumentClaims | None, problems: tuple[Problem, ...]) -> None:
    """Write what was read of a document, or why there is nothing, in one step: a reader sees all of it or no file.

    Raises:
        ShuttenError: if the folder cannot be written.
    """
    content = {
        "document": _adapter("Document").dump_python(extracted.document, mode="json") if extracted else None,
        "claims": [
            [type(each).__name__, _adapter(type(each).__name__).dump_python(each, mode="json")]
            for each in (extracted.claims if extracted else ())
        ],
        "problems": [_adapter("Problem").dump_python(problem, mode="json") for problem in problems],
    }
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=".writing-")
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            json.dump(content, file, ensure_ascii=False)
        Path(temporary).replace(path)
    except OSError as error:
        raise ShuttenError(
            str(path.parent), f"cannot be written ({error.strerror}).", "Make it a folder that you may write."
        ) from error


def read_extracted(path: Path) -> tuple[DocumentClaims | None, tuple[Problem, ...]]:
    """Read what `write_extracted` wrote.

    Raises:
        ShuttenError: if the file is not there or not whole.
    """
    try:
        return _read(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, LookupError, TypeError) as error:
        raise ShuttenError(str(path), "is not what an earlier run wrote.", "Run again with '--fresh'.") from error


def _read(content: Mapping[str, Any]) -> tuple[DocumentClaims | None, tuple[Problem, ...]]:
    problems = tuple(_adapter("Problem").validate_python(each) for each in content["problems"])
    if content["document"] is None:
        return None, problems
    claims: list[Claim] = [_adapter(kind).validate_python(values) for kind, values in content["claims"]]
    return DocumentClaims(_adapter("Document").validate_python(content["document"]), tuple(claims)), problems


@cache
def _adapter(kind: str) -> TypeAdapter[Any]:
    types = {"Document": Document, "Problem": Problem}
    return TypeAdapter(types.get(kind) or getattr(claim_types, kind))
