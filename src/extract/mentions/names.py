"""Known names in text: one automaton over every spelling and script variant, boundaries checked against tokens."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator

from extract.lang.language import Language, read_latin_rules
from extract.mentions.mention import Mention, Name
from extract.sources.entity import Entity
from extract.sources.knowledge import Knowledge
from extract.sources.sites import Sites
from extract.sources.spellings import keys_of_all, spelling_key
from extract.text import Span

_QUOTES = {
    "「": "」",
    "『": "』",
    "“": "”",
    "《": "》",
    "〈": "〉",
    "<": ">",
    '"': '"',
    "【": "】",
    "'": "'",
    "‘": "’",
}
_LATIN = read_latin_rules()
VERSION = re.compile(
    rf"""
    \s?-?\s?(?:{"|".join(_LATIN["version_joints"])})?\s?
    (?P<version>[Vv]?\d{{1,2}}(?:\.\d{{1,2}}){{0,2}}(?:[ -]?(?:Pro|Plus|Turbo|Max|Ultra|Lite|[Mm]ini))?)
    (?![\d.]*(?:[BbMmKkTt](?![A-Za-z])|%|{"|".join(_LATIN["counted_by"])}|\.?\d))  # not the start of a size, a date or a count
    """,
    re.VERBOSE,
)
"""A version behind the name of a model, with the word for models that may stand between them."""

# A name of this many Han characters is hardly part of another word by chance; a shorter one needs a token's edge.
_LONG_NAME = 3

LICENCE = "licence"
"""The kind of product whose names are looked for only where a text speaks of licences (claims/licence_names.py)."""

_LONGEST_HOME = 8  # characters of a place at the start of an authority's name


class NameFinder:
    """Finds the names of known entities.

    Args:
        knowledge: the entities.
    """

    def __init__(self, knowledge: Knowledge) -> None:
        from ahocorasick_rs import AhoCorasick, MatchKind

        forms: dict[str, dict[str, bool]] = {}
        look_alikes: set[str] = set()
        known = [entity for entity in knowledge.entities.values() if entity.category != LICENCE]
        keys = keys_of_all({form for entity in known for form in (*entity.surface_forms(), *entity.look_alikes)})
        for entity in known:
            weak = {key for form in entity.weak for key in keys[form]}
            for form in entity.surface_forms():
                for key in keys[form]:
                    if len(key) > 1:
                        forms.setdefault(key, {})[entity.entity_id] = key in weak
            for form in entity.look_alikes:
                look_alikes.update(keys[form])
        self._knowledge = knowledge
        self._forms = forms
        self._patterns = sorted({*forms, *look_alikes} - {""})
        self._automaton = AhoCorasick(self._patterns, matchkind=MatchKind.Standard)

    @property
    def sites(self) -> Sites:
        """The sites that are known."""
        return self._knowledge.sites

    def find(self, text: str, edges: Container[int], language: Language) -> list[Mention]:
        """Return the known names in `text`, in order, none overlapping another.

        Args:
            text: cleaned text.
            edges: offsets at which its tokens begin and end, for the boundaries of Han and kana names.
            language: gives the words beside which a weak form counts as a name (``names.introducers``).
        """
        key, positions = spelling_key(text)
        mentions: list[Mention] = []
        position = 0
        matches = self._automaton.find_matches_as_indexes(key, overlapping=True)
        if not matches:
            return mentions
        for index, start, end in sorted(matches, key=lambda match: (match[1], -match[2])):
            span = Span(positions[start], positions[end - 1] + 1)
            if span.start < position:
                continue
            known = self._forms.get(self._patterns[index])
            if known is None:  # a look-alike: nothing in it is a name
                position = span.end
            elif (sure := self._sure(known, text, span, language)) and _stands_alone(text, span, edges):
                mentions.append(self._mention(text, span, sure))
                position = mentions[-1].span.end
        return mentions

    def candidates(self, name: str) -> tuple[str, ...]:
        """Return the ids of the entities that bear exactly this name, strong bearers first."""
        known = self._forms.get(spelling_key(name)[0], {})
        return tuple(sorted(known, key=lambda entity_id: (known[entity_id], entity_id)))

    def entity_type(self, entity_id: str) -> str:
        """Return the type of a known entity."""
        return self._knowledge[entity_id].entity_type

    def category(self, entity_id: str) -> str:
        """Return the category of a known entity (``chip``, ``company``), empty if it has none."""
        return self._knowledge[entity_id].category

    def home(self, entity_id: str) -> str:
        """Return the id of the place that one of a known authority's names begins with or ends on, empty if none does.

        ``org-most`` is 中国科技部 and "Ministry of Science and Technology of China": its home is China.
        """
        entity = self._knowledge[entity_id]
        if entity.category != "authority":
            return ""
        for form in entity.surface_forms():
            starts = [form[:length] for length in range(min(len(form), _LONGEST_HOME), 1, -1)]
            for piece in (form.rpartition(" of ")[2], *starts):
                for candidate in self.candidates(piece):
                    if self.entity_type(candidate) == "place":
                        return candidate
        return ""

    def entities(self, category: str) -> Iterator[Entity]:
        """Yield the known entities of a category or kind."""
        return (entity for entity in self._knowledge.entities.values() if entity.category == category)

    def makers(self, entity_id: str) -> tuple[str, ...]:
        """Return the ids of the organizations that make a known entity, none for one that no file has."""
        entity = self._knowledge.get(entity_id)
        return entity.makers if entity else ()

    def _sure(self, known: dict[str, bool], text: str, span: Span, language: Language) -> tuple[str, ...]:
        sure = sorted(entity_id for entity_id, weak in known.items() if not weak)
        if len(sure) == len(known) or not _is_introduced(text, span, language):
            return tuple(sure)
        # What introduces a name introduces no place: 「フェニックス」 in quotation marks is hardly the city.
        meant = (each for each, weak in known.items() if not weak or self.entity_type(each) != "place")
        # In quotation marks or before "model" the weak reading (a model named like a word) is the likelier one.
        return tuple(sorted(meant, key=lambda entity_id: (not known[entity_id], entity_id)))

    def _mention(self, text: str, span: Span, candidates: tuple[str, ...]) -> Mention:
        entity = self._knowledge[candidates[0]]
        version = entity.version
        if (
            entity.entity_type == "model"
            and not re.search(r"\d", entity.version)
            and (match := VERSION.match(text, span.end))
        ):
            version = normal_version(match["version"])
            span = Span(span.start, match.end())
        return Mention(span, span.of(text), Name(candidates, entity.entity_type, version), "names.known")


def normal_version(version: str) -> str:
    """Return a version without a leading V and with single spaces before what follows the number."""
    return re.sub(r"[ -]+", " ", version.lstrip("VvＶ")).strip()


def trailing_version(name: str) -> str:
    """Return the version at the end of a name that no list has: ``3.5`` of 天工3.5; a number with neither dot nor v is none."""
    match = re.search(r"(?<=[^\d.])(?:[Vv]?(\d{1,2}(?:\.\d{1,2}){1,2})|(?<![A-Za-z])[Vv](\d{1,2}))$", name)
    return normal_version(match[1] or match[2]) if match else ""


def _stands_alone(text: str, span: Span, edges: Container[int]) -> bool:
    """Return whether a name is not a part of a longer word."""
    before = text[span.start - 1] if span.start else " "
    after = text[span.end] if span.end < len(text) else " "
    return _edge(text, text[span.start], before, span.start, span, edges) and _edge(
        text, text[span.end - 1], after, span.end, span, edges
    )


def _edge(text: str, inside: str, outside: str, position: int, span: Span, edges: Container[int]) -> bool:
    if inside.isascii() and inside.isalnum():
        # Digits may follow a name of letters (a version); letters may not go on in letters.
        if inside.isdigit() and position == span.end and re.match(r"\.?\d", text[position:]):
            return False
        return not (outside.isascii() and outside.isalpha()) and not (inside.isdigit() and outside.isdigit())
    if "\u30a0" <= inside <= "\u30ff":
        return not "\u30a1" <= outside <= "\u30ff" or position in edges
    return span.end - span.start >= _LONG_NAME or position in edges


def _is_introduced(text: str, span: Span, language: Language) -> bool:
    before = text[span.start - 1] if span.start else ""
    rest = text[span.end :]
    version = VERSION.match(rest)
    if version and "." in version["version"]:
        return True  # a word that is an ordinary one has no version
    if re.search(r"\d\.\d$", span.of(text)) and not before.isalnum():
        return True  # nor does one that begins where a word begins: 源2.0
    rest = rest[version.end() :] if version else rest
    if before in _QUOTES and _QUOTES[before] in rest[:12]:
        return True
    if rest.lstrip().startswith(language.words("names", "introducers")):
        return True
    before_name = text[: span.start].rstrip("「『“《 ")
    if before_name.endswith(language.words("names", "model_before")):
        return True
    # A short name of a person counts beside a role: 首席执行官则是张鹏, 张勇博士.
    copulas = language.any_of("relations", "copulas")
    return bool(
        re.search(
            rf"{language.any_of('relations', 'role')}{copulas}?$",
            before_name,
        )
    ) or (text[span.end :].startswith(language.words("names", "person_honorifics")))
