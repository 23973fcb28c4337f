"""Whether an event word is about a model itself: not about its code, report or data, nor about what is built on it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.claims.events import event_words
from extract.claims.grammar import genitive, is_list_joint
from extract.claims.link_brackets import without_links
from extract.claims.model_mentions import is_writing
from extract.claims.reader import Reader
from extract.claims.reading import Reading
from extract.lang.language import Language, read_latin_rules
from extract.mentions.mention import Mention
from extract.text import Span

REACH = 60
"""Characters between a model and the verb that tells its event."""
BESIDE = 10
"""Characters between a verb and the object right behind it."""
LONGEST_KIND = 24
"""Characters that say of which kind a model is."""
VERSION = r"\s?[Vv]?(\d{1,2}(?:\.\d{1,2}){1,2})(?![\d%倍])"
"""Pattern of the version that a family was raised to."""

_LONGEST_BASE = 40  # characters of what something is built on
_GENITIVE = 2  # characters between a model and its verb that may be a genitive: Xのリリース, but not Xの開発元が公開


def past_writing(reading: Reading, model: Mention, named: Sequence[Mention], reader: Reader) -> int:
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


def is_itself(reading: Reading, model: Mention, between: Span, reader: Reader) -> bool:
    """Return whether a verb is about a model itself, not about its report or code or about what is built on it."""
    rules, language = reader.language.rules["releases"], reader.language
    text = without_links(reading, between)
    if between.start >= model.outer.end and text.startswith(")"):
        text = text[1:]  # モデル(甲版 乙)とコードを公開
    behind = without_links(reading, Span(model.outer.end, len(reading.text))).lstrip(" 」』”")
    follows = between.start >= model.outer.end
    given = follows and (
        is_of_weights(text, language) or _is_labelled_model(text, language) or _is_versions(text, language)
    )
    given = given or (follows and is_introduced(reading.text[: model.outer.start], text, language))
    is_genitive = follows and not given and text.startswith(genitive(language)) and len(text) > _GENITIVE
    if (
        behind.startswith(tuple(rules["compared"]))
        or is_genitive
        or _is_of_noun(model, between, text, language)
        or (not given and is_of_other(behind, language))
    ):
        return False
    if follows and _is_in_bracket_of_part(reading.text[: model.outer.start], language):
        return False
    # What a verb's object is built on or for, as far as "of" ends it, is not what the verb is about: 开源基于X的Y.
    attribute = _attribute(text, language) if between.end <= model.outer.start else None
    if attribute is not None:
        text = text[:attribute]
    if follows:
        if (object_of := rules["object_particle"]) and re.search(rf"{object_of}[^、,。]*{object_of}", text):
            return False  # 甲を入力に使ったモデルを公開: the object of another verb
        # What was released together with a model takes nothing from it: モデルXを推論コードとともに公開.
        beside = rf"[^,;、。]{{0,{LONGEST_KIND}}}{language.any_of('releases', 'together')}"
        text = "" if given else _without_part(re.sub(beside, "", text), language)
        if object_of and re.search(rf"{language.any_of('releases', 'parts')}{object_of}$", text):
            return False  # 甲で生成したデータを公開
    clause = re.split(r"[,;。]", reading.text[: model.outer.start])[-1][-BESIDE:]
    owned = behind.removeprefix(genitive(language)[0])
    return (
        len(text) - sum(len(each.text) for each in reading.names if between.covers(each.span)) <= REACH
        and not any(word in text for word in (*rules["other_things"], *rules["built_on"]))
        and (attribute is not None or not any(word in clause for word in rules["built_on"]))
        and (given or not any(owned.startswith(word) for word in rules["other_things"]))
    )


def is_introduced(before: str, text: str, language: Language) -> bool:
    """Return whether a model is told by what it is, so that the release of its code is its own: 言語モデルである甲のコードを公開."""
    kinds = rf"(?:{language.any_of('names', 'model_before')}|{language.any_of('releases', 'kinds')})"
    led = rf"{kinds}{language.any_of('names', 'leads_to')}[\s「『“]*$"
    code = (
        rf"\s?{language.any_of('grammar', 'genitive')}[^、。]{{0,{BESIDE}}}?{language.any_of('releases', 'code')}\w?$"
    )
    return bool(re.search(led, before) and re.match(code, text))


def _is_in_bracket_of_part(before: str, language: Language) -> bool:
    """Return whether a model stands in the bracket behind code or data of it: 評価用コード(甲用)を公開."""
    return bool(re.search(rf"{language.any_of('releases', 'parts')}\s?\([^()]*$", before))


def _is_labelled_model(text: str, language: Language) -> bool:
    """Return whether a model is the label of what is told, which is that a model came out: 甲(0.9B): 解析用の最新モデルが公開."""
    kinds = language.any_of("names", "introducers")
    return bool(re.match(r"\s?(?:\([^()]*\))?\s?:", text) and re.search(rf"{kinds}\w{{0,2}}$", text))


def _without_part(text: str, language: Language) -> str:
    """Return what stands behind a model without code or data released with it: 甲及其训练数据集乙正式开源."""
    own = rf"(?:(?!{language.any_of('grammar', 'genitive')})[^,;:。、]){{0,{BESIDE}}}?"
    joint = rf"\s?(?:{language.any_of('grammar', 'joints')}|、)\s?"
    return re.sub(rf"^{joint}{own}{language.any_of('releases', 'parts')}(?:\s?[A-Za-z][\w./-]*)?", "", text)


def is_of_weights(text: str, language: Language) -> bool:
    """Return whether what a model owns is what a release of it gives out: 甲のベースモデルを公開, 甲的模型权重已发布."""
    joint = language.any_of("grammar", "joints")
    owned = re.match(rf"\s?(?:{language.any_of('grammar', 'genitive')}|(?=\S*{joint}))(?P<list>.*)", text)
    place = rf"\w{{0,4}}?{language.rules['names']['topic']['place_before'] or '(?!)'}.*$"  # 的权重已在甲和乙开源
    parts = (
        re.split(rf"{language.any_of('grammar', 'joints')}|[、,]", re.sub(place, "", owned["list"])) if owned else []
    )
    text = text if not parts else "".join(parts)
    particle = language.rules["releases"]["object_particle"]
    where = rf"|\w[^、。{particle}]{{0,{LONGEST_KIND}}}" if particle else ""  # 甲の重みがHubで公開
    weights = rf"{language.any_of('releases', 'weights')}(?:\w{{0,3}}{where})$"
    whole = rf"{language.any_of('releases', 'whole')}\w?"
    return len(text) <= 3 * BESIDE and any(re.search(weights, each) or re.fullmatch(whole, each) for each in parts)


def _is_versions(text: str, language: Language) -> bool:
    """Return whether what a model owns is the version of it that came out: 甲の最新バージョンv2.0を公開."""
    return bool(re.match(rf"\s?{language.any_of('releases', 'version_joints')}{VERSION}", text))


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
    kind = rf"(?:[^,;:。]{{0,{BESIDE}}}?{language.any_of('names', 'introducers')}\s?:?)?"
    found = re.search(rf"{words}{kind}[\s“「《]*$", text)
    return found.start() if found else None


def is_of_other(behind: str, language: Language) -> bool:
    """Return whether what follows a model makes it the owner of another thing, or says that it is no model.

    X int4 版本的使用方式, X 多卡推理代码; X,一个图文描述数据集.
    """
    things, joints = language.any_of("releases", "other_things"), language.any_of("grammar", "joints")
    owned = re.match(rf"(?P<between>[^,。;:、]{{0,{BESIDE}}}?){language.any_of('grammar', 'genitive')}{things}", behind)
    if owned and not re.search(joints, owned["between"]):
        return True
    noun = re.match(
        rf"(?P<between>[^,。;:、()!]{{0,{LONGEST_KIND}}}?){language.any_of('releases', 'parts')}(?=\W|$)", behind
    )
    if noun and not re.search(event_words(language), noun["between"]):
        listed = re.split(rf"{joints}|[、,]", noun["between"])[:-1]
        if all(re.search(rf"{language.any_of('releases', 'parts')}$", each.strip()) for each in listed):
            return True
    called = re.match(
        rf"\s?[,:(]\s?{language.any_of('releases', 'called')}(?P<between>[^,。;:()]{{0,{LONGEST_KIND}}}?)"
        rf"{language.any_of('names', 'product_words')}(?=[,。;:!()]|$)",
        behind,
    )
    return bool(called and not re.search(language.any_of("names", "model_before"), called["between"]))


def owns_with_next(reading: Reading, model: Mention, models: Sequence[Mention], language: Language) -> bool:
    """Return whether the next names of a list own another thing and so does this one: the API of X and Y."""
    listed = model
    for other in models:
        if other.span.start > listed.span.start:
            if not is_list_joint(reading.text[listed.outer.end : other.outer.start], language):
                return False
            if is_of_other(reading.text[other.outer.end :].lstrip(), language):
                return True
            listed = other
    return False


def has_other_object(reading: Reading, word: Span, models: Sequence[Mention], language: Language) -> bool:
    """Return whether the object right behind a verb is a Latin word that is no name: 修复甲的问题,更新 requirements."""
    if not language.rules["releases"]["object_follows_verb"]:
        return False
    latin = re.compile(r"\s?(?P<word>[A-Za-z]{3,})(?![\w.-])").match(reading.text, word.end)
    if latin is None or latin["word"].casefold() in read_latin_rules()["variants"]:
        return False
    kinds = (*language.words("names", "introducers"), *language.words("releases", "version_before"))
    is_kind = re.compile(rf"[^,。;]{{0,{BESIDE}}}(?:{'|'.join(map(re.escape, kinds))})").match(
        reading.text, latin.end()
    )
    return not is_kind and not any(each.span.overlaps(Span(*latin.span("word"))) for each in (*models, *reading.names))


def is_of_writing(reading: Reading, title: Mention, language: Language) -> bool:
    """Return whether a word before a quotation says that it is something else than a model: 論文「甲」."""
    before = reading.text[: title.outer.start].rstrip()
    return before.endswith((*language.words("releases", "other_things"), *language.words("policies", "writings")))


def is_about_part(reading: Reading, word: Span, language: Language) -> bool:
    """Return whether what stands behind a verb is no model but results, code or a report: 评测了甲并公布结果.

    Or whether the verb only says whose another thing is: 使用甲发布的检查点, but not 是2024年发布的模型.
    """
    of, kinds = language.any_of("grammar", "genitive"), language.any_of("names", "introducers")
    object_behind = rf"[^,;:。!\s]{{0,{BESIDE}}}?{language.any_of('releases', 'parts')}(?=[,;:。!\s]|$)"
    thing_behind = rf"{of}(?!\w{{0,{LONGEST_KIND}}}?{kinds}(?:\W|$))\w"
    return bool(re.compile(rf"{object_behind}|{thing_behind}").match(reading.text, word.end))


def is_past_clause(reading: Reading, before: Mention, word: Span, language: Language) -> bool:
    """Return whether a verb has an object of its own, so the model of an earlier clause is none: 发布了甲,并开源训练代码."""
    if not re.search(r"[,;]", reading.text[before.outer.end : word.start]):
        return False
    rest = re.split(r"[,;。!]", reading.text[word.end :])[0]
    beside = rf"(?:{event_words(language)}|{language.any_of('grammar', 'joints')}|{language.any_of('names', 'released_joint')}|\W)*"
    place = rf"{language.rules['names']['topic']['place_before'] or '(?!)'}.*"
    kind = rf"{language.any_of('grammar', 'genitive')}[^,;。]{{0,{LONGEST_KIND}}}?{language.any_of('names', 'introducers')}"
    version = rf"{language.any_of('releases', 'version_joints')}?{VERSION}"
    return not re.fullmatch(rf"{beside}(?:{place}|{kind}|{version})?", rest)


def is_objects_own(reading: Reading, before: Mention, word: Span, gap: str, reader: Reader) -> bool:
    """Return whether a verb is about the model behind it and not about the one before.

    It is if that one's clause has ended (甲已发布,同时发布新的乙), or if the words between verb and model only say what the
    latter is (开源70亿参数的轻量级版本甲).
    """
    if re.search(r"[,;]", reading.text[before.outer.end : word.start]):
        return True
    ends = (*reader.language.words("releases", "explained"), *reader.language.words("grammar", "genitive"))
    return not re.search(r"[,;:。]", gap) and gap.rstrip(" “「《").endswith(ends)
