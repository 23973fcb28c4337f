"""Run another tool's recognition of names on lines: the command that ``bench/peers.py`` gives its lines to.

    python bench/peer_taggers.py ginza|jieba < LINES > FOUND

A line is a JSON string; for each, a JSON list of ``[start, end, type]`` is written, the type one of ours or ``model/product`` where
the tool has no type for models. Nothing of this project is imported, so that the tool can have an environment of its own.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator

Piece = tuple[int, int, str]
_EITHER = "model/product"
_ONTONOTES = {"ORG": "organization", "PERSON": "person", "PRODUCT": _EITHER, "WORK_OF_ART": _EITHER}
_ADDED = {  # labels of GiNZA's that its own mapping to OntoNotes has elsewhere (institutes as facilities), and are ours
    **dict.fromkeys(("International_Organization", "Political_Organization_Other", "Political_Party"), "organization"),
    **dict.fromkeys(("Public_Institution", "School", "Research_Institute", "Medical_Institution"), "organization"),
    **dict.fromkeys(("Museum", "GOE_Other"), "organization"),
    "Class": _EITHER,
}
_POSSEG = {"nt": "organization", "nr": "person", "nrt": "person", "nrfg": "person", "nz": _EITHER}


def ginza() -> Callable[[str], Iterator[Piece]]:
    """Return a finder that runs ja_ginza; its 200 labels count as its own mapping to OntoNotes takes them, and some more."""
    import spacy
    from ginza import ENE_ONTONOTES_MAPPING

    nlp = spacy.load("ja_ginza")
    types = {label: _ONTONOTES[general] for label, general in ENE_ONTONOTES_MAPPING.items() if general in _ONTONOTES}
    types |= _ADDED

    def find(text: str) -> Iterator[Piece]:
        for entity in nlp(text).ents:
            if entity.label_ in types:
                yield entity.start_char, entity.end_char, types[entity.label_]

    return find


def jieba() -> Callable[[str], Iterator[Piece]]:
    """Return a finder that runs jieba's tagger: nt is an organization, nr a person, nz any other proper noun."""
    from jieba import posseg

    def find(text: str) -> Iterator[Piece]:
        position = 0
        for word, tag in posseg.cut(text):
            if tag in _POSSEG:
                yield position, position + len(word), _POSSEG[tag]
            position += len(word)

    return find


def main(tool: str) -> None:
    """Answer the lines of standard input.

    Args:
        tool: ``ginza`` or ``jieba``.
    """
    find = {"ginza": ginza, "jieba": jieba}[tool]()
    for line in sys.stdin:
        print(json.dumps(list(find(json.loads(line)))))


if __name__ == "__main__":
    main(sys.argv[1])
