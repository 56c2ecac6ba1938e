"""What every engine does. The fixture `engine` gives each of them in turn."""

from datetime import timedelta

import pytest

from search import Answer, Engine, Query, Sort, fingerprint
from tests.search.samples import CHANGED, COLLECTION, document


def slugs(engine: Engine, text: str, **choices: tuple[str, ...]) -> tuple[str, ...]:
    return engine.answer(Query(text, choices)).slugs


def test_without_a_question_everything_is_found_in_order_of_group_then_newest_then_name(
    engine: Engine,
) -> None:
    answer = engine.answer(Query())
    assert answer.total == engine.size == len(COLLECTION)
    assert answer.slugs == ("jongerenwerk", "valpreventie", "schuldhulp", "fonds", "eigen-kracht", "recept")


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("welzijn op recept", "recept"),
        ("welzijnoprecept", "recept"),
        ("eigenkracht conferentie", "eigen-kracht"),
        ("eigen-kracht", "eigen-kracht"),
        ("jongeren werk", "jongerenwerk"),
        ("JONGERENWERKERS", "jongerenwerk"),
        ("jeugdwerk", "jongerenwerk"),
        ("jpf", "fonds"),
        ("hulpverlening", "schuldhulp"),
        ("schuldhulp", "schuldhulp"),
        ("schudlhulpverlening", "schuldhulp"),
        ("bureau voorbeeld", "schuldhulp"),
        ("vallen bij ouderen", "valpreventie"),
        ("werkt welzijn op recept?", "recept"),
        ("'s-gravenhage schulden", "schuldhulp"),
        ("Den Haag jongeren", "fonds"),
        ("Haagse jongeren", "fonds"),
    ],
)
def test_what_people_type_finds_what_they_mean(engine: Engine, text: str, first: str) -> None:
    assert slugs(engine, text)[:1] == (first,)


@pytest.mark.parametrize(
    "text", ["xkcdzzq", "zzzzzzzz", "blablabla", "hgfdsa poiuyt", "hospice", "adoptie", "rouw"]
)
def test_what_the_collection_lacks_is_not_found(engine: Engine, text: str) -> None:
    answer = engine.answer(Query(text))
    assert (answer.total, answer.hits) == (0, ())


def test_all_words_must_fit_when_something_has_them_all(engine: Engine) -> None:
    assert slugs(engine, "jongeren schulden") == ("fonds",)


def test_most_words_are_enough_when_nothing_has_them_all(engine: Engine) -> None:
    assert slugs(engine, "huisarts wandelgroep rotterdam")[0] == "recept"


def test_the_answer_names_the_words_that_had_to_be_let_go(engine: Engine) -> None:
    answer = engine.answer(Query("huisarts wandelgroep rotterdam"))
    assert answer.left_out == ("rotterdam",)
    assert engine.answer(Query("jongeren schulden")).left_out == ()


def test_without_hits_the_answer_tells_how_many_there_are_when_a_choice_is_let_go(engine: Engine) -> None:
    answer = engine.answer(Query("schulden", {"methode": ("sroi",), "thema": ("armoede-en-schulden",)}))
    assert answer.total == 0
    assert answer.without["methode"] == 2
    assert engine.answer(Query("schulden")).without == {}


def test_fingerprints_tell_which_documents_the_index_holds(own_engine: Engine) -> None:
    assert own_engine.fingerprints() == {one.slug: fingerprint(one) for one in COLLECTION}
    other = document("valpreventie", "Valpreventie", "Een andere cursus.")
    own_engine.put(other)
    own_engine.drop("recept")
    now = own_engine.fingerprints()
    assert now["valpreventie"] == fingerprint(other)
    assert "recept" not in now


def test_a_common_word_beside_an_unknown_one_finds_nothing_but_offers_something(empty_engine: Engine) -> None:
    empty_engine.rebuild([document(f"wijk-{n}", f"Wijkaanpak {n}", "Iets in de wijk.") for n in range(30)])
    answer = empty_engine.answer(Query("hospice wijk"))
    assert answer.total == 0
    assert answer.nearest


