"""Organizations that no list names: by the ending of their names, a table's column, what they release, make or own."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.mentions.latin_organizations import find_latin_organizations
from extract.mentions.maker_names import before_bracket, framed_makers, opening_makers, opening_releasers
from extract.mentions.maker_shapes import whole_endings
from extract.mentions.mention import Mention
from extract.mentions.name_line import NameLine
from extract.mentions.name_tokens import Word, WordsOf, first_of_overlapping, is_han, is_katakana, is_latin_name
from extract.mentions.organization_endings import by_ending, goes_no_further
from extract.mentions.organization_rules import OrganizationRules, organization, organization_rules
from extract.text import Span

_COLUMN, _MADE, _RELEASES = 0.85, 0.75, 0.6
_RELEASES_MODEL = 0.7  # where a model's name stands in the line too
_LONGEST = 26
_ITEM = re.compile(r"(?:(?! & (?=[^\x00-\x7f]))[^、,;/|()\[\]])+")  # Abc & 甲 are two, Abc & Sons one
_TYPE_NUMBER = re.compile(r"-[A-Za-z]*\d")  # of a product, beside its vendor's name or in its place
_BEGINS = re.compile(r"(?:^|[。,、!?;:])\s*$")


def find_organizations(line: NameLine) -> Iterator[Mention]:
    """Yield the organizations of a line whose names their ending or their surroundings prove, none overlapping another."""
    yield from first_of_overlapping(_candidates(line))


def _candidates(line: NameLine) -> Iterator[Mention]:
    """Yield mentions, the surer ones first; they may overlap."""
    text, rules = line.text, organization_rules(line.language.code)
    words = WordsOf(line)
    in_column = bool(line.header) and line.header.strip().endswith(rules.headers)
    if not in_column and not rules.any_sign.search(text):
        yield from _latin(words, rules)
        return
    made = list(rules.made.finditer(text))
    for match in made:
        if not words.text.startswith(rules.made_by_not, match.start()):
            yield from framed_makers(words, match, rules)
    yield from opening_makers(words, rules)
    ends = list(rules.endings.finditer(text))
    if ends:
        yield from by_ending(words, ends, rules)
    yield from _latin(words, rules)
    if in_column:
        yield from _in_column(line, words, rules)
    for match in made:
        yield from _makers(words, match, rules)
    for match in rules.releases.finditer(text):
        yield from _releaser(words, match.start(), rules)
    if rules.headline and words.has_model and (title := rules.headline.match(text)):
        yield from _releaser(words, title.end() - 1, rules)


def _latin(words: WordsOf, rules: OrganizationRules) -> Iterator[Mention]:
    """Yield names in Latin letters; before a noun, one that ends with AI is something of it (Azure AI Search)."""
    for mention in find_latin_organizations(words.text):
        if not mention.text.endswith("AI") or goes_no_further(words, mention.span.end, rules):
            yield mention


def _in_column(line: NameLine, words: WordsOf, rules: OrganizationRules) -> Iterator[Mention]:
    """Yield the items of a cell in a column of organizations."""
    unsure = line.header.strip() in rules.sets["unsure_headers"]
    for item in _ITEM.finditer(line.text):
        text = item.group().strip(" &")
        if not 2 <= len(text) <= _LONGEST or _TYPE_NUMBER.search(text):
            continue
        start = line.text.index(text, item.start())
        inside = words.within(Span(start, start + len(text)))
        if not inside or inside[0].tag in {"number", "mark", "function"} or text in rules.sets["stops"]:
            continue
        if any(word.tag == "function" for word in inside) or (unsure and not any(word.is_proper for word in inside)):
            continue
        if len(inside) == 1 and (
            inside[0].text in rules.sets["countries"] or (inside[0].is_latin and not is_latin_name(text))
        ):
            continue
        yield organization(line.text, Span(start, start + len(text)), "column", _COLUMN)


def _makers(words: WordsOf, match: re.Match[str], rules: OrganizationRules) -> Iterator[Mention]:
    """Yield who made or owns something: 由甲和乙研发, 甲旗下的, 甲が開発した."""
    groups = match.groupdict()
    if words.text.startswith(rules.made_by_not, match.start()) or groups.get("at"):
        return
    if not groups.get("list"):
        end = before_bracket(words.text, match.start())
        own = _own_name(words, end, rules) or _before_team(words, end, rules)
        if own and not _is_member(words, own, rules):
            yield organization(words.text, own, "maker", _MADE)
        return
    span = Span(*match.span("list"))
    parts: list[Span] = []
    for word in words.within(span):
        if word.text in rules.sets["joints"]:
            parts.append(Span(word.end, word.end))
        elif parts:
            parts[-1] = Span(parts[-1].start if parts[-1].end > parts[-1].start else word.start, word.end)
        else:
            parts.append(word.span)
    for part in parts:
        if part.end > part.start and _own_name(words, part.end, rules) == part:
            yield organization(words.text, part, "maker", _MADE)


def _is_member(words: WordsOf, name: Span, rules: OrganizationRules) -> bool:
    """Return whether a name in Latin letters is that of somebody of an organization before it: 甲大学のJohn SmithとAnn Leeが開発."""
    of = "|".join(map(re.escape, sorted(rules.sets["genitive"])))
    joint = "|".join(map(re.escape, sorted(rules.sets["joints"])))
    somebody = r"[A-Z][a-z]+(?: [A-Z][a-z.]*)+"
    before = re.search(rf"(?:{of}) ?(?:{somebody} ?(?:{joint}) ?)*$", words.text[: name.start])
    return (
        before is not None
        and bool(re.fullmatch(somebody, name.of(words.text)))
        and words.text.endswith(whole_endings(rules), 0, before.start())
    )


def _before_team(words: WordsOf, end: int, rules: OrganizationRules) -> Span | None:
    """Return whose team made something, where a genitive parts the two: 甲 of 甲の音声チームが開発."""
    index = words.before(end)
    if index < 0 or words.words[index].text not in rules.sets["team"]:
        return None
    while index >= 0 and words.words[index].tag in {"noun", "rare"}:
        index -= 1
    word = words.words[index]
    return _own_name(words, word.start, rules) if index > 0 and word.text in rules.sets["genitive"] else None


def _releaser(words: WordsOf, end: int, rules: OrganizationRules) -> Iterator[Mention]:
    """Yield the subject of a sentence that tells of a release, if it stands at the beginning of a clause."""
    own = _own_name(words, end, rules)
    if own and _BEGINS.search(words.text, 0, own.start):
        yield organization(words.text, own, "releases", _RELEASES_MODEL if words.has_model else _RELEASES)
    elif words.has_model:
        yield from opening_releasers(words, end, rules)


def _is_like_number(word: Word, right: int, words: WordsOf) -> bool:
    """Return whether a word of Han characters that the dictionary counts with begins a name: 九章|云极."""
    following = words.at(right)
    is_joined = following is not None and following.start == word.end and following.tag == "unknown"
    return word.tag == "number" and len(word.text) > 1 and is_han(word.text) and is_joined


def _own_name(words: WordsOf, end: int, rules: OrganizationRules) -> Span | None:
    """Return the range of a proper name that ends at `end` and has no common word in it."""
    index = words.before(end)
    start = right = end
    first = None
    while index >= 0:
        word = words.words[index]
        gap = right - word.end
        if gap > 1 or (gap and right != end and not (word.is_latin and words.text[right].isascii())):
            break
        if (
            not (word.is_proper or _is_like_number(word, right, words))
            or word.text in rules.sets["stops"]
            or word.text in rules.sets["countries"]
        ):
            break
        start = right = word.start
        first = word
        index -= 1
    text = words.text[start:end].strip()
    before = words.words[index] if index >= 0 else None
    if first is None or len(text) < 2 or first.tag == "place":
        return None
    is_beside = before is not None and before.end == start and before.tag not in {"mark", "function", "time", "verb"}
    if before and is_beside and before.text not in rules.sets["called"]:
        return None
    mixed = re.fullmatch(r"([\u3400-\u9fff]{2,8})([A-Z][A-Za-z]{2,})", text)  # 九天云DataSky
    if not (is_han(text) or is_katakana(text) or mixed or is_latin_name(text.replace(" ", ""))) or re.search(
        r"\d", text
    ):
        return None
    if all(word.tag == "person" for word in words.within(Span(start, end))) and not first.is_latin:
        return None
    if is_katakana(text) and len(text) < 3:
        return None
    return Span(start, start + len(text))
