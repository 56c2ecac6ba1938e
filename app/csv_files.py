"""Downloads for spreadsheets: UTF-8 with a mark and semicolons, as Dutch Excel expects."""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from decimal import Decimal

from fastapi import Response

from app.cards import Card
from catalogue.documents import Approach, Result, Study
from catalogue.figures import KnownFigure
from catalogue.reading import main_result
from catalogue.schema import Unknown, known, plain
from catalogue.wording import comparison, gap, outcome

MARK = "\ufeff"
FORMULA = re.compile(r"\s*([=+@＝＋＠]|[-－](?!\d+(,\d+)?\Z))|[\t\r\n]")
APPROACH_FIELDS = ("name", "selection", "summary", "work_types", "themes", "target_groups", "municipalities")
STUDY_FIELDS = ("title", "method", "year", "bureaus", "baseline", "unit")
FIGURES = ("costs", "benefits", "net", "ratio")
PARTS = ("laag", "midden", "hoog")
LAST = ("ratio_definitie", "uitkomst", "bronnen")
STUDY_WIDTH = len(STUDY_FIELDS) + len(FIGURES) * len(PARTS) + len(LAST)


def download(name: str, rows: Iterable[Sequence[object]]) -> Response:
    """A CSV file as an answer."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-cache"}
    return Response(MARK + written(rows), media_type="text/csv; charset=utf-8", headers=headers)


def written(rows: Iterable[Sequence[object]]) -> str:
    """The rows as text."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerows([_cell(value) for value in row] for row in rows)
    return text.getvalue()


def _cell(value: object) -> str:
    """Text of a cell; a text that a spreadsheet would run as a formula gets a quote in front."""
    text = "" if value is None else str(value)
    return f"'{text}" if FORMULA.match(text) else text


def decimal(value: Decimal) -> str:
    """A number as Dutch Excel reads it: to it "1.234" is a thousand and more, and "1.9" no number."""
    return plain(value).replace(".", ",")


def figure_parts(study: Study, figure: KnownFigure | Unknown) -> list[str]:
    """Low, mid and high of a figure, or why one is not there: never an empty cell."""
    if isinstance(figure, Unknown):
        return [figure.reason.value] * len(PARTS)
    values = (figure.low, figure.mid, figure.high)
    return [gap(study, figure).value if value is None else decimal(value) for value in values]


def header(document: type[Approach | Study | Result], *names: str) -> list[str]:
    """Dutch names of document fields."""
    return [document.model_fields[name].alias or name for name in names]


def approach_rows(cards: Iterable[Card]) -> Iterable[Sequence[object]]:
    """A row per approach with the outcome of the study its card speaks of."""
    figures = [f"{name}_{part}" for name in header(Result, *FIGURES) for part in PARTS]
    yield [
        "slug",
        "versie",
        *header(Approach, *APPROACH_FIELDS),
        "aantal_onderzoeken",
        *(f"onderzoek_{name}" for name in header(Study, *STUDY_FIELDS)),
        *figures,
        *LAST,
    ]
    for card in cards:
        approach = card.approach
        yield [
            card.slug, card.version.number,
            approach.name, approach.selection.value, approach.summary,
            _codes(approach.work_types), _codes(approach.themes), _codes(approach.target_groups),
            ", ".join(card.places),
            len(approach.studies),
            *_study_cells(card.study),
        ]  # fmt: skip


def _codes(terms: Iterable[str]) -> str:
    return ", ".join(str(term) for term in terms)


def _study_cells(study: Study | None) -> list[object]:
    if study is None:
        return [""] * STUDY_WIDTH
    result = main_result(study)
    cells: list[object] = [
        _text(study.title),
        study.method.value,
        _text(study.year),
        ", ".join(study.bureaus),
    ]
    cells += [comparison(study), study.unit.value]
    for name in FIGURES:
        cells += _figure_cells(getattr(result, name) if result else None)
    definition = result.ratio_definition.value if result else ""
    return [
        *cells,
        definition,
        outcome(study),
        " ".join(source.url or source.title for source in study.sources),
    ]


def _figure_cells(figure: object) -> list[str]:
    """Low, mid and high; an unknown figure says its reason in the middle."""
    if isinstance(figure, KnownFigure):
        return ["" if value is None else decimal(value) for value in (figure.low, figure.mid, figure.high)]
    return ["", figure.reason.value if isinstance(figure, Unknown) else "", ""]


def _text(fact: object) -> object:
    return fact.reason.value if isinstance(fact, Unknown) else known(fact)
