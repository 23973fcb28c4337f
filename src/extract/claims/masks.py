"""Sentences with their names masked, and the patterns of the rules files that are matched on them.

A pattern of ``relations.prose`` is a regular expression with places for names: ``<s:M>`` is the subject, a model, ``<o:OP+>``
the objects, organizations or products in a list. ``<o:*+>`` is words between commas, ``<o:*key>`` words that end with one of
``relations.<key>``, ``{key}`` one of these words itself (or, of a key that has a pattern, that pattern), ``<->`` a character
that belongs to no name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, reduce
from operator import or_

from extract.claims.listing import Item
from extract.claims.reading import Reading
from extract.documents.document import BlockKind
from extract.lang.language import Language
from extract.mentions.mention import Mention
from extract.text import Span

_MARKS = {"organization": "\ue001", "model": "\ue002", "product": "\ue003", "person": "\ue004", "place": "\ue005"}
_LETTERS = {"O": "organization", "M": "model", "P": "product", "H": "person", "L": "place"}
_BITS = {entity_type: 1 << number for number, entity_type in enumerate(_MARKS)}
ANY_NAME = "".join(_MARKS.values())
"""The characters that stand for names, for a class of them."""
_PLACE = re.compile(
    r"<->|<(?P<group>[a-z]):(?:(?P<types>[OMPHL]+)|\*(?P<ends>[a-z_]*))(?P<many>\+?)>|\{(?P<key>[a-z_]+)\}"
)
# A place, an escaped character, a class of characters, or any one character of a pattern.
_STEP = re.compile(rf"{_PLACE.pattern}|\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|.", re.DOTALL)
_WORD = "[A-Za-z0-9\u30a0-\u30ff\u3400-\u9fff々・-]"  # of an item without a name: no hiragana, no marks
_FOREIGN = "[A-Za-z0-9\u30a0-\u30ff]"  # letters and katakana, which go on with a word before them
_LONGEST_WORD = 12


@dataclass(frozen=True)
class Masked:
    """A sentence in which one character stands for each name.

    Attributes:
        reading: the line that it is part of.
        text: the sentence; quotation marks around a name and a bracket with other names behind it are part of the name.
        starts: for each character where it begins in the line, and at last where the sentence ends.
        names: the mention that each mark stands for, by the mark's place.
    """

    reading: Reading
    text: str
    starts: Sequence[int]
    names: Mapping[int, Mention]

    @property
    def types(self) -> int:
        """The types of the names, a bit each."""
        return reduce(or_, (_BITS[_type_of(mention)] for mention in self.names.values()), 0)

    def span(self, start: int, end: int) -> Span:
        """Return the range of the line for a range of the masked text."""
        return Span(self.starts[start], self.starts[end])

    def items(self, start: int, end: int) -> Iterator[Item]:
        """Yield the names, and the words between commas, in a range of the masked text."""
        joint = joints(self.reading.statement.language)
        for match in re.finditer(rf"[{ANY_NAME}]|(?:(?!{joint}){_WORD})+", self.text[start:end]):
            at = start + match.start()
            if at in self.names:
                yield Item(self.reading, self.names[at].span, self.names[at])
            else:
                span = self.span(at, start + match.end())
                yield Item(self.reading, Span(span.start, span.start + len(span.of(self.reading.text).rstrip())))


def masked_sentences(reading: Reading) -> Iterator[Masked]:
    """Yield the sentences of a line, masked."""
    names = reading.names_of(*_MARKS)
    quotes = _quoted(reading) if names else {}
    for sentence in reading.statement.sentences:
        inside = [mention for mention in names if sentence.covers(mention.span)]
        if inside:
            yield _masked(reading, sentence, inside, quotes)
        else:
            yield Masked(reading, sentence.of(reading.text), range(sentence.start, sentence.end + 1), {})


def _masked(reading: Reading, sentence: Span, inside: Sequence[Mention], quotes: Mapping[Span, Span]) -> Masked:
    text = reading.text
    chars: list[str] = []
    starts: list[int] = []
    names: dict[int, Mention] = {}
    position = sentence.start
    # Of a place and the organization whose name begins with it (深圳青枫科技) the longer one is meant.
    for mention in sorted(inside, key=lambda each: (each.span.start, -each.span.end)):
        outer = quotes.get(mention.span, mention.span)
        if outer.start < position:
            continue
        last = names.get(len(chars) - 1)
        whole = (
            last and last.span.end == outer.start and (_type_of(last), _type_of(mention)) == ("place", "organization")
        )
        if last and (whole or _is_owner(last, mention, text[position : outer.start])):
            # The place belongs to the name behind it (深圳青枫科技), and so does the owner of a repository (甲/乙-7B).
            names.pop(len(chars) - 1)
            outer = Span(starts[-1], outer.end)
            position = outer.start
            chars.pop()
            starts.pop()
        chars.extend(text[position : outer.start])
        starts.extend(range(position, outer.start))
        names[len(chars)] = mention
        chars.append(_MARKS[_type_of(mention)])
        starts.append(outer.start)
        position = outer.end if _is_made_item(reading, mention) else _behind_alias(reading, outer.end)
    chars.extend(text[position : sentence.end])
    starts.extend(range(position, sentence.end))
    return Masked(reading, "".join(chars), (*starts, sentence.end), names)


def _is_owner(name: Mention, model: Mention, between: str) -> bool:
    """Return whether a name stands before a model as the owner of its repository: 甲/乙-7B, Abc/Abc2-7B."""
    if between != "/" or _type_of(model) != "model" or not name.text.isascii():
        return False
    own, other = name.text.casefold(), re.split(r"[-\d]", model.text.casefold())[0]
    is_family = len(other) > 1 and other in own and not re.search(r"\d", own) and bool(re.search(r"\d", model.text))
    return _type_of(name) == "organization" or (_type_of(name) == "model" and is_family)


def _quoted(reading: Reading) -> dict[Span, Span]:
    """Return the quotation marks around each name that stands alone in them, but for a bracket behind it."""
    quotes = {}
    for title in reading.titles:
        bare = re.sub(r"\s?\([^()]*\)$", "", title.text)
        quotes[Span(title.span.start, title.span.start + len(bare))] = title.outer
    return quotes


def _type_of(mention: Mention) -> str:
    entity_type: str = getattr(mention.value, "entity_type", "")
    return entity_type


def _behind_alias(reading: Reading, end: int) -> int:
    """Return where the text goes on behind a name: behind a bracket that holds other names or letters and nothing else."""
    match = re.match(r"\s?\(([^()]{1,40})\)", reading.text[end:])
    if not match:
        return end
    inside = Span(end + match.start(1), end + match.end(1))
    named = any(inside == name.span for name in reading.names)
    if not any(inside.overlaps(name.span) for name in reading.names) and re.fullmatch(r"[\w .&·-]{2,20}", match[1]):
        return end + match.end()  # 甲社区(原子青叶)
    language = reading.statement.language
    said = rf"{language.any_of('aliases', 'in_brackets')}|{language.any_of('aliases', 'introducers')}"
    if re.match(said, match[1]) or re.match(rf"\W*(?:{said})", match[1]):
        return end + match.end()  # 甲有限公司(简称“甲”)
    return end + match.end() if named or re.fullmatch(r"[A-Za-z0-9 .&-]+", match[1]) else end


def _is_made_item(reading: Reading, mention: Mention) -> bool:
    """Return whether a model heads an item of a list and an organization is all that stands in the bracket behind it: - 甲-7B(乙社)."""
    if reading.statement.kind is not BlockKind.LIST_ITEM or _type_of(mention) != "model":
        return False
    bracket = re.compile(r"\s?\((?P<inside>[^()]{1,40})\)").match(reading.text, mention.outer.end)
    inside = Span(*bracket.span("inside")) if bracket else None
    is_first = not re.search(r"\w", reading.text[: mention.outer.start])
    return is_first and any(each.span == inside for each in reading.names_of("organization"))


@cache
def compiled(pattern: str, language_code: str) -> re.Pattern[str]:
    """Return a pattern of the rules file as a regular expression on masked sentences.

    Args:
        pattern: as the rules file has it.
        language_code: whose words ``{key}`` stands for, and how the language joins the items of a list.
    """
    from extract.lang.language import load_language

    language = load_language(language_code)
    return re.compile(_PLACE.sub(lambda match: _group(match, language), pattern))


@cache
def patterns_for(types: int, names: int, language_code: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return the patterns of ``relations.prose``, each with its predicate, but for those that want other or more names.

    Most sentences have one name or none and most patterns want two, so few are left to be searched for.

    Args:
        types: the types of the names in the sentence, as `Masked.types` gives them.
        names: how many names it has.
        language_code: whose rules.
    """
    from extract.lang.language import load_language

    prose = load_language(language_code).rules["relations"]["prose"]
    return tuple(
        (predicate, compiled(pattern, language_code))
        for predicate, patterns in prose.items()
        for pattern in patterns
        if names >= len(wanted := _wanted(pattern)) and all(types & each for each in wanted)
    )