def test_a_phrase_in_quotes_is_found_as_it_stands(engine: Engine) -> None:
    assert slugs(engine, '"minder uitval"') == ("jongerenwerk",)
    assert slugs(engine, '"uitval minder"') == ()


def test_a_name_of_small_words_only_is_found(empty_engine: Engine) -> None:
    empty_engine.rebuild([document("erop", "Er op en er in"), document("ander", "Iets heel anders")])
    assert slugs(empty_engine, "er op") == ("erop",)


def test_a_find_in_the_name_goes_before_a_find_in_the_text(empty_engine: Engine) -> None:
    empty_engine.rebuild(
        [
            document("in-tekst", "Anders", "Anders.", text="Over speeltuinen."),
            document("in-naam", "Speeltuinen"),
        ]
    )
    assert slugs(empty_engine, "speeltuin") == ("in-naam", "in-tekst")


def test_equal_finds_are_ordered_by_group_then_newest_then_name(empty_engine: Engine) -> None:
    same = {"summary": "Over speeltuinen."}
    empty_engine.rebuild(
        [
            document("d", "Naam", rank_group=1, newest_study=2024, **same),
            document("c", "Naam", newest_study=None, **same),
            document("b", "Naam", newest_study=2020, **same),
            document("a", "Naam", newest_study=2022, **same),
        ]
    )
    assert slugs(empty_engine, "speeltuinen") == ("a", "b", "c", "d")


def test_an_unknown_word_is_read_as_the_known_word_it_resembles_and_the_answer_says_so(
    engine: Engine,
) -> None:
    answer = engine.answer(Query("weizijn op recept"))
    assert answer.correction == "welzijn op recept"
    assert answer.slugs[0] == "recept"


def test_a_known_word_is_never_corrected(engine: Engine) -> None:
    assert engine.answer(Query("schulden den haag")).correction is None


def test_codes_within_a_facet_are_alternatives_and_facets_narrow_each_other(engine: Engine) -> None:
    either = engine.answer(Query(facets={"methode": ("mkba", "sroi")}))
    both = engine.answer(Query(facets={"methode": ("mkba", "sroi"), "thema": ("eenzaamheid",)}))
    assert set(either.slugs) == {"schuldhulp", "jongerenwerk", "recept"}
    assert both.slugs == ("recept",)


def test_counts_leave_out_the_choice_of_their_own_facet(engine: Engine) -> None:
    answer = engine.answer(Query(facets={"werksoort": ("jongerenwerk",)}))
    assert answer.total == 2
    assert answer.counts["werksoort"]["schuldhulpverlening"] == 2
    assert answer.counts["thema"] == {
        "armoede-en-schulden": 1,
        "opgroeien-en-opvoeden": 1,
        "veiligheid-en-overlast": 1,
    }


def test_a_chosen_code_that_fits_nothing_stays_visible_with_zero(engine: Engine) -> None:
    answer = engine.answer(Query("recept", {"werksoort": ("jongerenwerk",), "thema": ("bestaat-niet",)}))
    assert answer.counts["werksoort"]["jongerenwerk"] == 0
    assert answer.counts["thema"]["bestaat-niet"] == 0


def test_a_facet_that_is_not_declared_does_nothing(engine: Engine) -> None:
    assert engine.answer(Query(facets={"kleur": ("rood",)})).total == len(COLLECTION)


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (2019, None, {"schuldhulp", "jongerenwerk", "valpreventie", "fonds"}),
        (None, 2014, {"schuldhulp", "eigen-kracht"}),
        (2011, 2018, {"schuldhulp"}),
        (2021, 2010, set()),
    ],
)
def test_years_choose_entries_with_any_study_in_the_range(
    engine: Engine, first: int | None, last: int | None, expected: set[str]
) -> None:
    answer = engine.answer(Query(year_from=first, year_to=last))
    assert set(answer.slugs) == expected
    assert answer.counts["jaar"] == {"2010": 1, "2014": 1, "2019": 2, "2021": 2}


