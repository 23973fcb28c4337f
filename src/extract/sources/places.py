"""Countries, provinces, prefectures, states and cities: names that libraries and a table of cities know.

Countries are those of CLDR, through Babel; the provinces of China, the prefectures of Japan and the states of the United
States those of ISO 3166-2, through pycountry; cities stand in ``cities.tsv``, which ``make places`` draws from GeoNames.
What these lack or get wrong stands in ``places.yaml`` among the names files.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from extract.errors import ShuttenError
from extract.sources.entity import Entity
from extract.sources.spellings import in_japanese, spelling_keys

CITIES = Path(__file__).with_name("cities.tsv")
_DIVISION = re.compile("(?:(?:壮族|回族|维吾尔)?自治区|特别行政区|[省市州都府县])$")
_BRACKETS = re.compile(r"\s*[(（][^()（）]*[)）]")
_ROMANIZED = re.compile(r" (?:Sheng|Shi|Zizhiqu)$| (?:Zhuangzu|Huizu|Uygur) Zizhiqu$")
_ELSEWHERE = frozenset({"CN-HK", "CN-MO", "CN-TW"})  # they are among the countries of CLDR
_METROPOLIS = {"JP-01": "", "JP-13": "都", "JP-26": "府", "JP-27": "府"}  # the others are 県


def with_library(written: Iterable[Entity]) -> dict[str, Entity]:
    """Return the places of the library by id, and over them those of a names file.

    A field that the file gives takes the place of the library's; its forms are added, and a form is strong or weak as the
    file has it.
    """
    places = dict(library_places())
    for entry in written:
        known = places.get(entry.entity_id)
        places[entry.entity_id] = over(entry, known) if known else entry
    return places


def over(entry: Entity, known: Entity) -> Entity:
    """Return what the library knows of a place with the entry of a file laid over it."""
    strong = _keys_of((*entry.names.values(), *entry.aliases)) - _keys_of(entry.weak)
    weak = tuple(dict.fromkeys((*(form for form in known.weak if not _keys_of([form]) & strong), *entry.weak)))
    weak_keys = _keys_of(weak)
    names = {**known.names, **entry.names}
    others = [form for form in (*known.names.values(), *known.aliases) if not _keys_of([form]) & weak_keys]
    return replace(
        known,
        names=names,
        aliases=tuple(form for form in dict.fromkeys((*others, *entry.aliases)) if form not in names.values()),
        weak=weak,
        look_alikes=entry.look_alikes,
        category=entry.category or known.category,
    )


def _keys_of(forms: Iterable[str]) -> set[str]:
    return {key for form in forms for key in spelling_keys(form)}


@cache
def library_places() -> Mapping[str, Entity]:
    """Return all places that need no names file, by id; of two that share a name the more important one has it.

    Raises:
        ShuttenError: if the table of cities is missing.
    """
    found = _Places()
    _add_countries(found)
    subdivisions = _subdivisions()
    for country, category in (("CN", "province"), ("JP", "prefecture")):
        _add_subdivisions(found, subdivisions[country], category)
    _add_cities(found)
    # Behind the cities, for ニューヨーク and ワシントン mean these.
    _add_subdivisions(found, subdivisions["US"], "state")
    return found.places


class _Places:
    """Collects places; a name that an earlier one has is not given to another."""

    def __init__(self) -> None:
        self.places: dict[str, Entity] = {}
        self._taken: set[str] = set()

    def add(
        self,
        entity_id: str,
        category: str,
        ja: Iterable[str],
        zh: Iterable[str],
        en: str,
        weak: Iterable[str] = (),
    ) -> None:
        """Add a place with its names in the order in which they are to be shown; names of one character are left out."""
        forms = {code: self._free(names) for code, names in (("ja", ja), ("zh", zh))}
        if not any(forms.values()):
            return
        names = {code: listed[0] for code, listed in forms.items() if listed}
        if en:
            names["en"] = en
        listed = {form: None for each in forms.values() for form in each}
        self._taken.update(listed)
        self.places[entity_id] = Entity(
            entity_id,
            "place",
            names,
            aliases=tuple(form for form in listed if form not in names.values()),
            weak=tuple(form for form in weak if form in listed or form == en),
            category=category,
        )

    def _free(self, names: Iterable[str]) -> list[str]:
        return [name for name in dict.fromkeys(names) if len(name) > 1 and name not in self._taken]


def _add_countries(found: _Places) -> None:
    from babel import Locale

    codes = _country_codes()
    ja, zh, traditional, en = (Locale.parse(code).territories for code in ("ja", "zh_Hans", "zh_Hant", "en"))
    for code in sorted(codes & set(en)):
        found.add(
            f"place-{code.lower()}",
            "country",
            [_BRACKETS.sub("", ja[code])],
            [_BRACKETS.sub("", zh[code]), _BRACKETS.sub("", traditional[code])],
            _BRACKETS.sub("", en[code]),
        )


def _country_codes() -> set[str]:
    import pycountry

    return {country.alpha_2 for country in pycountry.countries}


def _subdivisions() -> dict[str, list[tuple[str, str, str, str]]]:
    """Return code and names in English, Japanese and Chinese of the subdivisions, by country."""
    import gettext

    import pycountry

    to_ja, to_zh = (
        gettext.translation("iso3166-2", pycountry.LOCALES_DIR, languages=[code]).gettext for code in ("ja", "zh_CN")
    )
    divisions: Any = pycountry.subdivisions
    wanted = {"CN": None, "JP": None, "US": {"State", "District"}}
    return {
        country: sorted(
            (each.code, each.name, to_ja(each.name), to_zh(each.name))
            for each in divisions.get(country_code=country)
            if (kinds is None or each.type in kinds) and each.code not in _ELSEWHERE
        )
        for country, kinds in wanted.items()
    }


def _add_subdivisions(found: _Places, subdivisions: Iterable[tuple[str, str, str, str]], category: str) -> None:
    for code, name, translated, chinese in subdivisions:
        en = _ROMANIZED.sub("", name)
        zh = chinese if chinese != name else ""  # some have no translation
        if category == "province":
            ja = in_japanese(zh)
        else:
            ending = "州" if category == "state" and not translated.endswith("区") else ""
            ja = translated + (_METROPOLIS.get(code, "県") if category == "prefecture" else ending)
        bare_ja = in_japanese(_bare(zh)) if category == "province" else translated
        # Latin names are those of people and things too (Virginia, Nara); beside a word that introduces a name they count.
        found.add(f"place-{code.lower()}", category, [bare_ja, ja], [_bare(zh), zh], en, weak=[en])


def _bare(name: str) -> str:
    """Return a name without what kind of division it is: 广东省 is 广东; 北海道 is its own."""
    return _DIVISION.sub("", name)


def _add_cities(found: _Places) -> None:
    try:
        lines = CITIES.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise ShuttenError(str(CITIES), "is missing.", "Install shutten again, or run 'make places'.") from error
    for line in lines[1:]:
        entity_id, ja, zh, en, aliases, weak = line.split("\t")
        others = aliases.split("|") if aliases else []
        found.add(
            entity_id,
            "city",
            [ja, *(form for form in others if form == f"{ja}市" or "\u30a1" <= form[0] <= "\u30fa")],
            [zh, *(form for form in others if form == f"{zh}市")],
            en,
            weak=weak.split("|"),
        )
