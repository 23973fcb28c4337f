"""Event words: what a clause says happened to a model, and when a date beside it tells a point in time."""

from __future__ import annotations

import re
from typing import NamedTuple

from extract.lang.language import Language
from extract.mentions.mention import Mention
from extract.text import Span

_KINDS = ("planned", "open_sourced", "upgraded", "released", "announced")
_NUMBERED = re.compile(r"[A-Za-z][A-Za-z0-9._-]*\d[A-Za-z0-9._-]*\s*$")  # a name with a number, as models have
_LONGEST_BASE = 16  # characters of what something is built on
_PLAN_REACH = 14  # characters between a word of planning and the verb that it makes a plan


class Event(NamedTuple):
    """An event word in a text: its kind and where it stands."""

    kind: str
    span: Span


def event_of(text: str, language: Language) -> str | None:
    """Return the event that the longest event word in `text` tells, or None."""
    found = [(len(word), kind) for kind in _KINDS for word in language.words("events", kind) if word in text]
    return max(found)[1] if found else None


def event_words(language: Language) -> str:
    """Return the pattern of all event words."""
    return f"(?:{language.finder('events', parts=_KINDS)[0].pattern})"


def find_events(text: str, sentence: Span, language: Language) -> list[Event]:
    """Return the event words of a sentence, the longest ones where they overlap, in order.

    A word that another one undoes (発表会, 发布前) tells nothing; a word of planning beside it makes it a plan.
    """
    undone = language.words("events", "not_after")
    built_on = (*language.words("releases", "built_on"), *language.words("events", "advises"))
    joined = rf"{language.any_of('releases', 'built_on')}{language.any_of('grammar', 'joints')}"
    found: list[Event] = []
    pattern, lists = language.finder("events", parts=_KINDS)
    for match in pattern.finditer(text, sentence.start, sentence.end):
        span = Span(*match.span())
        clause = re.split(r"[,;。]", text[sentence.start : span.start])[-1]
        clause = re.sub(rf"{joined}$", "", clause)  # 适配和开源了甲 tells both
        if not text.startswith(undone, span.end) and not (
            any(word in clause for word in built_on)
            and any(word in _without_attribute(clause, language) for word in built_on)
        ):
            planned = _is_planned(text, span, sentence, language)
            kind = lists[match[0]][0]
            verb = found[-1].span if found else None
            if kind == "open_sourced" and _is_adjective(text, verb, span, language):
                continue
            found.append(Event("planned" if planned else kind, span))
    return found


def _without_attribute(clause: str, language: Language) -> str:
    """Return a clause without what a thing in it is built on, where a word for models or a name follows: 基于甲的模型乙完成并开源."""
    built_on, of = language.any_of("releases", "built_on"), language.any_of("grammar", "genitive")
    kind = language.any_of("names", "introducers")
    return re.sub(rf"{built_on}[^,;。]{{1,{_LONGEST_BASE}}}?{of}(?=.*{kind}|\s?[A-Z])", "", clause)


def _is_adjective(text: str, verb: Span | None, word: Span, language: Language) -> bool:
    """Return whether a word of opening only says which kind of model is meant: 最强的开源模型, or behind a verb or a name."""
    kind = re.compile(rf"\w{{0,2}}{language.any_of('names', 'introducers')}").match(text, word.end)
    if not kind:
        return False
    if kind and text.startswith(language.words("grammar", "genitive"), kind.end()):
        return True
    if text[: word.start].endswith((*language.words("grammar", "genitive"), *language.words("events", "kind_before"))):
        return True
    in_clause = verb is not None and not re.search(r"[,;、。]", text[verb.end : word.start])
    return in_clause or bool(_NUMBERED.search(text[: word.start]))


def _is_planned(text: str, span: Span, sentence: Span, language: Language) -> bool:
    before = text[max(sentence.start, span.start - _PLAN_REACH) : span.start].rpartition(",")[2]
    after = text[span.end : min(sentence.end, span.end + _PLAN_REACH)]
    if before.rstrip().endswith(language.words("events", "plan_joined")):
        return True
    return any(word in before for word in language.words("events", "plan_before")) or any(
        word in after for word in language.words("events", "plan_after")
    )


def is_point(text: str, mention: Mention, language: Language) -> bool:
    """Return whether a date tells when something happened: no interval, no bound, no 从2021年开始 or 2023年2月時点."""
    return is_moment(text, mention, language) and not _beside(text, mention, language, "as_of")


def is_moment(text: str, mention: Mention, language: Language) -> bool:
    """Return whether a date is one for what its sentence states: an event on it, or a figure as of it (2023年2月時点)."""
    return mention.date.is_point and not _beside(text, mention, language, "no_point")


def _beside(text: str, mention: Mention, language: Language, kind: str) -> bool:
    behind, before = text[mention.span.end :].lstrip("(),、 "), text[: mention.span.start].rstrip()
    if kind == "no_point" and re.match(language.rules["dated"]["begins"], behind):
        return False
    return behind.startswith(language.words("dated", f"{kind}_behind")) or before.endswith(
        language.words("dated", f"{kind}_before")
    )
