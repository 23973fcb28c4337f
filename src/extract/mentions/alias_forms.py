"""Whether one name can be another form of a second one: another script, an acronym, an abbreviation, a transliteration."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

from extract.lang.language import Language

_HAN = r"\u3005\u3400-\u9fff\U00020000-\U0003ffff"
_KATAKANA = r"ァ-ヺー・"
_LATIN_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9 .&'’+-]*")
_LATIN_WORD = re.compile(r"[A-Za-z0-9][A-Za-z0-9.&'’+]*")
_SMALL_WORDS = frozenset({"of", "and", "for", "the", "in", "on", "with", "to", "a", "&"})
_TICKER = re.compile(r"\.[A-Z]{1,2}$|^[A-Z]{1,3}\d|\d{4}")
# Latin words that say what a thing is, how it is built, where it is sold; of an organization's name, its kind.
_NO_LATIN_NAME = re.compile(
    r"""
    ai|api|app|apu|asic|beta|alpha|base|bi|chat|chip|cloud|code|cpu|cuda|dataset |
    demo|dl|fpga|free|gpu|hf|http|https|id|instruct|int|ios|ipo|inc|it|json|large
    | latest|lite|llm|llms|logo|logos|max|medium|mini|ml|moe|multimodal|nasdaq|nav|new
    | nlp|npu|nyse|hkex|sse|szse|tse|topix|ok|open|original|os|paper|pdf|plus |
    preview|pro|r&d|sdk|sft|rlhf|rl|small|sota|ssd|test|text|tiny|tpu|turbo|ultra |
    url|us|uk|usa|eu|jp|cn|china|japan|vip|vision|vlm|web|yes|no|ceo|cto|coo |
    cfo|cso|vp|apache|mit|bsd|gpl|linux|windows|macos|android|english|chinese|japanese |
    iclr|icml|neurips|nips|acl|emnlp|cvpr|iccv
    """,
    re.IGNORECASE | re.VERBOSE,
)
_ORGANIZATION_WORD = re.compile(
    r"university|college|institute|labs?|laboratory|inc|ltd|corp|corporation|group|company|academy|cent(?:er|re)|research|school|bank|foundation|capital|ventures|partners|team|technolog(?:y|ies)",
    re.IGNORECASE,
)
_ROWS = {
    "": "アイウエオァィゥェォヤユヨャュョワヲヮハヒヘホーッ・",
    "k": "カキクケコガギグゲゴヵヶ",
    "s": "サシスセソザジズゼゾ",
    "t": "タチツテトダヂヅデド",
    "n": "ナニヌネノンマミムメモ",
    "p": "フバビブベボパピプペポヴ",
    "r": "ラリルレロ",
}
_CONSONANT = {kana: consonant for consonant, row in _ROWS.items() for kana in row}
_LATIN_SOUNDS = (
    ("th", "s"), ("ph", "p"), ("sh", "s"), ("ch", "t"), ("ck", "k"), ("ce", "s"), ("ci", "s"), ("ge", "s"), ("gi", "s"),
    ("x", "ks"), ("qu", "k"),
)  # fmt: skip
_LETTERS = str.maketrans("cgqjzdmlfvb", "kkksstnrppp", "aeiouyhw -.'’&+0123456789")
_ALIKE = 0.65  # share of consonants in which a name and its transliteration agree


def is_latin(text: str) -> bool:
    """Return whether a text has Latin letters and none of another script."""
    return text.isascii() and bool(re.search(r"[A-Za-z]", text))


def is_wide(text: str) -> bool:
    """Return whether a text is Han or kana, spaces and digits aside."""
    return bool(re.fullmatch(rf"[{_HAN}{_KATAKANA}ぁ-ん々0-9 ]+", text)) and not re.fullmatch(r"[0-9 ]+", text)


def is_katakana(text: str) -> bool:
    """Return whether a text is katakana alone."""
    return bool(re.fullmatch(rf"[{_KATAKANA}]{{2,}}", text))


def may_be_name(text: str, language: Language) -> bool:
    """Return whether a text could be a name at all: no word that points (当社), no role, place or common word, no number."""
    return (
        bool(re.search(r"[^\W\d_]", text))
        and not text.startswith(language.words("aliases", "pointing"))
        and text not in language.words("aliases", "not")
        and not any(text in words for words in _common(language))
        and not _NO_LATIN_NAME.fullmatch(text)
        and not re.search(r"[。!?;<>{}|\\=#@]|https?|www\.", text)
    )


def other_form(name: str, alias: str, entity_type: str, language: Language, *, quoted: bool = False) -> str:
    """Return how a text in brackets behind a name is another form of it, empty if that is not sure.

    Args:
        name: the name.
        alias: what stands in the brackets.
        entity_type: the type of the entity, empty if it is not known.
        language: gives the words that are no names.
        quoted: whether the name stands in quotation marks.

    Returns:
        ``latin``, ``acronym``, ``abbreviation``, ``kana``, ``full`` (of an acronym) or ``han``; empty for none.
    """
    if not may_be_name(alias, language) or alias == name or not _digits(alias) <= _digits(name):
        return ""
    if is_latin(alias):
        if not re.search(r"[A-Za-z]", name):
            return "latin" if _is_latin_name(alias, entity_type) else ""
        return "acronym" if is_latin(name) and (is_acronym(alias, name) or is_acronym(name, alias)) else ""
    if alias.endswith(language.words("aliases", "not_ending")):
        return ""
    if is_latin(name):
        return _of_latin(name, alias, entity_type, language, quoted=quoted)
    if is_katakana(alias) and not re.search(r"[ァ-ヺ]", name) and len(alias) > 2:
        return "kana"
    return "abbreviation" if is_abbreviation(alias, name, language) else ""


def is_acronym(short: str, full: str) -> bool:
    """Return whether capitals are the initials of the words of a Latin name (SWA, Stand With Ann; SD3, Stable Diffusion 3)."""
    words = _LATIN_WORD.findall(full.replace("-", " "))
    initials = {
        "".join(word[0] for word in words).casefold(),
        "".join(word[0] for word in words if word.casefold() not in _SMALL_WORDS).casefold(),
    }
    return (
        len(words) > 1
        and 2 <= len(short) <= 8
        and short.isalnum()
        and sum(char.isupper() for char in short) > 1
        and short.casefold() in initials
    )


def is_abbreviation(short: str, full: str, language: Language) -> bool:
    """Return whether a shorter name takes its characters from a longer one in order, and more than its last word."""
    if not 2 <= len(short) < len(full) or not is_wide(short):
        return False
    rest = iter(full)
    suffix = max((each for each in _kinds(language) if full.endswith(each)), key=len, default="")
    return all(char in rest for char in short) and not (suffix and short in suffix) and short not in _kinds(language)


def sounds_alike(kana: str, latin: str) -> bool:
    """Return whether the consonants of katakana (Latin letters in it stand for themselves) are about those of a Latin name."""
    heard = "".join(_CONSONANT.get(char, "") if char in _CONSONANT else _sounds(char) for char in kana)
    read = _sounds(latin)
    return bool(heard) and bool(read) and SequenceMatcher(None, heard, read).ratio() >= _ALIKE


def _of_latin(name: str, alias: str, entity_type: str, language: Language, *, quoted: bool) -> str:
    if re.fullmatch(rf"[A-Za-z0-9 ]*[{_KATAKANA}]{{3,}}", alias):
        return "kana" if sounds_alike(alias, name) else ""
    if entity_type == "organization" and alias.endswith(_kinds(language)) and len(alias) > 3 and is_wide(alias):
        return "full"
    # What stands in brackets behind a Latin name is mostly a remark; behind a quoted one, its name in the other script.
    has_particle = re.search(rf"[ぁ-ん]|{language.any_of('grammar', 'particles')}", alias)
    is_short = 2 <= len(alias) <= 5 and re.fullmatch(rf"[{_HAN}]+", alias)
    return "han" if quoted and entity_type in {"model", "product", ""} and is_short and not has_particle else ""


def _is_latin_name(text: str, entity_type: str) -> bool:
    words = text.replace("-", " ").split()
    if not _LATIN_NAME.fullmatch(text) or _TICKER.search(text) or sum(char.isalpha() for char in text) < 2:
        return False
    if not any(char.isupper() for char in text) or any(
        word[0].islower() and word not in _SMALL_WORDS and not any(char.isupper() for char in word) for word in words
    ):
        return False
    common = [bool(_NO_LATIN_NAME.fullmatch(word)) for word in words]
    kinds = [bool(_ORGANIZATION_WORD.fullmatch(word)) for word in words]
    if all(common):
        return False
    if entity_type == "person":
        return len(words) > 1 and not any(common) and not any(kinds)
    return entity_type == "organization" or not any(kinds)


def _digits(text: str) -> set[str]:
    return set(re.findall(r"\d+", text))


def _sounds(latin: str) -> str:
    folded = re.sub(r"([a-z])\1", r"\1", latin.casefold())
    for letters, sound in _LATIN_SOUNDS:
        folded = folded.replace(letters, sound)
    return folded.translate(_LETTERS)


def _kinds(language: Language) -> tuple[str, ...]:
    return (
        *language.words("names", "organization_suffixes"),
        *language.words("anaphora", "endings", "institute"),
        *language.words("anaphora", "endings", "university"),
    )


def _common(language: Language) -> tuple[tuple[str, ...], ...]:
    paths = (
        ("relations", "role"), ("relations", "founder"), ("names", "introducers"), ("names", "model_before"),
        ("names", "organization_suffixes"), ("headers", "model"), ("headers", "organization"), ("headers", "person"),
        ("headers", "country"), ("policies", "documents"),
    )  # fmt: skip
    return tuple(language.words(*path) for path in paths)
