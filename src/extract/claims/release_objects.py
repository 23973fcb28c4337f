"""Which models an event word is about: its object or subject, with those that "and" ties to it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.claims.grammar import genitive, is_list_joint
from extract.claims.model_mentions import is_work_title, is_writing, may_be_released, model_mentions
from extract.claims.reader import Reader
from extract.claims.reading import Reading
from extract.lang.language import Language, read_latin_rules
from extract.mentions.mention import Mention
from extract.text import Span

_REACH = 60  # characters between a model and the verb that tells its event
_LONGEST_BASE = 16  # characters of what something is built on
_BESIDE = 10  # characters between a verb and the object right behind it
_GENITIVE = 2  # characters between a model and its verb that may be a genitive: Xのリリース, but not Xの開発元が公開


def models_of_event(reading: Reading, sentence: Span, window: Span, word: Span, reader: Reader) -> list[Mention]:
    """Return the models that an event word is about: its object or subject, with those that "and" ties to it."""
    named = model_mentions(reading, reader, proven=False, within=sentence)
    models = [m for m in named if not is_writing(reading, m, reader.language)]
    before = [
        m
        for m in models
        if m.span.end <= word.start
        and _is_itself(reading, m, Span(_past_writing(reading, m, named, reader), word.start), reader)
    ]
    before = [m for m in before if not _shares_noun(reading, m, models, before, reader.language)]
    after = [
        m for m in models if m.span.start >= word.end and _is_itself(reading, m, Span(word.end, m.outer.start), reader)
    ]
    after = [m for m in after if not _owns_with_next(reading, m, models, reader.language)]
    before_here = [m for m in before if m.span.start >= window.start]
    after_here = [m for m in after if m.span.end <= window.end]
    if included := _included(reading, models, word, sentence, reader.language):
        return included
    direct = _direct_object(reading, sentence, word, reader)
    if direct and not any(m.span.overlaps(direct.span) for m in models):
        nearer = any(m.span.start > direct.span.start for m in before_here)
        if not nearer:
            if _is_of_writing(reading, direct, reader.language) or not may_be_released(reading, direct, reader):
                return []
            return _joined(
                reading,
                [m for m in (*before, direct) if m.span.end <= direct.span.end],
                reader.language,
                from_start=False,
            )
    if reader.language.rules["releases"]["object_follows_verb"] and after_here:
        gap = reading.text[word.end : after_here[0].span.start]
        explained = re.fullmatch(rf"[^,;:。]*{reader.language.any_of('releases', 'explained')}\s?[,:]\s?", gap)
        if (explained or not re.search(r"[,;]", gap)) and (len(gap) <= _BESIDE or not before_here):
            return _joined(reading, after_here, reader.language, from_start=True)
    if _has_other_object(reading, word, models, reader.language):
        return []
    chosen = before_here or before
    return _joined(reading, chosen, reader.language, from_start=False) if chosen else []


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
        rf"[^。;]{{0,{_REACH}}}?{kinds}[^。;]{{0,{_BESIDE}}}?[,、]?{language.any_of('releases', 'includes')}\W*"
    ).match(reading.text, word.end, sentence.end)
    listed = [each for each in models if said and each.outer.start >= said.end()]
    named = any(word.end <= each.span.start < said.end() for each in models) if said else False
    if not said or named or not listed or listed[0].outer.start > said.end() + 2:
        return []
    return _joined(reading, listed, language, from_start=True)


def _past_writing(reading: Reading, model: Mention, named: Sequence[Mention], reader: Reader) -> int:
    """Return where what stands behind a model begins: past a report or data set listed with it, モデル甲とデータセット乙を公開."""
    language = reader.language
    for other in named:
        if other.span.start < model.outer.end or not is_writing(reading, other, language):
            continue
        between = reading.text[model.outer.end : other.outer.start]
        kind = re.search(rf"{language.any_of('releases', 'writing_kinds')}\W*$", between)
        if kind and is_list_joint(between[: kind.start()], language):
            return other.outer.end
    return model.outer.end


def _shares_noun(
    reading: Reading, model: Mention, models: Sequence[Mention], itself: Sequence[Mention], language: Language
) -> bool:
    """Return whether the next model of a list owns what a verb is about, and so does this one: 甲と乙の比較を公開."""
    behind = next((each for each in models if each.span.start > model.span.start), None)
    if behind is None or behind in itself:
        return False
    joint = reading.text[model.outer.end : behind.outer.start]
    return is_list_joint(joint, language) and reading.text.startswith(genitive(language), behind.outer.end)


def _is_itself(reading: Reading, model: Mention, between: Span, reader: Reader) -> bool:
    """Return whether a verb is about a model itself, not about its report or code or about what is built on it."""
    rules = reader.language.rules["releases"]
    text = between.of(reading.text)
    behind = reading.text[model.outer.end :].lstrip(" 」』”")
    is_genitive = (
        between.start >= model.outer.end and text.startswith(genitive(reader.language)) and len(text) > _GENITIVE
    ) and not _is_of_weights(text, reader.language)
    if (
        behind.startswith(tuple(rules["compared"]))
        or is_genitive
        or _is_of_noun(model, between, text, reader.language)
        or _is_of_other(behind, reader.language)
    ):
        return False
    # What a verb's object is built on or for, as far as "of" ends it, is not what the verb is about: 开源基于X的Y.
    attribute = _attribute(text, reader.language) if between.end <= model.outer.start else None
    if attribute is not None:
        text = text[:attribute]
    clause = re.split(r"[,;。]", reading.text[: model.outer.start])[-1][-_BESIDE:]
    return (
        len(text) <= _REACH
        and not any(word in text for word in (*rules["other_things"], *rules["built_on"]))
        and (attribute is not None or not any(word in clause for word in rules["built_on"]))
        and not any(
            behind.removeprefix(genitive(reader.language)[0]).startswith(word) for word in rules["other_things"]
        )
    )


def _is_of_weights(text: str, language: Language) -> bool:
    """Return whether what a model owns is what a release of it gives out: 甲のベースモデルを公開, 甲的模型权重已发布."""
    owned = rf"{language.any_of('grammar', 'genitive')}\w{{0,6}}?{language.any_of('releases', 'weights')}"
    return bool(re.match(rf"{owned}(?!{language.any_of('grammar', 'genitive')})", text)) and len(text) <= 2 * _BESIDE


def _is_of_noun(model: Mention, between: Span, text: str, language: Language) -> bool:
    """Return whether an event is that of a noun between a model and it, which is no word for models: 甲の規約の更新."""
    if between.start < model.outer.end or len(text) <= _GENITIVE:
        return False
    of = re.search(
        rf"(?P<kind>{language.any_of('names', 'introducers')})?{language.any_of('grammar', 'genitive')}$", text
    )
    return bool(of and not of["kind"])


def _attribute(text: str, language: Language) -> int | None:
    """Return where the words begin that say what the name behind `text` is built on or for, if they end it."""
    words = rf"{language.any_of('releases', 'built_on')}[^,;。]{{1,{_LONGEST_BASE}}}?{language.any_of('grammar', 'genitive')}"
    found = re.search(rf"{words}\s*$", text)
    return found.start() if found else None


def _is_of_other(behind: str, language: Language) -> bool:
    """Return whether what follows a model makes it the owner of another thing: X int4 版本的使用方式."""
    things = language.any_of("releases", "other_things")
    owned = re.match(
        rf"(?P<between>[^,。;:、]{{0,{_BESIDE}}}?){language.any_of('grammar', 'genitive')}{things}", behind
    )
    return bool(owned and not re.search(language.any_of("grammar", "joints"), owned["between"]))


def _owns_with_next(reading: Reading, model: Mention, models: Sequence[Mention], language: Language) -> bool:
    """Return whether the next names of a list own another thing and so does this one: the API of X and Y."""
    listed = model
    for other in models:
        if other.span.start > listed.span.start:
            if not is_list_joint(reading.text[listed.outer.end : other.outer.start], language):
                return False
            if _is_of_other(reading.text[other.outer.end :].lstrip(), language):
                return True
            listed = other
    return False


def _direct_object(reading: Reading, sentence: Span, word: Span, reader: Reader) -> Mention | None:
    """Return the quotation that the event word has as its object: right behind it or, in Japanese, before its particle."""
    rules = reader.language.rules["releases"]
    for title in reading.titles:
        if not sentence.covers(title.outer) or is_work_title(title):
            continue
        if rules["object_follows_verb"]:
            gap = reading.text[word.end : title.outer.start] if title.outer.start >= word.end else None
            if gap is not None and len(gap) <= _BESIDE and not re.search(r"[,;。]", gap):
                return title
        elif title.outer.end <= word.start and re.fullmatch(
            rules["object_joint"], reading.text[title.outer.end : word.start]
        ):
            return title
    return None


def _has_other_object(reading: Reading, word: Span, models: Sequence[Mention], language: Language) -> bool:
    """Return whether the object right behind a verb is a Latin word that is no name: 修复甲的问题,更新 requirements."""
    if not language.rules["releases"]["object_follows_verb"]:
        return False
    latin = re.compile(r"\s?(?P<word>[A-Za-z]{3,})(?![\w.-])").match(reading.text, word.end)
    if latin is None or latin["word"].casefold() in read_latin_rules()["variants"]:
        return False
    is_kind = re.compile(rf"[^,。;]{{0,{_BESIDE}}}{language.any_of('names', 'introducers')}").match(
        reading.text, latin.end()
    )
    return not is_kind and not any(each.span.overlaps(Span(*latin.span("word"))) for each in (*models, *reading.names))


def _is_of_writing(reading: Reading, title: Mention, language: Language) -> bool:
    """Return whether a word before a quotation says that it is something else than a model: 論文「甲」."""
    before = reading.text[: title.outer.start].rstrip()
    return before.endswith((*language.words("releases", "other_things"), *language.words("policies", "writings")))


def _is_dated_apart(reading: Reading, between: Span) -> bool:
    """Return whether nothing but a comma and the next one's date stands between two objects of a verb: 甲を、同年9月には乙を公開."""
    date = next((each.span for each in reading.dates if between.covers(each.span)), None)
    if date is None:
        return False
    before, behind = reading.text[between.start : date.start], reading.text[date.end : between.end]
    return bool(re.fullmatch(r"[」』”]?\w?[,、]\s?", before) and re.fullmatch(r"\w{0,2}[「『“]?", behind))


def _joined(reading: Reading, mentions: Sequence[Mention], language: Language, *, from_start: bool) -> list[Mention]:
    """Return the first (or last) mention and those that a comma or "and" ties to it."""
    text = reading.text
    ordered = list(mentions) if from_start else list(reversed(mentions))
    chosen = [ordered[0]]
    kind = re.compile(
        rf"^[^\W\d_]{{0,6}}?{language.any_of('names', 'introducers')}(?=\W|{language.any_of('grammar', 'joints')})"
    )
    # XをYとともに: what stands before the particle was released too.
    together = not from_start and text.startswith(language.words("releases", "together"), ordered[0].outer.end)
    for mention in ordered[1:]:
        left, right = sorted((chosen[-1].span, mention.span))
        between = kind.sub("", text[left.end : right.start])
        is_tied = is_list_joint(between, language) or (together and re.fullmatch(r"\s?\w?[,、]\s?", between))
        is_tied = is_tied or (not from_start and _is_dated_apart(reading, Span(left.end, right.start)))
        if not is_tied or text.startswith(genitive(language), right.end):
            break
        chosen.append(mention)
    return sorted(chosen, key=lambda mention: mention.span)
