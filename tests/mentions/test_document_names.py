"""Names that one place of a document proves and others only use."""

from extract.lang.language import load_language
from extract.mentions.document_names import DocumentNames
from extract.mentions.mention import Mention, Name
from extract.mentions.name_line import NameLine
from extract.text import Span


def proven(text: str, entity_type: str, confidence: float = 0.85) -> Mention:
    return Mention(Span(0, len(text)), text, Name((), entity_type), "test", confidence)


def learned(text: str, *mentions: Mention) -> list[tuple[str, str]]:
    line = NameLine(text, load_language("ja"))
    return [(each.text, each.value.entity_type) for each in DocumentNames(mentions, line.language).more(line, [])]


def test_the_family_of_a_proven_model_and_its_versions_are_models():
    assert learned("aoba2とAobaを比べる", proven("Aoba-7B-Chat", "model")) == [("aoba2", "model"), ("Aoba", "model")]


def test_a_name_of_several_words_is_found_whole_and_not_by_its_first():
    assert learned("Aoba Mori和Aoba", proven("Aoba Mori", "product")) == [("Aoba Mori", "product")]


def test_a_proven_han_name_takes_the_version_behind_it():
    assert learned("青葉2.0を公開", proven("青葉", "model")) == [("青葉2.0", "model")]


def test_what_is_not_sure_or_of_no_type_that_is_learned_proves_nothing():
    assert learned("Aoba City和Aoba", proven("Aoba City", "place"), proven("Aoba-7B", "model", 0.7)) == []


def called(text: str) -> Mention:
    return Mention(Span(0, len(text)), text, Name((), "model"), "names.model-word", 0.72)


def test_versions_of_what_is_called_a_model_once_are_models_though_the_bare_name_is_a_product():
    text = "AOBAv2とAOBA-v6とAOBAとAOBA-Kit"
    assert learned(text, called("AOBAv8"), proven("AOBA", "product")) == [
        ("AOBAv2", "model"),
        ("AOBA-v6", "model"),
        ("AOBA", "product"),
    ]
    assert learned("AOBAv2", called("AOBA"), proven("AOBA", "product")) == []
