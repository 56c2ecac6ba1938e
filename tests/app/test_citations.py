"""Citations, sign for sign."""

from datetime import date
from itertools import accumulate

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.citations import Citation

NAMES = st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cc"]), min_size=1, max_size=30)


def citation(name: str = "Jongerenwerk in de wijk", site: str = "Sociaal Werk Nederland") -> Citation:
    return Citation(
        name=name, slug="jongerenwerk", number=3, published=date(2026, 3, 1), site=site,
        url="https://mkba.example.org/aanpakken/jongerenwerk/versies/3",
    )  # fmt: skip


def test_the_apa_line_names_site_year_name_version_day_and_address() -> None:
    assert citation().apa == (
        "Sociaal Werk Nederland. (2026). Jongerenwerk in de wijk (versie 3, 1 maart 2026). "
        "https://mkba.example.org/aanpakken/jongerenwerk/versies/3"
    )


def test_the_bibtex_entry_is_exact() -> None:
    assert citation().bibtex == (
        "@misc{jongerenwerk-v3,\n"
        "  author = {{Sociaal Werk Nederland}},\n"
        "  title = {{Jongerenwerk in de wijk}},\n"
        "  year = {2026},\n"
        "  month = {3},\n"
        "  version = {3},\n"
        "  url = {https://mkba.example.org/aanpakken/jongerenwerk/versies/3},\n"
        "  note = {Versie 3, 1 maart 2026}\n"
        "}\n"
    )


def test_the_ris_record_is_exact() -> None:
    assert citation().ris == (
        "TY  - ELEC\r\n"
        "AU  - Sociaal Werk Nederland\r\n"
        "TI  - Jongerenwerk in de wijk\r\n"
        "PY  - 2026\r\n"
        "DA  - 2026/03/01\r\n"
        "ET  - versie 3\r\n"
        "UR  - https://mkba.example.org/aanpakken/jongerenwerk/versies/3\r\n"
        "LA  - nl\r\n"
        "ER  - \r\n"
    )


@pytest.mark.parametrize(
    ("name", "tex"),
    [
        ("Jongeren & ouders", r"Jongeren \& ouders"),
        ("50% minder schuld", r"50\% minder schuld"),
        ("Wijk_team #1 voor $5", r"Wijk\_team \#1 voor \$5"),
        ("}, {", r"\textbraceright{}, \textbraceleft{}"),
        ("a\\b", r"a\textbackslash{}b"),
        ("a~b^c", r"a\textasciitilde{}b\textasciicircum{}c"),
        ("Café ’t Hoekje", "Café ’t Hoekje"),
    ],
)
def test_what_tex_takes_for_a_command_is_escaped(name: str, tex: str) -> None:
    assert f"  title = {{{{{tex}}}}},\n" in citation(name).bibtex


@settings(max_examples=60)
@given(NAMES)
def test_no_name_ends_a_field_of_the_entry(name: str) -> None:
    text = citation(name).bibtex
    depths = list(accumulate({"{": 1, "}": -1}.get(sign, 0) for sign in text))
    assert min(depths) == depths[-1] == 0
    fields = [start for start, sign in enumerate(text) if sign == "," and depths[start] == 1]
    assert len(fields) == 7


@pytest.mark.parametrize(
    "name", ["Een\r\nER  - \r\nTY  - BOOK", "Een\nUR  - https://kwaad.example", "a\x0bb\u2028c"]
)
def test_no_name_can_add_a_line_to_a_ris_record(name: str) -> None:
    lines = citation(name).ris.splitlines()
    assert [line[:6] for line in lines] == [
        f"{tag}  - " for tag in ("TY", "AU", "TI", "PY", "DA", "ET", "UR", "LA", "ER")
    ]


@pytest.mark.parametrize("kind", ["apa", "bibtex", "ris"])
def test_a_citation_is_of_the_day_in_the_netherlands_and_never_of_today(kind: str) -> None:
    assert getattr(citation(), kind) == getattr(citation(), kind)
    assert "2026" in getattr(citation(), kind)
