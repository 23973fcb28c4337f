"""Which models an event word is about: its object or subject, with those that "and" ties to it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from extract.claims.grammar import genitive, is_list_joint
from extract.claims.model_mentions import is_kind, is_work_title, is_writing, may_be_released, model_mentions
from extract.claims.reader import Reader
from extract.claims.reading import Reading
from extract.claims.release_parts import (
    BESIDE,
    LONGEST_KIND,
    REACH,
    has_other_object,
    is_about_part,
    is_itself,
    is_objects_own,
    is_of_other,
    is_of_writing,
    is_past_clause,
    owns_with_next,
    past_writing,
)
from extract.lang.language import Language
from extract.mentions.mention import Mention
from extract.text import Span


def models_of_event(reading: Reading, sentence: Span, window: Span, word: Span, reader: Reader) -> list[Mention]:
    """Return the models that an event word is about: its object or subject, with those that "and" ties to it."""
    named = model_mentions(reading, reader, proven=False, within=sentence)
    models = [
        m for m in named if not is_writing(reading, m, reader.language) and not is_kind(reading, m, reader.language)
    ]
    if (said := _said_of_next(reading, sentence, word, models, reader)) is not None:
        return said
    before = [
        m
        for m in models
        if m.span.end <= word.start
        and is_itself(reading, m, Span(past_writing(reading, m, named, reader), word.start), reader)
    ]
    before = [m for m in before if not _shares_noun(reading, m, models, before, reader.language)]
    after = [
        m for m in models if m.span.start >= word.end and is_itself(reading, m, Span(word.end, m.outer.start), reader)
    ]
    after = _with_listed(reading, after, models, reader.language)
    after = [m for m in after if not owns_with_next(reading, m, models, reader.language)]
    before_here = [m for m in before if m.span.start >= window.start]
    after_here = [m for m in after if m.span.end <= window.end]
    if included := _included(reading, models, word, sentence, reader.language):
        return included
    direct = _direct_object(reading, sentence, word, reader)
    if direct and (quoted := _quoted_before(reading, direct, models, reader)):
        return quoted
    if direct and not any(m.span.overlaps(direct.span) for m in models):
        nearer = any(m.span.start > direct.span.start for m in before_here)
        if not nearer:
            if is_of_writing(reading, direct, reader.language) or not may_be_released(reading, direct, reader):
                return []
            return _joined(
                reading,
                [m for m in (*before, direct) if m.span.end <= direct.span.end],
                reader.language,
                from_start=False,
            )
    if reader.language.rules["releases"]["object_follows_verb"]:
        if after_here := _without_attributes(reading, after_here, reader.language):
            gap = reading.text[word.end : after_here[0].span.start]
            explained = re.fullmatch(rf"[^,;:。]*{reader.language.any_of('releases', 'explained')}\s?[,:]\s?", gap)
            told = not before_here or len(gap) <= BESIDE or is_objects_own(reading, before_here[-1], word, gap, reader)
            if told and (explained or not re.search(r"[,;]", gap)):
                chosen = _joined(reading, after_here, reader.language, from_start=True)
                listed = Span(chosen[-1].outer.end, sentence.end)
                return [*chosen, *_consists_of(reading, listed, models, reader.language)]
        if before_here and is_about_part(reading, word, reader.language):
            return []
        if before_here and is_past_clause(reading, before_here[-1], word, reader.language):
            return []
    if not before and after_here and _ends_with_object(reading, word, after_here[0], reader.language):
        return after_here[:1]
    if has_other_object(reading, word, models, reader.language):
        return []
    chosen = before_here or before
    if not chosen:
        return []
    held = _consists_of(reading, Span(word.end, sentence.end), models, reader.language)
    return [*_joined(reading, chosen, reader.language, from_start=False), *held]


def _without_attributes(reading: Reading, models: Sequence[Mention], language: Language) -> list[Mention]:
    """Return models without those that only say of which kind the next one is: 发布甲系列图生视频模型乙, 发布甲的量化模型,乙."""
    kinds, of = language.any_of("names", "introducers"), language.any_of("grammar", "genitive")
    directly = re.compile(
        rf"(?!{language.any_of('grammar', 'joints')})[^,;:、。]{{0,{LONGEST_KIND}}}?{kinds}[\s“「《]*"
    )
    named = re.compile(rf"[^,;:、。]{{0,{BESIDE}}}?{of}[^,;:、。]{{0,{LONGEST_KIND}}}?{kinds}\s?[,:]\s?[“「《]*")
    kept = list(models)
    for first, second in pairwise(models):
        between = reading.text[first.outer.end : second.outer.start]
        if directly.fullmatch(between) or named.fullmatch(between):
            kept.remove(first)
    return kept


def _ends_with_object(reading: Reading, word: Span, model: Mention, language: Language) -> bool:
    """Return whether a verb is the attribute of a model that ends the sentence with no verb behind it (公開する甲対話モデル)."""
    gap = reading.text[word.end : model.outer.start].strip(" 「『“")
    kind = rf"[」』”\s]*(?:[^\s,、。]{{0,4}}{language.any_of('names', 'introducers')})?\s?(?:[。!]|$)"
    return gap in language.words("releases", "attributive") and bool(
        re.compile(kind).match(reading.text, model.outer.end)
    )


def _said_of_next(
    reading: Reading, sentence: Span, word: Span, models: Sequence[Mention], reader: Reader
) -> list[Mention] | None:
    """Return the model right behind a verb that is its attribute and has a date of its own: 2024年3月に公開された甲は….

    None if the verb is no such attribute; nothing if it is one and the model only tells what something else is.
    """
    language = reader.language
    attributes = language.words("releases", "attributive_past")
    following = next((m for m in models if m.outer.start >= word.end), None)
    gap = reading.text[word.end : following.outer.start].strip(" 「『“、") if following else ""
    if following is None or gap not in attributes:
        return None
    if head := _head_of_item(reading, models, following):
        return [head]
    dated = next(
        (each for each in reversed(reading.dates) if sentence.start <= each.span.start and each.span.end <= word.start),
        None,
    )
    if dated is None or re.search(r"[。;]|[^0-9],|、.*、", reading.text[dated.span.end : word.start]):
        return None
    is_itself_next = is_itself(reading, following, Span(word.end, following.outer.start), reader)
    other = re.compile(rf"[」』”\s]*{language.any_of('relations', 'not_itself')}").match(
        reading.text, following.outer.end
    )
    return [following] if is_itself_next and not other else []


def _head_of_item(reading: Reading, models: Sequence[Mention], family: Mention) -> Mention | None:
    """Return the model that heads a line with a colon, if another one only names its family: 甲v7: 2022年に公開された甲モデル."""
    head = models[0]
    is_head = not re.search(r"\w", reading.text[: head.outer.start]) and re.match(
        r"(?:\s?\([^()]*\))*\s?:", reading.text[head.outer.end :]
    )
    is_family = head.text != family.text and head.text.casefold().startswith(family.text.casefold())
    return head if is_head and is_family else None


def _with_listed(
    reading: Reading, found: Sequence[Mention], models: Sequence[Mention], language: Language
) -> list[Mention]:
    """Return models with those that only follow them in a list: 开源基于甲的乙和丙 is about both 乙 and 丙."""
    listed = list(found)
    for first, second in pairwise(models):
        joint = reading.text[first.outer.end : second.outer.start]
        is_tied = first in listed and second not in listed and is_list_joint(joint, language)
        if is_tied and not is_of_other(reading.text[second.outer.end :].lstrip(), language):
            listed.append(second)
    return sorted(listed, key=lambda mention: mention.span)


def _consists_of(reading: Reading, behind: Span, models: Sequence[Mention], language: Language) -> list[Mention]:
    """Return the models that a series is said to hold behind it or its verb: 发布甲系列模型,包括甲-7B和甲-72B."""
    includes = language.any_of("releases", "includes")
    said = re.compile(rf"[^,;:。]{{0,{LONGEST_KIND}}}[,(、]\s?{includes}\W*").match(
        reading.text, behind.start, behind.end
    )
    listed = [each for each in models if said and each.outer.start >= said.end()]
    if not said or not listed or listed[0].outer.start > said.end() + 2:
        return []
    return _joined(reading, listed, language, from_start=True)


def listed_behind(reading: Reading, sentence: Span, word: Span, reader: Reader) -> list[Mention]:
    """Return the models that all of the next sentence is a list of, behind one that told the release of weights: 公開した。甲、乙."""
    language = reader.language
    following = next((each for each in reading.statement.sentences if each.start >= sentence.end), None)
    own = sentence.of(reading.text)
    if following is None or not re.search(language.any_of("releases", "weights"), own):
        return []
    if re.search(r"[,;]", reading.text[word.end : sentence.end]) or model_mentions(
        reading, reader, proven=False, within=sentence
    ):
        return []
    models = model_mentions(reading, reader, proven=False, within=following)
    places = [
        following.start,
        *(place for each in models for place in (each.outer.start, each.outer.end)),
        following.end,
    ]
    gaps = [reading.text[start:end] for start, end in zip(places[::2], places[1::2], strict=True)]
    is_list = all(is_list_joint(gap, language) for gap in gaps[1:-1])
    return models if is_list and not re.search(r"\w", gaps[0] + gaps[-1]) else []


def _included(
    reading: Reading, models: Sequence[Mention], word: Span, sentence: Span, language: Language
) -> list[Mention]:
    """Return the models that an object right behind its verb is said to consist of: 发布模型权重,其中包含甲和乙."""
    kinds = language.any_of("names", "introducers")
    said = re.compile(
        rf"[^。;]{{0,{REACH}}}?{kinds}[^。;]{{0,{BESIDE}}}?[,、]?{language.any_of('releases', 'includes')}\W*"
    ).match(reading.text, word.end, sentence.end)
    listed = [each for each in models if said and each.outer.start >= said.end()]
    named = any(word.end <= each.span.start < said.end() for each in models) if said else False
    if not said or named or not listed or listed[0].outer.start > said.end() + 2:
        return []
    return _joined(reading, listed, language, from_start=True)


def _shares_noun(
    reading: Reading, model: Mention, models: Sequence[Mention], itself: Sequence[Mention], language: Language
) -> bool:
    """Return whether the next model of a list owns what a verb is about, and so does this one: 甲と乙の比較を公開."""
    behind = next((each for each in models if each.span.start > model.span.start), None)
    if behind is None or behind in itself:
        return False
    joint = reading.text[model.outer.end : behind.outer.start]
    return is_list_joint(joint, language) and reading.text.startswith(genitive(language), behind.outer.end)


def _direct_object(reading: Reading, sentence: Span, word: Span, reader: Reader) -> Mention | None:
    """Return the quotation that the event word has as its object: right behind it or, in Japanese, before its particle."""
    rules = reader.language.rules["releases"]
    for title in reading.titles:
        if not sentence.covers(title.outer) or is_work_title(title):
            continue
        if rules["object_follows_verb"]:
            gap = reading.text[word.end : title.outer.start] if title.outer.start >= word.end else None
            if gap is not None and len(gap) <= BESIDE and not re.search(r"[,;。]", gap):
                return title
        elif title.outer.end <= word.start and re.fullmatch(
            rules["object_joint"], reading.text[title.outer.end : word.start]
        ):
            return title
    return None


def _quoted_before(reading: Reading, direct: Mention, models: Sequence[Mention], reader: Reader) -> list[Mention]:
    """Return the quoted model that a list ends behind with what a verb has as its object, and that if it is a model too.

    What stands between them says what the second one is: モデル「甲」と、作業を割り当てるツール「乙」を発表.
    """
    joint = rf"[」』”]\s?{reader.language.any_of('grammar', 'joints')}[、,][^。「」『』“”]*"
    for model in models:
        between = reading.text[model.span.end : direct.outer.start]
        if model.span.end < direct.outer.start and re.fullmatch(joint, between):
            second = [each for each in models if each.span.overlaps(direct.span)]
            return [model, *second]
    return []


def _is_dated_apart(reading: Reading, between: Span) -> bool:
    """Return whether nothing but a comma and the next one's date stands between two objects of a verb: 甲を、同年9月には乙を公開."""
    date = next((each.span for each in reading.dates if between.covers(each.span)), None)
    if date is None:
        return False
    before, behind = reading.text[between.start : date.start], reading.text[date.end : between.end]
    return bool(re.fullmatch(r"[」』”]?\w?[,、]\s?", before) and re.fullmatch(r"\w{0,2}[「『“]?", behind))


