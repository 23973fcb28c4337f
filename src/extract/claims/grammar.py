"""The few words of grammar that several kinds of claim need: joints of lists, the genitive, particles."""

from __future__ import annotations

import re

from extract.lang.language import Language


def is_list_joint(text: str, language: Language) -> bool:
    """Return whether what stands between two names only lists them: a comma, "and", quotation marks, an alias in brackets."""
    joint = language.any_of("grammar", "joints")
    return bool(re.fullmatch(rf"[」』”》\s]*(?:\([^()]*\))?\s*(?:{joint}|[、,/・])\s*[「『“《\s]*", text))


def has_particles(text: str, language: Language) -> bool:
    """Return whether a text is more than a bare name: it has a particle or an auxiliary of the language."""
    return bool(re.search(language.any_of("grammar", "particles"), text))


def genitive(language: Language) -> tuple[str, ...]:
    """Return the words that tie a name to what follows it (の, 的)."""
    return language.words("grammar", "genitive")
