"""Organizations in Latin letters by the form of their names: ``Xyz Inc.``, ``University of Xyz``, ``XyzAI``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from extract.lang.language import read_latin_rules
from extract.mentions.mention import Mention, Name
from extract.text import Span

_SURE, _LIKELY = 0.9, 0.75


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], re.Pattern[str], frozenset[str]]:
    rules = read_latin_rules()["organizations"]

    def any_of(key: str) -> str:
        return "|".join(re.escape(word) for word in sorted(rules[key], key=len, reverse=True))

    word = r"[A-Z][A-Za-z0-9&'\-]*"
    named = re.compile(
        rf"(?<![A-Za-z0-9\-_/.@])(?P<head>(?:{word} ){{0,4}}{word}(?:,(?= (?:Inc|Ltd|LLC|Corp)))? )(?P<ending>{any_of('endings')})"
        rf"(?![A-Za-z0-9\-_/])(?: (?:of|for) (?:the )?{word}(?: (?:and |of )?{word}){{0,3}}| ?(?=[A-Z]))?"
    )
    of = re.compile(
        rf"(?<![A-Za-z0-9\-_/.@])(?:National )?(?:{any_of('of_places')}) (?:of|for) (?:the )?{word}(?:,? (?:and |of )?{word}){{0,4}}"
    )
    ai = re.compile(
        r"(?<![A-Za-z0-9\-_/.@])(?:(?P<joined>[A-Za-z][a-z]{0,9}(?:[A-Z][a-z]+)?)|(?P<apart>[A-Z][A-Za-z]{2,12})[ .])"
        r"AI(?![A-Za-z0-9\-_/])"
    )
    trigger = re.compile(rf"{any_of('endings')}|{any_of('of_places')}|AI")
    return trigger, named, of, ai, frozenset(rules["none"])


def find_latin_organizations(text: str) -> Iterator[Mention]:
    """Yield the organizations of `text` that the form of their names in Latin letters proves; they may overlap."""
    trigger, named, of, ai, none = _patterns()
    if not trigger.search(text):
        return
    for match in of.finditer(text):
        yield _mention(match.group(), match.start(), _SURE)
    for match in named.finditer(text):
        words = [word.strip(",") for word in match["head"].split()]
        skipped = 0
        while words and words[0].casefold() in none:  # The Xyz Foundation
            skipped += match["head"][skipped:].index(words[0]) + len(words[0])
            del words[0]
        if match.group().endswith(" ") or re.match(r" ?[A-Z]", text[match.end() :]):
            continue  # a longer name with another ending
        start = match.start() + skipped
        name = text[start : match.end()].lstrip(", ")
        if words and not all(
            word.casefold() in none or word.casefold() in read_latin_rules()["none"] for word in words
        ):
            yield _mention(name, match.end() - len(name), _SURE)
    for match in ai.finditer(text):
        head = (match["joined"] or match["apart"]).casefold()
        if any(map(str.islower, match.group())) and head not in none and head not in read_latin_rules()["none"]:
            yield _mention(match.group(), match.start(), _LIKELY)


def _mention(name: str, start: int, confidence: float) -> Mention:
    return Mention(
        Span(start, start + len(name)), name, Name((), "organization"), "names.organization-latin", confidence
    )
