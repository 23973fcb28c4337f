"""Sizes in letters that a sentence lists for the models it brings: 2Bと5Bのモデル, Denseモデル(2B、4B、8B), 开源了1.8B和7B两种尺寸."""

from __future__ import annotations

import re

from extract.claims.metrics import Metric
from extract.claims.reading import Reading
from extract.lang.language import Language
from extract.mentions.mention import Mention, Quantity

_SIZE = r"\d+(?:\.\d+)?[BM](?:-A\d+(?:\.\d+)?B)?(?![A-Za-z0-9-])"
_KIND_REACH = 12  # characters between a list of sizes and the word for what is of these sizes
_OF_SIZES = frozenset({"parameters", "active_parameters"})


def listed_size(reading: Reading, mention: Mention, value: Quantity, language: Language) -> Metric | None:
    """Return the metric of a size in a list of them, if the list says of what sizes models are that the sentence brings.

    A list in brackets may be of one size with what of it is at work: MoEモデル(30B-A3B). What others have is not brought.
    """
    if value.unit not in _OF_SIZES:
        return None
    text, rules = reading.text, language.rules["figures"]
    for listed in re.finditer(_list(language), text):
        if not listed.start() <= mention.span.start < listed.end():
            continue
        sentence = reading.statement.sentence_of(mention.span)
        before, behind = text[sentence.start : listed.start()], text[listed.end() : sentence.end]
        if behind.lstrip().startswith((*language.words("grammar", "and_so_on"), *rules["magnitude_behind"])):
            return None
        several = len(re.findall(_SIZE, listed.group())) > 1
        is_alone = (
            not several and "-A" not in listed.group()
        )  # 言語モデル(7B) may be a part: of what is for the name before it
        if is_alone or not (_is_bracket(before, behind, language) or (several and _has_kind(behind, language))):
            return None
        clause = re.split(r"[,。;、]", before)[-1]
        joints = language.words("grammar", "joints")
        others = [word for word in (*rules["basis_within"], *rules["other_models"]) if word not in joints]
        if any(word in clause for word in others) or clause.endswith(tuple(rules["basis_before"]) or ("\0",)):
            return None
        if any(word in re.split(r"[,。;]", behind)[0] for word in rules["basis_behind"]):
            return None
        if not any(word in before + behind for word in (*rules["brings"], *rules["offers"])):
            return None
        is_active = value.unit == "active_parameters" or text[: mention.span.start].endswith("-A")
        return Metric("active_parameters" if is_active else "parameters", mention.span)
    return None


def _list(language: Language) -> str:
    joint = rf"\s?(?:{language.any_of('grammar', 'joints')}|[、,/・])\s?"
    return rf"(?<![A-Za-z0-9.-]){_SIZE}(?:{joint}{_SIZE})*"


def _is_bracket(before: str, behind: str, language: Language) -> bool:
    """Return whether a list stands alone in brackets right behind a word for what is of these sizes."""
    kinds = language.any_of("figures", "of_sizes")
    return bool(re.search(rf"{kinds}\s?\($", before)) and behind.startswith(")")


def _has_kind(behind: str, language: Language) -> bool:
    """Return whether a word for what is of these sizes follows a list of them: の3つのサイズ, 两个版本, のI2Vモデル."""
    return bool(re.match(rf"[^,。;、:()]{{0,{_KIND_REACH}}}?{language.any_of('figures', 'of_sizes')}", behind))
