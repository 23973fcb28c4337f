"""The page's words in three languages, from one file a language with the same keys in each."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

LANGUAGES = ("en", "ja", "zh")


class Words:
    """The words of one language.

    Args:
        language: one of `LANGUAGES`.
    """

    def __init__(self, language: str) -> None:
        self.language = language
        self._texts = read_words(language)

    def __call__(self, key: str, **values: object) -> str:
        """Return a text with its values filled in, such as ``{count}``.

        Raises:
            KeyError: if there is no such text.
        """
        told = {name: self.number(value) if isinstance(value, int) else value for name, value in values.items()}
        return self._texts[key].format(**told) if told else self._texts[key]

    def names(self, group: str, values: str) -> str:
        """Return the words for several terms with ``+`` between them."""
        return " + ".join(self.name(group, value) for value in values.split("+"))

    @staticmethod
    def number(number: int) -> str:
        """Return a whole number as people read it in all three languages."""
        return f"{number:,}"

    def name(self, group: str, value: str) -> str:
        """Return the word for one of our own terms, such as a dataset or a cause; the term itself if there is none."""
        return self._texts.get(f"{group}.{value}", value)


@cache
def read_words(language: str) -> Mapping[str, str]:
    """Return all texts of a language by key; inner keys are joined to outer ones with a point."""
    content = files(__package__).joinpath("translations", f"{language}.yaml").read_text(encoding="utf-8")
    return dict(_flat(yaml.safe_load(content)))


@cache
def words(language: str) -> Words:
    """Return the words of a language."""
    return Words(language)


def preferred(header: str) -> str:
    """Return the language that a browser asks for (``Accept-Language``, RFC 9110), English if we have none of those."""
    wanted: list[tuple[float, str]] = []
    for part in header.split(","):
        tag, _, rest = part.partition(";")
        try:
            weight = float(rest.partition("=")[2]) if rest else 1.0
        except ValueError:
            continue
        wanted.append((-weight, tag.strip().lower().split("-")[0]))
    for _, language in sorted(wanted, key=lambda each: each[0]):
        if language in LANGUAGES:
            return language
    return LANGUAGES[0]


def _flat(tree: Mapping[str, Any], above: str = "") -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for key, value in tree.items():
        found += _flat(value, f"{above}{key}.") if isinstance(value, dict) else [(f"{above}{key}", str(value))]
    return found
