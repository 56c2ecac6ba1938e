"""Published ratios as a forest plot: one line per ratio, in lists that may stand together."""

from datetime import date

from app.charts import NARROW, WIDE, Chart
from app.ratio_drawing import Axis, Row, Sheet
from app.survey_words import conclusion
from catalogue.money import NBSP, per_euro
from catalogue.survey import PublishedRatio, RatioGroup, RatioKind
from catalogue.wording import basis, span, without_range

FEWEST = 2
"""A single ratio needs no chart: its row in the table says everything."""
WORDS = {
    RatioKind.BENEFITS_PER_EURO: ("Baten", "evenveel baten als kosten"),
    RatioKind.SROI: ("Waarde", "evenveel waarde als inzet"),
}
"""Per kind on an axis: what is counted, and what € 1 means."""


def chart_name(group: RatioGroup) -> str:
    """The name of a group in addresses of pictures and places on the page."""
    return f"verhoudingen-{group.code.replace('_', '-')}"


def ratio_chart(group: RatioGroup, day: date) -> Chart | None:
    """The chart of a group; None where its ratios fit no common axis, or are too few."""
    if not group.may_share_axis or len(group.ratios) < FEWEST:
        return None
    return Chart(
        name=chart_name(group),
        title=f"{group.title}: gepubliceerde verhoudingen",
        spec=_spec(group, WIDE),
        conclusion=conclusion(group),
        source=f"de {len(group.ratios)} onderzoeken die bij de verhoudingen staan. Dit is geen ranglijst: "
        "elk onderzoek rekent anders.",
        day=day,
        narrow=_spec(group, NARROW),
    )


def shape(one: PublishedRatio) -> str:
    """How sure a ratio is, which decides its shape."""
    figure = one.figure
    if figure.has_range:
        return "bandbreedte"
    if figure.mid is not None:
        return "een waarde"
    return "minstens" if figure.low is not None else "hoogstens"


def values(one: PublishedRatio) -> str:
    """The values in words, with what is missing."""
    text = span(one.figure, per_euro)
    return text if shape(one) != "een waarde" else f"{text}, {without_range(one.study, one.figure)}"


def _hand(one: PublishedRatio) -> str:
    return f"{one.figure.first_hand.label}{', betwist' if one.figure.disputed else ''}"


def _spec(group: RatioGroup, width: int) -> Row:
    sheet = Sheet(width)
    for work_type, ratios in group.by_work_type:
        sheet.heading(work_type.label if work_type else "Geen werksoort")
        for one in ratios:
            sheet.line(f"{one.label}: {values(one)}", one.figure, f"{basis(one.study)} {_hand(one)}.")
    what, equal = WORDS[group.kind]
    return sheet.spec(Axis(f"{what} per euro. Het streepje staat bij €{NBSP}1: {equal}."))
