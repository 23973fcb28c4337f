"""Organizations by the ending of their names: 甲有限公司, 甲研究院, 株式会社甲, 乙省.

The end of such a name is easily seen, its beginning is not. From the ending the words before it are taken as long as they
can be a part of a name; words before the first that is a name's own (a proper noun, a place, one that the dictionary lacks) are
left out again, and a name without one is a common noun (``多家科技公司``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.mentions.latin_names import is_no_name
from extract.mentions.mention import Mention
from extract.mentions.name_tokens import Word, WordsOf, is_latin_name
from extract.mentions.organization_rules import OrganizationRules, organization
from extract.text import Span

_LEGAL, _STRONG, _WEAK, _APPOSED, _MINISTRY = 0.9, 0.9, 0.75, 0.75, 0.8
_LONGEST, _MOST_WORDS = 26, 9
_LONGEST_WEAK = 8  # characters before a weak ending
_TAKEN = frozenset({"person", "place", "organization", "name", "noun", "rare", "unknown"})
_BARRIERS = ("、", "。", ",", ":", ";", "「", "『", "(", "《", "〈", "【")  # what no word before an ending ends with
_BRACKETED = re.compile(r"\([^()\d]{2,6}\)$")
_LATIN_RUN = re.compile(r" ?[A-Z][A-Za-z0-9&.\-]*(?: [A-Z][A-Za-z0-9&.\-]*)*")
_LATIN_HEAD = re.compile(r"(?<![A-Za-z0-9._/@\-])(?:[A-Z][A-Za-z0-9&.\-]* ){0,2}[A-Za-z][A-Za-z0-9&.\-]+ ?$")


def by_ending(words: WordsOf, ends: list[re.Match[str]], rules: OrganizationRules) -> Iterator[Mention]:
    """Yield names by their endings, from the last to the first: a name may hold the ending of a shorter one."""
    reached = len(words.text) + 1
    for match in reversed(ends):
        kind = rules.kinds[match.group()]
        if match.end() > reached:
            continue
        if kind == "legal_before" or (kind == "legal" and match.group() in rules.sets["legal_before"]):
            found = _behind(words, match, rules) or (_before(words, match, "legal", rules) if kind == "legal" else None)
        else:
            found = _before(words, match, kind, rules)
        if found:
            reached = found.span.start
            yield found


def _behind(words: WordsOf, match: re.Match[str], rules: OrganizationRules) -> Mention | None:
    """Return the name whose legal form stands before it: 株式会社甲."""
    end = match.end()
    latin = _LATIN_RUN.match(words.text, end)
    index = words.before(latin.end() if latin else end) + 1
    end = latin.end() if latin else end
    for word in words.words[index : index + _MOST_WORDS]:
        if word.tag not in _TAKEN | {"number"} or word.text in rules.sets["stops"] or word.start != end:
            break
        end = word.end
        if rules.kinds.get(word.text) == "strong":
            break  # 一般社団法人甲協会 ends here, whatever follows
    if end == match.end():
        return None
    return organization(words.text, Span(match.start(), end), "legal-form", _LEGAL)


def _before(words: WordsOf, match: re.Match[str], kind: str, rules: OrganizationRules) -> Mention | None:
    ending = match.group()
    if words.text[: match.start()].endswith(_BARRIERS) or not match.start():
        return None
    if not words.is_edge(match.end()) and kind != "legal":
        return None
    if kind == "ministry_endings":
        return _ministry(words, match, rules)
    if kind == "apposed" and (latin := _LATIN_HEAD.search(words.text, 0, match.start())):
        span = Span(latin.start(), latin.start() + len(latin.group().rstrip()))
        is_name = not is_no_name(span.of(words.text)) and not words.is_model_at(span.start)
        return organization(words.text, span, "apposed", _APPOSED) if is_name else None
    head = _head(words, match.start(), kind, rules)
    if not head:
        return None
    start = head[0].start
    for form in rules.sets["legal_before"]:
        start = max(start, words.text.rfind(form, start, match.start()))
        if words.text.endswith(form, 0, start):
            start -= len(form)
    span = Span(start, match.end())
    if span.of(words.text) in rules.sets["none"] or span.end - start > _LONGEST + len(ending):
        return None
    if kind == "legal":
        return organization(words.text, span, "legal-form", _LEGAL)
    alone = head[0].text if len(head) == 1 else ""
    if kind == "strong":
        if alone and head[0].tag == "place" and not _of_place(alone, ending, rules):
            return None
        if head[0].text in rules.sets["countries"] and len(head) == 2 and len(head[1].text) == 1:
            return None  # 印度医学院
        return organization(words.text, span, "ending", _STRONG)
    own = head[-2] if len(head) > 1 and len(head[-1].text) == 1 else head[-1]
    if match.group() == "AI" and own.is_latin:
        return None  # latin_organizations reads these
    if head[0].text in rules.sets["openers"] - rules.sets["places"] or match.start() - start < 2:
        return None
    if (
        own.text in rules.sets["fields"]
        or (match.start() - start > _LONGEST_WEAK and not own.is_latin)
        or own.text in rules.sets["places"]
    ):
        return None
    if not own.is_proper and own.tag != "rare":
        return None
    if kind == "apposed":
        if own.end != match.start() or (not own.is_latin and len(own.text) < 2):
            return None
        return organization(words.text, Span(start, own.end), "apposed", _APPOSED)
    return organization(words.text, span, "ending", _WEAK) if goes_no_further(words, span.end, rules) else None


def _head(words: WordsOf, end: int, kind: str, rules: OrganizationRules) -> list[Word]:
    """Return the words of a name before its ending, from the first that is its own; none if there is no such word."""
    head: list[Word] = []
    right = Span(end, end + 1)
    index = words.before(end)
    whole = words.words[index + 1] if index + 1 < len(words.words) else None
    if (
        whole and whole.start < end and kind in {"strong", "legal"}
    ):  # the dictionary has the whole name or its last part
        head, right = [Word(whole.start, end, whole.text[: end - whole.start], whole.tag)], whole.span
    elif index < 0 or (words.words[index].end != end and not words.joined(words.words[index].span, right)):
        return []
    while index >= 0 and len(head) < _MOST_WORDS:
        word = words.words[index]
        if kind == "legal" and (place := _BRACKETED.search(words.text, 0, word.end)) and word.end == right.start:
            index, right = words.before(place.start()), Span(place.start(), place.end())  # 甲(上海)有限公司
            continue
        if word.text == "・" and right.start == word.end and _in_katakana(words.text, word):
            right, index = word.span, index - 1  # アオバ・ラボ
            continue
        if not words.joined(word.span, right) or not _is_part(word, kind, rules):
            break
        head.insert(0, word)
        right = word.span
        index -= 1
    if len(head) > 2 and head[0].tag in {"person", "place"} and head[1].tag == "person":
        del head[:2]  # who works there, without anything between
    while head and not _opens(head, kind, rules):
        del head[0]
    if head:
        head[0] = _without_stop(head[0], rules)
    if len(head) == 1 and head[0].text in rules.sets["openers"] and head[0].tag != "place":
        return []
    descriptive = len(head) > 2 and head[0].text in rules.sets["openers"]
    if kind != "legal" and not descriptive and all(word.text in rules.sets["fields"] for word in head):
        return []
    return head


def _in_katakana(text: str, dot: Word) -> bool:
    """Return whether a dot stands between two katakana words, as within a foreign name."""
    return bool(re.match("[ァ-ヶー]{2}", text[dot.end :]) and re.search("[ァ-ヶー]{2}$", text[: dot.start]))


def _opens(head: list[Word], kind: str, rules: OrganizationRules) -> bool:
    """Return whether a name can begin with the first of these words."""
    first = head[0]
    if first.is_proper or first.text in rules.sets["openers"] or (kind == "legal" and len(head) > 1):
        return True
    if kind in {"weak", "apposed"}:
        return len(head) == 1 and first.tag == "rare"
    text = ""
    for word in head:  # 科技部新一代人工智能发展研究中心
        text += word.text
        if word.tag not in {"noun", "rare"}:
            break
        if len(text) > 2 and text.endswith(rules.ministries) and text not in rules.sets["none"]:
            fields = rules.sets["ministry_fields"]
            return not fields or any(text == field + ending for field in fields for ending in rules.ministries)
    return False


def _without_stop(word: Word, rules: OrganizationRules) -> Word:
    """Return a word that the segmenter made up without the preposition that it begins with: 由青禾."""
    if word.tag != "unknown" or word.is_latin or len(word.text) < 3 or word.text[0] not in rules.sets["stops"]:
        return word
    return Word(word.start + 1, word.end, word.text[1:], word.tag)


def _is_part(word: Word, kind: str, rules: OrganizationRules) -> bool:
    stops = rules.sets["stops"]
    if word.text in stops or word.text in rules.sets["apposed"] or (word.tag == "unknown" and word.text[-1] in stops):
        return False
    if word.tag == "unknown" and len(word.text) == 2 and word.text[0] in stops:
        return False
    if word.is_latin and not is_latin_name(word.text):
        return word.text.isupper()  # 阿里AI实验室
    if word.text in rules.sets["inside"]:
        return True
    if word.tag == "number":
        return kind == "legal" and not word.text[0].isdecimal()
    if word.tag in {"verb", "adjective"}:  # a name that the dictionary takes for a word
        return kind == "legal" and len(word.text) > 1
    return word.tag in _TAKEN


def _of_place(place: str, ending: str, rules: OrganizationRules) -> bool:
    if place in rules.sets["countries"]:
        return ending in rules.sets["of_country"]
    return ending in rules.sets["of_place"] or place not in rules.sets["places"]


def _ministry(words: WordsOf, match: re.Match[str], rules: OrganizationRules) -> Mention | None:
    """Return a ministry or office: 科技部, 総務省."""
    fields, end = rules.sets["ministry_fields"], match.end()
    index = words.before(end)
    if index < 0 or words.words[index].end != end:
        return None
    start = words.words[index].start
    while index > 0 and start > end - 6:
        left = words.words[index - 1]
        if left.end != start or left.tag not in {"noun", "rare"} or left.is_latin or left.text in rules.sets["stops"]:
            break
        start, index = left.start, index - 1
    text = words.text[start : match.start()]
    if fields:
        field = max((each for each in fields if words.text.endswith(each, 0, match.start())), key=len, default="")
        start, text = match.start() - len(field), field
        opener = next((each for each in rules.sets["openers"] if words.text[:start].endswith(each)), "")
        start -= len(opener)
    if (
        len(text) < 2
        or words.text[start:end].endswith(tuple(rules.sets["none"]))
        or text.startswith(tuple(rules.sets["stops"]))
    ):
        return None
    if not fields and any(word.tag == "place" for word in words.within(Span(start, end))):
        return None
    return organization(words.text, Span(start, end), "ministry", _MINISTRY)


def goes_no_further(words: WordsOf, end: int, rules: OrganizationRules) -> bool:
    """Return whether no noun goes on behind a weak ending: 甲智能 is a name, 甲智能客服 is something of it."""
    following = words.at(end)
    return (
        following is None
        or words.is_model_at(end)
        or (following.start > end and not following.is_latin)
        or following.tag in {"function", "mark", "time", "number"}
        or following.text in rules.sets["behind_weak"]
    )