def test_by_newest_study_an_unknown_year_comes_last(engine: Engine) -> None:
    found = engine.answer(Query(sort=Sort.NEWEST_STUDY)).slugs
    assert found == ("jongerenwerk", "valpreventie", "schuldhulp", "fonds", "eigen-kracht", "recept")


def test_by_name_capitals_and_accents_make_no_difference(empty_engine: Engine) -> None:
    empty_engine.rebuild([document("z", "zorg"), document("e", "Één gezin"), document("f", "financiën")])
    assert empty_engine.answer(Query(sort=Sort.NAME)).slugs == ("e", "f", "z")


def test_by_last_change_the_latest_comes_first(empty_engine: Engine) -> None:
    empty_engine.rebuild([document(str(n), changed_at=CHANGED + timedelta(days=n)) for n in (2, 3, 1)])
    assert empty_engine.answer(Query(sort=Sort.LAST_CHANGED)).slugs == ("3", "2", "1")


def test_a_sort_changes_the_order_of_what_was_found_and_nothing_else(engine: Engine) -> None:
    found = engine.answer(Query("schulden", sort=Sort.NAME))
    assert found.slugs == ("schuldhulp", "fonds")
    assert set(found.slugs) == set(slugs(engine, "schulden"))


def test_pages_together_are_the_whole_list_without_doubles(engine: Engine) -> None:
    pages = [engine.answer(Query("een", page=n, page_size=2)).slugs for n in (1, 2, 3, 4)]
    whole = engine.answer(Query("een")).slugs
    assert tuple(slug for page in pages for slug in page) == whole
    assert len(set(whole)) == len(whole)


@pytest.mark.parametrize("text", ["", "wijk"])
def test_one_page_can_hold_a_whole_download(empty_engine: Engine, text: str) -> None:
    empty_engine.rebuild([document(f"wijk-{n}", f"Wijkaanpak {n}") for n in range(150)])
    assert len(empty_engine.answer(Query(text, page_size=5_000)).hits) == 150


@pytest.mark.parametrize(("page", "size"), [(0, 20), (-3, 20), (1, 0), (1, -1), (10**9, 20), (1, 10**9)])
def test_odd_pages_give_an_answer(engine: Engine, page: int, size: int) -> None:
    assert engine.answer(Query("schulden", page=page, page_size=size)).total == 2


def test_when_choices_exclude_all_finds_the_nearest_are_those_without_the_choices(engine: Engine) -> None:
    answer = engine.answer(Query("recept", {"werksoort": ("jongerenwerk",)}))
    assert (answer.total, answer.nearest) == (0, ("recept",))


def test_when_choices_alone_find_nothing_one_of_them_is_let_go(engine: Engine) -> None:
    answer = engine.answer(Query(facets={"thema": ("eenzaamheid",), "werksoort": ("jongerenwerk",)}))
    assert answer.total == 0
    assert set(answer.nearest) == {"jongerenwerk", "fonds"}


def test_a_phrase_that_is_nowhere_offers_what_holds_its_words(engine: Engine) -> None:
    assert "jongerenwerk" in engine.answer(Query('"uitval minder"')).nearest


def test_nothing_near_is_offered_when_something_was_found(engine: Engine) -> None:
    assert engine.answer(Query("schulden")).nearest == ()


def test_highlights_mark_words_compounds_and_other_forms(engine: Engine) -> None:
    name = engine.answer(Query("schuldhulp")).hits[0].highlights["naam"]
    assert name == "Gemeentelijke <mark>schuldhulpverlening</mark>"
    summary = engine.answer(Query("jongeren overlast")).hits[0].highlights["samenvatting"]
    assert "<mark>Jongerenwerkers</mark> zoeken <mark>jongeren</mark>" in summary


def test_the_fragment_shows_where_the_text_has_it_and_is_absent_when_it_has_not(engine: Engine) -> None:
    found = engine.answer(Query("wandelgroep")).hits[0].highlights
    assert "<mark>wandelgroep</mark>" in found["fragment"]
    assert "fragment" not in engine.answer(Query("valpreventie")).hits[0].highlights


