"""The interface between the engine and a language: a tokenizer and a file of rules with the same keys in each."""

from __future__ import annotations

import importlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from extract.errors import ShuttenError

LANGUAGES = ("ja", "zh")


class Token(NamedTuple):
    """A token: its text, where it begins in the text that was given, and its part of speech.

    `pos` is one of the Universal POS tags where the segmenter knows it, else ``X``. `tag` is what the segmenter's dictionary
    says of the word, in both languages by the same words: ``person``, ``place``, ``organization``, ``name`` (another proper
    noun), ``noun``, ``rare`` (a noun that few texts have), ``verb``, ``adjective``, ``time``, ``number``, ``function``
    (particles, pronouns, conjunctions, adverbs), ``mark`` or, for a word that is not in the dictionary, ``unknown``.
    """

    text: str
    start: int
    pos: str
    lemma: str
    tag: str = "unknown"

    @property
    def end(self) -> int:
        """Where it ends in the text, excluded."""
        return self.start + len(self.text)


@dataclass(frozen=True)
class Language:
    """One language.

    Attributes:
        code: BCP 47, ``ja`` or ``zh``.
        rules: the content of ``lang/<code>.yaml``; both languages have the same top-level keys.
        tokenize: text of one sentence or line -> tokens in order, offsets in code points of that text. White space is
            never a token.
        reading: a few words -> the kana in which they are read, for a language that is written with kana; else None.
    """

    code: str
    rules: Mapping[str, Any]
    tokenize: Callable[[str], list[Token]]
    reading: Callable[[str], str] | None = None
    _words: dict[tuple[str, ...], tuple[str, ...]] = field(default_factory=dict, init=False, repr=False, compare=False)
    _patterns: dict[tuple[str, ...], str] = field(default_factory=dict, init=False, repr=False, compare=False)
    _finders: dict[tuple[str, ...], tuple[re.Pattern[str], dict[str, tuple[str, ...]]]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def words(self, *keys: str) -> tuple[str, ...]:
        """Return the list of words at the path `keys` of the rules, longest first (for alternation in a pattern)."""
        if keys not in self._words:
            node: Any = self.rules
            for key in keys:
                node = node[key]
            self._words[keys] = tuple(sorted((str(word) for word in node), key=lambda word: (-len(word), word)))
        return self._words[keys]

    def any_of(self, *keys: str) -> str:
        """Return a pattern that matches any of the words at the path `keys`, the longest first; never if there is none."""
        if keys not in self._patterns:
            self._patterns[keys] = f"(?:{'|'.join(map(re.escape, self.words(*keys))) or '(?!)'})"
        return self._patterns[keys]

    def finder(self, *keys: str, parts: tuple[str, ...]) -> tuple[re.Pattern[str], Mapping[str, tuple[str, ...]]]:
        """Return one pattern for the words of several lists, and the names of the lists that each word stands in.

        Args:
            keys: the path to a mapping of lists (``metrics``).
            parts: which of its lists.
        """
        if keys not in self._finders:
            lists: dict[str, tuple[str, ...]] = {}
            for part in parts:
                for word in self.words(*keys, part):
                    lists[word] = (*lists.get(word, ()), part)
            longest_first = sorted(lists, key=lambda word: (-len(word), word))
            self._finders[keys] = re.compile("|".join(map(re.escape, longest_first)) or "(?!)"), lists
        return self._finders[keys]


@cache
def read_rules(code: str) -> Mapping[str, Any]:
    """Read ``lang/<code>.yaml``.

    Raises:
        ShuttenError: if there are no rules for the language or the file is not YAML.
    """
    if code not in LANGUAGES:
        raise ShuttenError(code, "is not a language that is read here.", f"Use one of {', '.join(LANGUAGES)}.")
    path = Path(__file__).with_name(f"{code}.yaml")
    try:
        loaded: Mapping[str, Any] = yaml.load(
            path.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        )
    except yaml.YAMLError as error:
        raise ShuttenError(str(path), f"is not valid YAML: {error}.", "Mend the file.") from error
    return loaded


@cache
def read_latin_rules() -> dict[str, Any]:
    """Read ``lang/latin.yaml``: words within names in Latin letters, which both languages borrow."""
    loaded: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("latin.yaml").read_text(encoding="utf-8"))
    return loaded


@cache
def load_language(code: str) -> Language:
    """Return the language `code`; its segmenter's dictionary is loaded at the first sentence, not here."""
    rules = read_rules(code)
    module = importlib.import_module(f"extract.lang.{code}")
    return Language(code, rules, module.tokenize, getattr(module, "reading", None))
