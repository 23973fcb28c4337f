"""What is wrong with the names files, as findings: each with its file and line, the entry's id and a remedy.

A run needs files that can be read, and `knowledge.read_knowledge` stops at the first that cannot. Here everything is
looked at, and also what a run cannot see: a name that two entries bear, a script in which an entity has no name.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from extract.errors import ShuttenError
from extract.resources import schemas_folder
from extract.sources.entity import Entity
from extract.sources.knowledge import ENTITY_FILES, NAMES_FILES
from extract.sources.names_file import Finding, WrittenEntry, keys_of, read_entries, texts_of
from extract.sources.places import library_places, over
from extract.sources.sites import PATTERNS, SITES_FILE, broken_patterns

_HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_KANA = re.compile("[\u3041-\u30fa\u30fd-\u30ff]")
_LATIN = re.compile("[A-Za-z]")
# Texts of both languages name these; of models and products many are known in one of the two countries alone.
_NAMED_EVERYWHERE = frozenset({"organization", "person"})


def check_names(folder: Path) -> tuple[Finding, ...]:
    """Return everything that is wrong with the names files of a folder, in the order of files and lines.

    Raises:
        ShuttenError: if a file is no YAML list of entries.
    """
    read = [entry for name, entity_type in ENTITY_FILES.items() for entry in _read(folder / name, entity_type)]
    sites = _read(folder / SITES_FILE, "site")
    findings = [
        *_unknown_files(folder),
        *_against_schema([*read, *sites]),
        *_ids_twice(sites),
        *_broken_patterns(sites),
    ]
    entries = _with_places([entry for entry in read if entry.entity_id])
    checks: tuple[Callable[[Sequence[WrittenEntry]], Iterator[Finding]], ...] = (
        _ids_twice, _new_places, _ambiguous, _missing_scripts, _references, _contradictions,
    )  # fmt: skip
    for check in checks:
        findings.extend(check(entries))
    order = list(NAMES_FILES)
    return tuple(sorted(set(findings), key=lambda each: (order.index(each.file) if each.file in order else -1, each)))


def _read(path: Path, entity_type: str) -> list[WrittenEntry]:
    if not path.is_file():
        return []
    return [
        WrittenEntry(path.name, line, entity_type, entry if isinstance(entry, dict) else {})
        for line, entry in read_entries(path)
    ]


def _with_places(entries: Sequence[WrittenEntry]) -> list[WrittenEntry]:
    """Return the entries, those of places with what the library knows of them, and behind them its other places."""
    library = library_places()
    own = {entry.entity_id for entry in entries}
    merged = [
        WrittenEntry(entry.file, entry.line, "place", _merged(entry.fields, library[entry.entity_id]))
        if entry.entity_type == "place" and entry.entity_id in library
        else entry
        for entry in entries
    ]
    return [*merged, *(entry for entry in _library_entries() if entry.entity_id not in own)]


@cache
def _library_entries() -> tuple[WrittenEntry, ...]:
    return tuple(WrittenEntry("", 0, "place", _merged({}, each)) for each in library_places().values())


def _merged(fields: dict[str, Any], known: Entity) -> dict[str, Any]:
    aliases, weak, look_alikes = (texts_of(fields.get(key)) for key in ("aliases", "weak", "not"))
    names = {code: text for code in ("ja", "zh", "en") for text in texts_of(fields.get(code))}
    entity = Entity(known.entity_id, "place", names, aliases, weak, look_alikes)
    whole = over(entity, known)
    return {
        "id": known.entity_id, "category": whole.category, **whole.names,
        "aliases": list(whole.aliases), "weak": list(whole.weak), "not": list(whole.look_alikes),
    }  # fmt: skip


def _unknown_files(folder: Path) -> Iterator[Finding]:
    for path in sorted(folder.glob("*.y*ml")):
        if path.name not in NAMES_FILES:
            known = ", ".join(NAMES_FILES)
            yield Finding(path.name, 0, "", "file-unknown", "No run reads it.", f"Name it one of {known}.")


def _against_schema(entries: Sequence[WrittenEntry]) -> Iterator[Finding]:
    from jsonschema import Draft202012Validator
    from jsonschema.exceptions import relevance

    path = schemas_folder() / "names.json"
    try:
        schema = json.loads(path.read_text(encoding="utf-8"))
        kinds = (*ENTITY_FILES.values(), "site")
        types = {each: Draft202012Validator({**schema, "$ref": f"#/$defs/{each}"}) for each in kinds}
    except (OSError, ValueError) as error:
        raise ShuttenError(str(path), "cannot be read.", "Restore it from the repository.") from error
    for entry in entries:
        for fault in sorted(types[entry.entity_type].iter_errors(entry.fields), key=relevance):
            field = fault.json_path.removeprefix("$").removeprefix(".")
            if fault.validator == "anyOf" and not field:
                message = "has no name."
            else:
                message = f"{field}: {fault.message}." if field else f"{fault.message}."
            yield entry.finding(
                "entry-invalid", message, "README.md in the folder of names says what each field takes."
            )


def _ids_twice(entries: Sequence[WrittenEntry]) -> Iterator[Finding]:
    first: dict[str, WrittenEntry] = {}
    for entry in entries:
        other = first.setdefault(entry.entity_id, entry)
        if other is not entry:
            yield entry.finding(
                "id-twice",
                f"The id stands at {other.place} too.",
                "Join the entries or give one another id.",
            )


def _broken_patterns(sites: Sequence[WrittenEntry]) -> Iterator[Finding]:
    for entry in sites:
        for key, pattern, fault in broken_patterns({each: entry.texts(each) for each in PATTERNS}):
            yield entry.finding(
                "pattern-invalid", f"{key}: {pattern} is no regular expression: {fault}.", "Mend the pattern."
            )


def _new_places(entries: Sequence[WrittenEntry]) -> Iterator[Finding]:
    for entry in entries:
        if entry.entity_type == "place" and entry.entity_id not in library_places():
            missing = [
                what
                for what, fields in (("name", ("ja", "zh", "en")), ("category", ("category",)))
                if not entry.texts(*fields)
            ]
            for what in missing:
                yield entry.finding(
                    "entry-invalid", f"is no place of the libraries and has no {what}.", "Mend the id or add it."
                )


def _ambiguous(entries: Sequence[WrittenEntry]) -> Iterator[Finding]:
    """Yield each name of two entries, unless one alone bears it strongly: then the other is meant where it is introduced."""
    bearers: defaultdict[str, dict[int, tuple[str, bool]]] = defaultdict(dict)
    for number, entry in enumerate(entries):
        weak = entry.keys("weak")
        for key, text in entry.keys("ja", "zh", "en", "aliases", "weak").items():
            bearers[key][number] = text, key in weak
    said = set()
    for found in bearers.values():
        strong = [number for number, (_, is_weak) in found.items() if not is_weak]
        rivals = sorted(strong or found)
        if not strong and {entries[number].entity_type for number in rivals} == {"place"}:
            continue  # Georgia and Georgia: weak Latin names of places need no order
        for rival in rivals[1:]:
            first, entry = entries[rivals[0]], entries[rival]
            text = found[rival][0]
            if not entry.file:
                first, entry = entry, first  # the finding is of a file, and the library's places have none
            if not entry.file or first.entity_id == entry.entity_id or (first.entity_id, entry.entity_id, text) in said:
                continue
            said.add((first.entity_id, entry.entity_id, text))
            yield entry.finding(
                "name-ambiguous",
                f"{text} names {first.entity_id} ({first.place}) too.",
                "Take it from one of them, or put it under 'weak' of the less usual bearer."
                if strong else "Take it from one of them, or let one bear it strongly.",
            )  # fmt: skip


def _missing_scripts(entries: Sequence[WrittenEntry]) -> Iterator[Finding]:
    """Yield entries that texts in one of the languages cannot name.

    Han characters serve Chinese and Japanese, for the program makes each other's variants; Latin letters serve all three.
    """
    for entry in entries:
        if not entry.file:
            continue
        names = entry.names()
        has_han = any(_HAN.search(name) and not _KANA.search(name) for name in names)
        has_kana = any(map(_KANA.search, names))
        latin = [name for name in names if _LATIN.search(name) and not (_HAN.search(name) or _KANA.search(name))]
        missing = []
        if (has_han or has_kana) and not entry.fields.get("en"):
            missing.append(("en", f"{latin[0]} stands among its aliases." if latin else ""))
        if has_kana and not (has_han or latin or entry.fields.get("zh")):
            missing.append(("zh", ""))
        if entry.entity_type in _NAMED_EVERYWHERE and entry.fields.get("zh") and not entry.fields.get("ja"):
            missing.append(("ja", ""))
        for code, hint in missing:
            language = {"ja": "Japanese", "zh": "Chinese", "en": "English or Latin letters"}[code]
            yield entry.finding("script-missing", f"has no name in {language}.", hint or f"Add '{code}'.")


def _references(entries: Sequence[WrittenEntry]) -> Iterator[Finding]:
    by_id = {entry.entity_id: entry for entry in entries}
    for entry in entries:
        for field, wanted in (("maker", "organization"), ("family", "model")):
            for reference in entry.texts(field):
                target = by_id.get(reference)
                if target is None:
                    said = f"{field} {reference} is in no file."
                elif target.entity_type != wanted:
                    said = f"{field} {reference} is no {wanted}."
                elif field == "family" and "family" in target.fields:
                    said = f"family {reference} is a version itself."
                else:
                    continue
                yield entry.finding("reference-unknown", said, "Add the entry or mend the id.")


def _contradictions(entries: Sequence[WrittenEntry]) -> Iterator[Finding]:
    for entry in entries:
        if not entry.file:
            continue
        weak, aliases, forms = (
            entry.keys("weak"),
            entry.keys("aliases"),
            entry.keys("ja", "zh", "en", "aliases", "weak"),
        )
        for text in sorted({aliases[key] for key in aliases.keys() & weak.keys()}):
            yield entry.finding(
                "alias-is-weak",
                f"{text} is both an alias and weak.",
                "Keep it under 'weak' if it is an ordinary word too.",
            )
        for text in entry.texts("not"):
            keys = keys_of(text)
            if keys & forms.keys():
                yield entry.finding(
                    "not-is-name", f"{text} is under 'not' and a name of it too.", "Take it from one of the two."
                )
            elif not any(form in key for key in keys for form in forms):
                yield entry.finding(
                    "not-is-apart", f"{text} is under 'not' and holds no name of it.", "Take it away: it hides nothing."
                )
