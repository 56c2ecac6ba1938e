"""Advice on plain Dutch: it sees what is hard to read, and is silent about what is not."""

import pytest

from catalogue.editing.plain_language import MOST, advise, sentences_of
from tests.collection import every_document

LONG = (
    "Omdat de gemeente in het kader van de transformatie van het sociaal domein op zoek is naar wegen "
    "om de samenwerking tussen partijen te verbeteren is dit project gestart."
)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "Jongerenwerkers zoeken jongeren op. Zij helpen vroeg.",
        "De gemeente betaalt € 1.200,50 per jaar. Dat is minder dan vorig jaar.",
        "De hulp duurt ca. 6 maanden, bijv. in de wijk. Daarna stopt zij.",
    ],
)
def test_an_easy_text_gets_no_advice(text: str) -> None:
    assert advise(text) == ()


def test_a_long_sentence_is_counted() -> None:
    found = advise(LONG)
    assert found[0].text == "Deze zin heeft 29 woorden. Maak er twee zinnen van."
    assert found[0].about.startswith("Omdat de gemeente")


def test_many_rather_long_sentences_get_one_remark() -> None:
    sentence = "De begeleiders gaan elke week samen met de jongeren op bezoek bij mensen in de buurt. "
    assert [each.text for each in advise(sentence * 4)] == [
        "Een zin heeft hier gemiddeld 16 woorden. Met 12 leest het makkelijker."
    ]


def test_an_abbreviation_is_explained_once() -> None:
    assert [each.about for each in advise("Het VTH beslist. Het VTH betaalt.")] == ["VTH"]
    assert advise("Vergunning, toezicht en handhaving (VTH) beslist.") == ()
    assert advise("De GGZ helpt.") == ()


def test_a_word_of_the_glossary_asks_for_an_explanation() -> None:
    assert "nulalternatief" in [each.about.lower() for each in advise("Het nulalternatief is wachten.")]
    assert advise("Het nulalternatief (wat er zonder de aanpak gebeurt) is wachten.") == ()


def test_a_very_long_word_is_named() -> None:
    assert [each.about for each in advise("Het arbeidsmarktbeleidsinstrument werkt.")] == [
        "arbeidsmarktbeleidsinstrument"
    ]


def test_one_passive_sentence_is_fine_and_a_habit_is_not() -> None:
    assert advise("De hulp wordt elke week gegeven.") == ()
    twice = advise("De hulp wordt elke week gegeven. Daarna wordt het geld betaald.")
    assert "Zeg wie het doet" in twice[0].text


def test_a_point_in_a_number_or_abbreviation_ends_no_sentence() -> None:
    assert len(sentences_of("Dat kost € 1.200 p.p. per jaar, d.w.z. veel. Meer niet.")) == 2


def test_nobody_gets_more_advice_than_they_read() -> None:
    assert len(advise(" ".join([LONG] * 9))) == MOST


def test_the_texts_of_the_collection_mostly_get_no_advice() -> None:
    texts = [getattr(document, "summary", "") for document in every_document()]
    advised = [text for text in texts if text and advise(text)]
    assert len(advised) < len(texts) / 2