def _wanted(pattern: str) -> list[int]:
    """Return for each name that a match of the pattern cannot do without the types that it may be of, a bit each."""
    wanted: list[int] = []
    depth, position = 0, 0
    while position < len(pattern):
        step = _STEP.match(pattern, position)
        assert step is not None  # its last alternative is any character
        position = step.end()
        if step["types"] and not depth and pattern[position : position + 1] not in {"?", "*", "{"}:
            wanted.append(sum(_BITS[_LETTERS[letter]] for letter in set(step["types"])))
        if step.group() == "|" and not depth:
            return []
        depth += (step.group() == "(") - (step.group() == ")")
    return wanted


def _group(match: re.Match[str], language: Language) -> str:
    if match["key"]:
        words = language.rules["relations"][match["key"]]
        return (
            _PLACE.sub(lambda each: _group(each, language), words)
            if isinstance(words, str)
            else language.any_of("relations", match["key"])
        )
    if not match["group"]:
        return f"[^。{ANY_NAME}]"
    if match["ends"]:
        one = rf"(?:(?!{joints(language)}){_WORD}){{0,{_LONGEST_WORD}}}"
        return rf"(?P<{match['group']}>{one}{language.any_of('relations', match['ends'])})(?!{_FOREIGN})"
    one = f"[{_marks(match['types'])}]" if match["types"] else rf"{_WORD}{{1,{_LONGEST_WORD}}}"
    if not match["many"]:
        return f"(?P<{match['group']}>{one})"
    joint = joints(language)
    return f"(?P<{match['group']}>{one}{'' if match['types'] else '?'}(?:{joint}{one}{'' if match['types'] else '?'})*)"


def joints(language: Language) -> str:
    """Return the pattern of what parts the items of a list."""
    return rf"(?:{language.any_of('grammar', 'joints')}|[、,/・])"


def _marks(types: str) -> str:
    return "".join(_MARKS[_LETTERS[letter]] for letter in types)
