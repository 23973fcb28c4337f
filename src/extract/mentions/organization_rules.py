"""The words by which organizations are found, of one language, as sets and patterns."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from extract.lang.language import load_language
from extract.mentions.mention import Mention, Name
from extract.text import Span

# Who made something, one or several, each perhaps with a bracket behind it.
_LISTED = r"(?:[^。,;:()]|\s?\([^()]{1,40}\)\s?){2,60}?"


@dataclass(frozen=True, eq=False)  # there is one for each language
class OrganizationRules:
    """The words of a language, as sets and one pattern of all that can begin a search."""

    any_sign: re.Pattern[str]
    endings: re.Pattern[str]
    kinds: dict[str, str]
    sets: dict[str, frozenset[str]]
    made: re.Pattern[str]
    made_tail: re.Pattern[str] | None
    opening: re.Pattern[str] | None
    releases: re.Pattern[str]
    headline: re.Pattern[str] | None
    headers: tuple[str, ...]
    ministries: tuple[str, ...]
    made_by_not: tuple[str, ...]


@cache
def organization_rules(code: str) -> OrganizationRules:
    """Return the words of a language, read once."""
    language = load_language(code)

    def words(key: str) -> tuple[str, ...]:
        return language.words("names", "organizations", key)

    def any_of(key: str) -> str:
        return language.any_of("names", "organizations", key)

    kinds = {
        word: kind
        for kind in ("ministry_endings", "apposed", "weak", "strong", "legal_before", "legal")
        for word in words(kind)
    }
    longest_first = sorted(kinds, key=lambda word: (-len(word), word))
    opening = headline = ""
    owned = f"|(?P<owns>{any_of('owns')})" if words("owns") else ""
    if language.rules["releases"]["object_follows_verb"]:
        verb = rf"{any_of('made')}(?!{any_of('team')})"
        of = language.any_of("grammar", "genitive")
        by = rf"(?:{any_of('made_by')}|{any_of('made_is')}(?!{any_of('made_by')})(?={_LISTED}{verb}{of}))"
        joint = rf"(?:{language.any_of('grammar', 'joints')}|{any_of('made_and')})"
        how = rf"(?:{any_of('made_how')}|{any_of('release_joints')})*"
        objects = any_of("release_objects")
        told = rf"(?:{any_of('made')}{joint})?(?:{any_of('made')}|{any_of('releases')})(?:{objects}|{of}|[A-Za-z“《])"
        opening = rf"(?:^|(?<=[。,;:!?]))(?P<opening>{_LISTED})(?={how}{told})"
        made = rf"(?P<by>{by})(?P<list>{_LISTED})(?={verb}){owned}"
        model = language.any_of("names", "large_model")
        releases = rf"(?:{any_of('release_joints')})*{any_of('releases')}(?=.?{objects}|{of}[^。,]{{0,10}}?{model})"
    else:
        by = rf"(?:{any_of('made_by')}|(?P<at>{any_of('made_at')}))"
        made = rf"(?P<made>{by}、?(?:{any_of('made_how')}|、)*{any_of('made')}){owned}"
        object_of = language.rules["releases"]["object_particle"]
        dated = (
            rf"{object_of}(?=\d)[^。、{object_of}]{{2,16}}?(?:{language.any_of('events', 'released')}|{any_of('made')})"
        )
        releases = rf"{any_of('release_joints')}(?=[^。]{{1,50}}?(?:{any_of('releases')}|{dated}))"
        # A headline has a comma for its particle and no ending: 甲、言語モデル「乙」を公開.
        headline = rf"^\W*[^\W\d][^。、,]{{1,24}}、(?=[^。]*{object_of}\w{{0,6}}?{any_of('made')}(?:$|\s|\W$))"
    keys = ("of_place", "of_country", "countries", "openers", "ministry_fields", "inside", "stops", "fields", "none",
            "joints", "unsure_headers", "legal_before", "legal", "apposed", "behind_weak", "team",
            "made_how", "made_then", "made_sure", "made_none", "called", "plain", "units")  # fmt: skip
    sets = {key: frozenset(words(key)) for key in keys}
    return OrganizationRules(
        _words_only(kinds, *(words(key) for key in ("made_by", "made", "owns", "releases"))),
        re.compile("|".join(map(re.escape, longest_first))),
        kinds,
        sets
        | {
            "places": frozenset(words("regions")) | sets["countries"],
            "weak": frozenset(words("weak")),
            "genitive": frozenset(language.words("grammar", "genitive")),
        },
        re.compile(made),
        re.compile(tail) if (tail := language.rules["names"]["organizations"]["made_tail"]) else None,
        re.compile(opening) if opening else None,
        re.compile(releases),
        re.compile(headline) if headline else None,
        (*language.words("headers", "organization"), *words("headers")),
        words("ministry_endings"),
        words("made_by_not"),
    )


def _words_only(*lists: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern of nothing but words: the engine looks for those fastest."""
    return re.compile("|".join(sorted({re.escape(word) for words in lists for word in words})))


def organization(text: str, span: Span, rule: str, confidence: float) -> Mention:
    """Return the mention of an organization that no list names."""
    return Mention(span, span.of(text), Name((), "organization"), f"names.organization-{rule}", confidence)
