"""The Dutch analysis by example: what finds what, and what must not."""

import pytest

from search import EmbeddedEngine, Query
from search.dutch import clean, fold, folded_words, parts, stem, words
from search.fields import analysed
from search.lexicon import stop_words, weak_words
from search.mistakes import distance, sound
from search.synonyms import read_synonyms, synonyms
from search.vocabulary import Vocabulary
from tests.search.samples import document


def finds(typed: str, text: str) -> bool:
    """Whether the typed text finds a document with this summary."""
    return EmbeddedEngine([document("een", "Naamloos", text)]).answer(Query(typed)).total == 1


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        # parts and wholes, both ways
        ("hulpverlening", "schuldhulpverlening"),
        ("schuldhulp", "schuldhulpverlening"),
        ("schuldhulpverlening", "schuldhulp"),
        ("jongeren werk", "jongerenwerk"),
        ("jongerenwerk", "jongeren-werk"),
        ("welzijnoprecept", "Welzijn op Recept"),
        ("re integratie", "re-integratie"),
        ("reintegratie", "re-integratie"),
        ("re-integratie", "reïntegratie"),
        ("vrijwilligerwerk", "vrijwilligerswerk"),
        ("teams", "wijkteam"),
        ("dag besteding", "dagbesteding"),
        ("lotgenoten", "lotgenotencontact"),
        ("ziekte verzuim", "ziekteverzuim"),
        ("mantelzorg", "mantelzorgondersteuning"),
        ("school", "basisschool"),
        ("baan", "basisbaan"),
        ("coach", "toekomstcoach"),
        ("jongeren", "risicojongeren"),
        ("schuldregeling", "schuldregelingen"),
        ("levenopstraat", "leven op straat"),
        ("moedersvanrotterdam", "Moeders van Rotterdam"),
        ("cjg", "CJG4kracht"),
        ("jeugdgevangenis", "jongeren in detentie"),
        # other forms
        ("huisje", "huizen"),
        ("klusjes", "klussen"),
        ("tuintje", "een tuin"),
        ("klantje", "klanten"),
        ("kaartje", "kaarten"),
        ("afkicken", "niet eerst af te kicken"),
        ("samenwerken", "om samen te werken"),
        ("schulden", "schuld"),
        ("gezinnen", "gezin"),
        ("kind", "kinderen"),
        ("dakloze", "dakloosheid"),
        ("verslaafd", "verslaving"),
        ("logeren", "logeerzorg"),
        ("weduwnaar", "weduwen"),
        ("wijkcoach", "wijkcoaches"),
        ("eenzaam", "eenzaamheid"),
        ("huisuitzetting", "huisuitzettingen"),
        # spelling, capitals, accents, apostrophes
        ("GGZ", "ggz"),
        ("client", "cliënten"),
        ("cliëntondersteuning", "clientondersteuning"),
        ("mbo", "mbo'ers"),
        ("mbo'er", "MBO"),
        ("zzp’ers", "zzp"),
        ("Den Haag", "'s-Gravenhage"),
        ("'s-Gravenhage", "Den Haag"),
        ("co-ouderschap", "coouderschap"),
        ("School's cool", "school's cool"),
        ("co ouder", "co-ouders"),
        ("coouder", "co-ouder"),
        ("GGD'en", "ggd"),
        ("1 gezin 1 plan", "één gezin, één plan"),
        ("één gezin één plan", "1-gezin-1-plan"),
        ("18 tot 27", "Jongeren van 18 tot en met 27 jaar"),
        ("2015", "De wet van 2015"),
        # synonyms
        ("jeugdwerk", "jongerenwerk"),
        ("SROI", "social return on investment"),
        ("social return", "SROI"),
        ("wmo", "maatschappelijke ondersteuning"),
        ("zwerfjongeren", "dakloze jongeren"),
        ("ggz", "psychische problemen"),
        ("geestelijke gezondheidszorg", "ggz"),
        ("LVB", "licht verstandelijke beperking"),
        ("thuisloos", "dakloos"),
        ("geldproblemen", "schulden"),
        ("gevangenis", "ex-gedetineerden"),
        ("senioren", "ouderen"),
        ("jeugdwerkloosheid", "Jongeren die hun werk verloren en nu werkloos zijn"),
        ("friesland", "Friese huisartsen"),
        ("recidive", "Ex-gedetineerden vinden werk"),
        ("burenruzie", "Hulp bij een conflict met buren"),
        ("vso", "vso"),
        ("overlijden", "Steun voor weduwen"),
        ("participatiewet", "bijstand"),
        ("homelessness", "dakloze mensen"),
        ("loneliness", "eenzaamheid"),
        ("nt2", "Een taalcursus"),
        ("gemeenschapshuis", "dorpshuis"),
        ("huismeester", "buurtconciërge"),
        ("oppas", "kinderopvang"),
        ("wajong", "mensen met een arbeidsbeperking"),
        # places
        ("gelderland", "Een project in Arnhem"),
        ("hoofddorp", "Haarlemmermeer"),
        ("limburg", "Horst aan de Maas"),
        ("twente", "Enschede"),
        ("nji", "Nederlands Jeugdinstituut"),
        ("noord-brabant", "Veldhoven"),
        ("brabant", "'s-Hertogenbosch"),
        # typing mistakes
        ("schudlhulpverlening", "schuldhulpverlening"),
        ("dakloosheit", "dakloosheid"),
        ("bauwdepot", "bouwdepot"),
        ("weikcoaches", "wijkcoaches"),
        ("valprefentie", "valpreventie"),
        ("laageletterdheid", "laaggeletterdheid"),
        ("roterdam", "Rotterdam"),
        ("buurtbemidelling", "buurtbemiddeling"),
        ("bejaardenn", "ouderen"),
        ("schuldsannering", "schuldhulpverlening"),
        ("shulden", "schulden"),
        ("scjulden", "schulden"),
        ("sgooluitval", "schooluitval"),
        ("alcoholverslaafden", "verslaving"),
        # questions
        ("loont vroegsignalering?", "vroegsignalering"),
        ("hoe voorkomen we huisuitzettingen", "huisuitzetting"),
        ("verdient hulp aan mantelzorgers zich terug", "mantelzorgers"),
    ],
)
def test_these_find_each_other(typed: str, text: str) -> None:
    assert finds(typed, text)


