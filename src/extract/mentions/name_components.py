"""The finders of names as spaCy components: ours for pipelines of a user's own, and those that other packages add to ours.

Each sees the line as ``doc._.name_line`` and appends to ``doc._.names``. A user adds one as any spaCy component, through the
entry points ``spacy_factories`` and, for its name, ``shutten.name_finders``; it may also set ``doc.ents``, which count as names
of the type that their label says. Importing this module registers ours.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from importlib.metadata import entry_points

import spacy
from spacy.language import Language as SpacyLanguage
from spacy.tokens import Doc

from extract.mentions.mention import Mention, Name
from extract.mentions.name_line import NameFinding, NameLine
from extract.mentions.name_pipeline import OWN_FINDERS
from extract.resources import NAME_FINDERS
from extract.spacy_docs import pipeline
from extract.text import Span

NAME_TYPES = frozenset({"model", "organization", "person", "product", "place"})
"""The types of names; an entity of a user's component counts if its label is one."""
_ENTITY = 0.85  # confidence of what a component sets as an entity, which says none


def _register(name: str, find: NameFinding) -> None:
    """Make a finder a spaCy component."""

    @SpacyLanguage.component(name)
    def run(doc: Doc) -> Doc:
        doc._.names.extend(find(doc._.name_line))
        return doc


Doc.set_extension("name_line", default=None, force=True)
Doc.set_extension("names", default=None, force=True)
for _name, _find in OWN_FINDERS:
    _register(_name, _find)


@cache
def added_components() -> tuple[Callable[[Doc], Doc], ...]:
    """Return the components that entry points add, in the order of their names."""
    nlp = spacy.blank("xx")
    for name in sorted(point.value for point in entry_points(group=NAME_FINDERS)):
        nlp.add_pipe(name)
    return tuple(component for _, component in nlp.pipeline)


def added_names(line: NameLine) -> Iterator[Mention]:
    """Yield the names that added components find in a line, as mentions or as entities of the Doc."""
    doc = pipeline(line.language.code)(line.text)
    doc._.name_line, doc._.names = line, []
    for component in added_components():
        doc = component(doc)
    yield from doc._.names
    for entity in doc.ents:
        if entity.label_.casefold() in NAME_TYPES:
            span = Span(entity.start_char, entity.end_char)
            yield Mention(span, entity.text, Name((), entity.label_.casefold()), "names.entity", _ENTITY)
