"""Names that one place of a document proves and others only use: learned from all of its lines, then found in each.

A text that writes Xyz-7B-Chat once means the same family by Xyz, Xyz2 and xyz-moon; one that calls 「甲乙」 a model once means
it by 甲乙 elsewhere. What is learned counts in its document alone.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from extract.lang.language import Language
from extract.mentions.han_names import behind_stem, han_stem
from extract.mentions.introduced_names import CALLED_MODEL, CALLED_PRODUCT, LINKED
from extract.mentions.latin_names import extended, stem_of
from extract.mentions.mention import Mention, Name
from extract.mentions.name_line import NameLine
from extract.mentions.name_pipeline import resolved, with_version
from extract.mentions.patterns import alternatives
from extract.text import Span

_PROVEN = 0.75  # confidence of a mention that others may lean on
_LEARNED = 0.7
_LATIN = re.compile(r"\d{0,4}[A-Za-z]")
_WIDE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff·・]{2,}")
_NUMBERED = re.compile(r"[-_ ]?[vV]\d+(?:\.\d+)*")
_SHORTEST_STEM = 3
_TYPES = frozenset({"model", "organization", "product", "person"})


class DocumentNames:
    """The names that a document's lines prove.

    Args:
        mentions: all names found in its lines.
        language: the document's.
        stems: Han or kana that its lines explain by a model's name in brackets.
    """

    def __init__(self, mentions: Iterable[Mention], language: Language, stems: Iterable[str] = ()) -> None:
        self._language = language
        mentions = list(mentions)
        proven = [each for each in mentions if each.confidence >= _PROVEN and isinstance(each.value, Name)]
        texts: dict[str, Counter[str]] = {}
        self._products = {each.text.casefold() for each in proven if each.rule == CALLED_PRODUCT}
        self._known: dict[str, Name] = {}
        self._stems: set[str] = set()
        # Stems of which the document calls a version a model, whatever the bare stem is.
        self._numbered = {
            stem.casefold() for each in mentions if each.rule == CALLED_MODEL and (stem := _numbered(each.text))
        }
        phrases: set[str] = set()
        han_stems: set[str] = set(stems)
        for mention in proven:
            value = mention.value
            assert isinstance(value, Name)
            if value.entity_type not in _TYPES:
                continue
            key = mention.text.casefold()
            texts.setdefault(key, Counter())[value.entity_type] += 1
            if " " in mention.text and not value.candidates:
                phrases.add(mention.text)
            if value.entity_type == "model" and _LATIN.match(mention.text):
                first = mention.text.split(" ")[0]
                if extended(mention.text, len(first), language) < len(mention.text):
                    continue  # a name of several words is none by its first
                stem = stem_of(first)
                if len(stem) >= _SHORTEST_STEM or (stem.isupper() and len(stem) > 1):
                    self._stems.add(stem.casefold())
            elif value.entity_type == "model" and (stem := han_stem(mention.text)):
                han_stems.add(stem)
            if value.candidates:
                self._known[key] = value
        self._types = {key: counts.most_common(1)[0][0] for key, counts in sorted(texts.items())}
        self._kinds: dict[str, str] = {}  # of the tokens that were asked for
        self._stems -= {key for key, kind in self._types.items() if kind != "model"}
        wide = [key for key in self._types if _WIDE.fullmatch(key) and key not in self._known]
        self._wide = re.compile(alternatives([*wide, *sorted(phrases)]))
        self._han = re.compile(alternatives(sorted(han_stems)) + behind_stem()) if han_stems else None

    def more(self, line: NameLine, names: Sequence[Mention]) -> Sequence[Mention]:
        """Return the names of a line and those that the document proves elsewhere.

        Args:
            line: the line.
            names: what was found in it by itself.
        """
        text = line.text
        found = [self._as_model(mention) for mention in names]
        names = list(found)
        for form in line.forms:
            kind = self._kinds.get(form.text)
            if kind is None:
                kind = self._kinds[form.text] = self._kind_of(form.text)
            if kind:
                span = Span(
                    form.span.start, extended(text, form.span.end, self._language) if kind == "model" else form.span.end
                )
                found.append(Mention(span, span.of(text), Name((), kind), "names.learned", _LEARNED))
        for match in self._wide.finditer(text):
            kind = self._types[match.group().casefold()]
            learned = Mention(Span(*match.span()), match.group(), Name((), kind), "names.learned", _LEARNED)
            found.append(with_version(learned, text))
        for match in self._han.finditer(text) if self._han else ():
            span = Span(match.start(), extended(text, match.end(), self._language))
            found.append(Mention(span, span.of(text), Name((), "model"), "names.learned", _LEARNED))
        if len(found) == len(names):
            return names
        kept = [each for each in found if each in names or not any(each.span.overlaps(name.span) for name in names)]
        return resolved(kept)

    def _kind_of(self, token: str) -> str:
        """Return the type of name that the document proves a token to be, empty if none."""
        proven = self._types.get(token.casefold(), "")
        if proven or not self._stems | self._numbered:
            return proven
        return "model" if self._is_of_family(token) else ""

    def _is_of_family(self, token: str) -> bool:
        """Return whether a token is a version, size or variant of what the document calls a model elsewhere."""
        return _numbered(token).casefold() in self._numbered or stem_of(token).casefold() in self._stems

    def _as_model(self, mention: Mention) -> Mention:
        """Return a name as the document has it elsewhere: that of a link as a model's, of a model's form as a data set's."""
        if mention.rule == LINKED and self._is_of_family(mention.text):
            return replace(mention, value=Name((), "model"))
        if mention.rule == "names.model-with-variant" and mention.text.casefold() in self._products:
            return replace(mention, value=Name((), "product"))
        return mention


def _numbered(token: str) -> str:
    """Return the stem of a token that is nothing more than that and a version, empty if it is another: Abcv8, Abc-v2."""
    stem = stem_of(token)
    return stem if len(stem) >= _SHORTEST_STEM and _NUMBERED.fullmatch(token[len(stem) :]) else ""