@pytest.mark.parametrize(
    ("typed", "known", "meant"),
    [
        ("demtenie", ("dementie", "detentie"), ["dementie"]),
        ("jongern", ("jonger", "jongeren"), ["jongeren"]),
        ("huiseluk", ("huiselijk",), ["huiselijk"]),
        ("casemanegement", ("casemanagement",), ["casemanagement"]),
        ("parkeren", ("papieren",), []),
        ("pesten", ("posten",), []),
        ("wijkteak", ("wijkteam",), ["wijkteam"]),
        ("werkem", ("werken",), ["werken"]),
        ("resto", ("rest",), []),
        ("schaatsen", ("schatten",), []),
        ("aandelen", ("anderen",), []),
        ("dementsie", ("dementie",), ["dementie"]),
        ("mantalzorg", ("mantelzorg",), ["mantelzorg"]),
        ("roken", ("reken",), []),
        ("drop", ("dorp",), []),
        ("2019", ("2018",), []),
    ],
)
def test_only_what_probably_was_meant_is_guessed_the_likeliest_first(
    typed: str, known: tuple[str, ...], meant: list[str]
) -> None:
    assert Vocabulary.of([analysed(document("een", " ".join(known)))]).meant(typed) == meant


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("rouw", "vrouwen"),
        ("rouw", "vertrouwen"),
        ("ouderen", "ouders"),
        ("ouders", "ouderen"),
        ("vallen", "uitvallen"),
        ("vallen", "schooluitval"),
        ("arm", "arts en warm"),
        ("zin", "gezin"),
        ("meen", "gemeente"),
        ("hospice", "hospitaal"),
        ("adoptie", "optie en adaptatie"),
        ("discriminatie", "criminaliteit"),
        ("blablabla", "lab"),
        ("xkcdzzq", "een tekst"),
        ("schuldhulp", "jeugdhulp"),
        ("zorg", "verzorgd"),
        ("werk", "netwerk"),
        ("wijk", "afwijken"),
        ("huis", "verhuisd"),
        ("2019", "2018"),
        ("pesten", "posten"),
        ("wonden", "woningen"),
        ("hond", "honderd"),
        ("resto", "de rest"),
        ("school", "hogeschool"),
        ("groep", "doelgroep"),
        ("overgewicht", "zware problemen"),
        ("enschede", "Twente"),
        ("ex-gedetineerden", "recidive"),
        ("bijstand", "participatie"),
        ("oranje", "oren"),
        ("0", "2"),
        ("gelderland", "Buren en bewoners"),
        ("zuid-holland", "Dat leidt tot minder zorg"),
        ("zeeland", "Ver van werk"),
        ("leiden", "Goede leiding"),
        ("kunstmest", "kunst"),
        ("tandarts", "huisarts"),
        ("rijbewijs", "bewijs"),
    ],
)
def test_false_friends_do_not_find_each_other(typed: str, text: str) -> None:
    assert not finds(typed, text)


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("schuldhulpverlening", ("schuld", "hulp", "verlener")),
        ("verslavingszorg", ("verslaving", "zorg")),
        ("ouderenwerk", ("ouderen", "werk")),
        ("oudertraining", ("ouder", "trainer")),
        ("werkloosheid", ("werkloos",)),
        ("vrouwen", ("vrouw",)),
        ("hospice", ("hospic",)),
    ],
)
def test_a_word_splits_only_when_all_of_it_is_in_the_lexicon(word: str, expected: tuple[str, ...]) -> None:
    assert parts(word) == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("gezinnen", "gezin"),
        ("daklozen", "dakloos"),
        ("huizen", "huis"),
        ("bedrijven", "bedrijf"),
        ("lessen", "les"),
    ],
)
def test_inflections_share_a_stem(one: str, other: str) -> None:
    assert stem(one) == stem(other)


