"""Versions that a sentence tells apart from the name of the model that came out: 甲を2.0に更新, v2.0の甲, 甲のバージョン2.0が公開."""

from __future__ import annotations

import re
from dataclasses import replace

from extract.claims.claim import EntityRef
from extract.claims.events import Event
from extract.claims.reader import Reader
from extract.claims.reading import Reading
from extract.claims.release_parts import VERSION
from extract.mentions.mention import Mention
from extract.mentions.names import normal_version
from extract.text import Span

_RAISING = frozenset({"upgraded", "planned"})
_NUMBER = r"\d{1,2}(?:\.\d{1,2}){1,2}"


def with_version(
    ref: EntityRef, reading: Reading, mention: Mention, event: Event, sentence: Span, reader: Reader
) -> tuple[EntityRef, int]:
    """Return the model that came out, another entity than the family if a version is told, and where what tells it ends.

    Args:
        ref: the model that is named.
        reading: the statement.
        mention: where it is named.
        event: what happened to it.
        sentence: the range of its sentence.
        reader: knows the names and the language.
    """
    text, language = reading.text, reader.language
    joints = language.any_of("releases", "version_joints")
    raised = re.compile(rf"\s?{joints}{VERSION}").match(text, mention.outer.end)
    version = re.compile(rf"{joints}?{VERSION}").match(text, event.span.end) or raised
    end = version.end() if version else event.span.end
    before = language.any_of("releases", "version_before")
    ahead = re.search(rf"(?<![\d.])[Vv]?({_NUMBER})\s?{before}\s?$", text[sentence.start : mention.outer.start])
    edition = language.any_of("releases", "edition")
    own = re.search(rf"{edition}\s?[Vv]?({_NUMBER})\w?$", text[mention.outer.end : event.span.start])
    if ahead:
        return replace(ref, name=f"{ref.name} {ahead[1]}", version=normal_version(ahead[1]), candidates=()), end
    if version and not ref.version and (event.kind in _RAISING or version is raised):
        is_written = re.search(rf"[Vv]{re.escape(version[1])}$", version[0]) and event.kind not in _RAISING
        mark = " v" if is_written else ""
        return replace(ref, name=f"{ref.name}{mark}{version[1]}", version=normal_version(version[1])), end
    if version and event.kind == "upgraded" and (older := re.search(r"[Vv]?\d{1,2}(?:\.\d{1,2})+$", ref.name)):
        newer = ref.name[: older.start()] + version[1]
        candidates = reader.finder.candidates(newer)
        return replace(ref, name=newer, version=normal_version(version[1]), candidates=candidates), end
    if own and not version and not ref.version:
        name = f"{ref.name} {own[1]}"
        return replace(ref, name=name, version=normal_version(own[1]), candidates=reader.finder.candidates(name)), end
    return ref, end
