"""What a sentence or a section is about, and what only says where, when or with what."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.claims.claim import EntityRef
from extract.claims.grammar import has_particles
from extract.claims.reading import Reading
from extract.lang.language import Language
from extract.mentions.mention import Mention
from extract.text import Span

_LONGEST_SUBJECT = 16  # characters of a heading that is nothing but a name


def is_topic(reading: Reading, mention: Mention, language: Language) -> bool:
    """Return whether a sentence is about the name: by the particle behind it or, as the language has it, its first place."""
    rules = language.rules["names"]["topic"]
    behind = reading.text[mention.outer.end :].lstrip("」』”》) ")
    behind = re.sub(r"^\([^()]*\)\s?", "", behind)  # 甲社(本社:乙)は
    before = reading.text[: mention.outer.start]
    if is_circumstance(reading, mention, language):
        return False
    return behind.startswith(tuple(rules["behind"])) or (bool(rules["at_start"]) and not before.strip("「『“《 "))


def is_circumstance(reading: Reading, mention: Mention, language: Language) -> bool:
    """Return whether a name only says where, with what or when: Hugging Face上で, 在ModelScope和Hugging Face."""
    rules = language.rules["names"]["topic"]
    behind = reading.text[mention.outer.end :].lstrip("」』”》) ")
    clause = re.split(r"[,;。]", reading.text[: mention.outer.start])[-1]
    return (
        behind.startswith(tuple(rules["not_behind"]))
        or any(word in clause for word in rules["not_before"])
        or is_place(clause, behind, language)
    )


def is_place(before: str, behind: str, language: Language) -> bool:
    """Return whether what stands around a name or a list of names makes it a place: 在 Hugging Face 开源, GitHubに公開."""
    rules = language.rules["names"]["topic"]
    return bool(
        (rules["place_before"] and re.search(rf"{rules['place_before']}\s?$", before))
        or re.match(rules["place_behind"], behind.lstrip("」』”》) "))
    )


def in_brackets(text: str, span: Span) -> bool:
    """Return whether a range stands within round brackets."""
    before = text[: span.start]
    return before.count("(") > before.count(")")


def subject_of(heading: Sequence[Reading], language: Language) -> EntityRef | None:
    """Return the organization or model that the innermost heading with a name is about: the one at its end, else its first.

    A short heading that ends like an organization's name (大学, 科技) is one, known or not.
    """
    suffixes = language.words("names", "organization_suffixes")
    for reading in reversed(heading):
        text = reading.text.rstrip("）)」』 ")
        named = reading.names_of("organization", "model", "product")
        at_end = [mention for mention in named if mention.span.end >= len(text)]
        topics = [mention for mention in named if is_topic(reading, mention, language)]
        if at_end or topics:
            return reading.ref((at_end or topics)[0])
        if (
            2 < len(text) <= _LONGEST_SUBJECT
            and text.endswith(suffixes)
            and not re.search(r"[、,]", text)
            and not has_particles(text, language)
        ):
            return EntityRef("organization", text, reading.evidence(Span(0, len(text))))
    return None


def model_of(heading: Sequence[Reading]) -> EntityRef | None:
    """Return the first model that the innermost heading with a model names."""
    named = [reading.ref(mention) for reading in reversed(heading) for mention in reading.names_of("model")]
    return named[0] if named else None