@pytest.mark.parametrize(("one", "other"), [("ouderen", "ouders"), ("arm", "armoede"), ("leven", "leefbaar")])
def test_words_that_only_look_alike_keep_their_own_stem(one: str, other: str) -> None:
    assert stem(one) != stem(other)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Cliënt & co-ouder", ["client", "co", "ouder"]),
        ("'s-Gravenhage, ’t Lukt", ["gravenhage", "lukt"]),
        ("mbo'ers en GGD’en", ["mbo", "en", "ggd"]),
        ("M@ZL 1-gezin", ["m", "zl", "1", "gezin"]),
        ("e\u0301e\u0301n", ["een"]),
        ("\ud800half\udfff", ["half"]),
        ("🙂 ___ --", []),
    ],
)
def test_words_are_folded(text: str, expected: list[str]) -> None:
    assert folded_words(text) == expected


def test_a_word_knows_its_place_in_the_text() -> None:
    text = clean("Één cliënt")
    assert [text[word.start : word.end] for word in words(text)] == ["Één", "cliënt"]


def test_folding_twice_changes_nothing() -> None:
    assert fold(fold("ÉÉN ŒUVRE ẞ İ")) == fold("ÉÉN ŒUVRE ẞ İ")


@pytest.mark.parametrize(
    ("one", "other"),
    [("weik", "wijk"), ("bauw", "bouw"), ("prefentie", "preventie"), ("tijt", "tijd"), ("koach", "coach")],
)
def test_words_that_sound_alike_have_one_sound(one: str, other: str) -> None:
    assert sound(one) == sound(other)


@pytest.mark.parametrize(
    ("one", "other", "edits"),
    [
        ("", "", 0),
        ("abc", "acb", 1),
        ("abc", "ab", 1),
        ("abc", "xbc", 1),
        ("kitten", "sitting", 3),
        ("", "ab", 2),
    ],
)
def test_distance_counts_a_swap_as_one_edit(one: str, other: str, edits: int) -> None:
    assert distance(one, other) == distance(other, one) == edits


def test_small_words_and_weak_words_are_different_lists() -> None:
    assert not stop_words() & weak_words()


def test_an_arrow_points_one_way_and_a_comma_both_ways() -> None:
    table = read_synonyms(("synonyms.txt", "a, b\nc => d"))
    assert table.of(("a",)).any_of == (("b",),)
    assert table.of(("b",)).any_of == (("a",),)
    assert table.of(("c",)).any_of == (("d",),)
    assert not table.of(("d",))


def test_a_plus_asks_for_both() -> None:
    assert read_synonyms(("synonyms.txt", "a => b + c d")).of(("a",)).all_of == ((("b",), ("c", "d")),)


@pytest.mark.parametrize("line", ["alleen", "a, , b", "=> b", "a =>", "a => b +"])
def test_a_broken_line_of_synonyms_is_refused_with_its_number(line: str) -> None:
    with pytest.raises(ValueError, match=r"lijst\.txt, regel 2"):
        read_synonyms(("lijst.txt", f"# goed\n{line}"))


def test_the_synonyms_of_the_field_can_be_read() -> None:
    assert synonyms().longest > 1