def test_what_editors_wrote_is_escaped(empty_engine: Engine) -> None:
    empty_engine.rebuild([document("x", "<script>alert(1)</script> & <mark>zorg</mark>", 'Een "zorg" <b>')])
    found = empty_engine.answer(Query("zorg")).hits[0].highlights
    assert found["naam"] == (
        "&lt;script&gt;alert(1)&lt;/script&gt; &amp; &lt;mark&gt;<mark>zorg</mark>&lt;/mark&gt;"
    )
    assert found["samenvatting"] == "Een &quot;<mark>zorg</mark>&quot; &lt;b&gt;"


@pytest.mark.parametrize(
    ("typed", "first"),
    [("wel", "recept"), ("jong", "jongerenwerk"), ("jongeren p", "fonds"), ("eigenkr", "eigen-kracht"),
     ("valpreventei", "valpreventie"), ("kracht", "eigen-kracht")],
)  # fmt: skip
def test_suggestions_begin_with_what_was_typed_or_nearly(engine: Engine, typed: str, first: str) -> None:
    assert engine.suggest(typed, 3)[0] == first


@pytest.mark.parametrize("typed", ["", "   ", "?!", "xyzxyz"])
def test_nothing_is_suggested_for_nothing(engine: Engine, typed: str) -> None:
    assert engine.suggest(typed) == ()


def test_there_are_never_more_suggestions_than_asked(engine: Engine) -> None:
    assert len(engine.suggest("e", 1)) <= 1
    assert engine.suggest("jongeren", 0) == ()


def test_a_put_entry_is_found_and_replaces_the_one_with_its_slug(own_engine: Engine) -> None:
    own_engine.put(document("recept", "Iets over speeltuinen", facets={"methode": ("kba",)}))
    assert own_engine.size == len(COLLECTION)
    assert slugs(own_engine, "speeltuinen") == ("recept",)
    assert slugs(own_engine, "huisarts") == ()
    assert own_engine.answer(Query()).counts["methode"] == {"kba": 1, "mkba": 1, "sroi": 1}


def test_a_dropped_entry_is_gone_and_a_new_one_may_take_its_place(own_engine: Engine) -> None:
    own_engine.drop("schuldhulp", "bestaat-niet")
    assert "schuldhulp" not in own_engine.answer(Query()).slugs
    assert slugs(own_engine, "consulent") == ()
    own_engine.put(document("nieuw", "Nieuwe speeltuin"))
    assert slugs(own_engine, "speeltuin") == ("nieuw",)
    assert own_engine.size == len(COLLECTION)


def test_words_of_a_dropped_entry_are_no_longer_known(own_engine: Engine) -> None:
    own_engine.drop("recept")
    assert own_engine.answer(Query("resept")).correction is None


def test_an_index_without_documents_answers(empty_engine: Engine) -> None:
    answer = empty_engine.answer(Query("iets", {"thema": ("x",)}, year_from=2000))
    assert isinstance(answer, Answer)
    assert (answer.total, answer.hits, answer.nearest, empty_engine.size) == (0, (), (), 0)
    assert empty_engine.suggest("iets") == ()


@pytest.mark.parametrize(
    "text",
    [
        *("\x00", "\ud800", "\t\r\n", "\u202e\u0301", "ﬁ ß İ", "é" * 300, "🙂" * 50),
        *('"', '"""" "', '"a" "b" "c"', "'", "''s", "'" * 400, "-", "\\"),
        *("(((", "a AND OR NOT", "*:*", "naam:x", "/.*/", "1 2 3"),
        *("a" * 10_000, "woord " * 3_000, "schuld" * 2_000),
    ],
)
def test_anything_typed_gives_an_answer(engine: Engine, text: str) -> None:
    answer = engine.answer(Query(text))
    assert answer.total >= len(answer.hits)
    assert isinstance(engine.suggest(text), tuple)