def _sums_up(text: str, at: int, language: Language) -> bool:
    """Return whether what follows a list says how many models it has or that their weights are meant: 甲、乙、丙の3モデル."""
    owned = rf"{language.any_of('names', 'introducers')}|{language.any_of('releases', 'weights')}"
    return bool(
        re.compile(rf"{language.any_of('grammar', 'genitive')}\s?(?:\d+\w{{0,3}}?)?(?:{owned})").match(text, at)
    )


def _joined(reading: Reading, mentions: Sequence[Mention], language: Language, *, from_start: bool) -> list[Mention]:
    """Return the first (or last) mention and those that a comma or "and" ties to it."""
    text = reading.text
    ordered = list(mentions) if from_start else list(reversed(mentions))
    chosen = [ordered[0]]
    kind = re.compile(
        rf"^[^\W\d_]{{0,6}}?{language.any_of('names', 'introducers')}(?=\W|{language.any_of('grammar', 'joints')})"
    )
    # 甲与对话模型乙: a word for models may lead to the next name.
    joints = rf"(?P<joint>\s*(?:{language.any_of('grammar', 'joints')}|[、,])\s*)"
    led = re.compile(rf"^{joints}[^,;:。、]{{0,{BESIDE}}}?{language.any_of('names', 'model_before')}\s*$")
    # XをYとともに: what stands before the particle was released too.
    together = not from_start and text.startswith(language.words("releases", "together"), ordered[0].outer.end)
    for mention in ordered[1:]:
        left, right = sorted((chosen[-1].span, mention.span))
        between = led.sub(r"\g<joint>", kind.sub("", text[left.end : right.start]))
        is_tied = is_list_joint(between, language) or (together and re.fullmatch(r"\s?\w?[,、]\s?", between))
        is_tied = is_tied or (not from_start and _is_dated_apart(reading, Span(left.end, right.start)))
        if not is_tied or (text.startswith(genitive(language), right.end) and not _sums_up(text, right.end, language)):
            break
        chosen.append(mention)
    return sorted(chosen, key=lambda mention: mention.span)
