"""The routes: one module per part of the site."""

from app.routes import (
    charts,
    compare,
    entries,
    entry,
    machine,
    missed,
    own_numbers,
    registers,
    review,
    settings_pages,
    start,
    status,
    suggestions,
    survey,
    texts,
    topics,
    versions,
)
from catalogue.kinds import Kind

ALL = (
    start.router,
    entries.router,
    entry.router,
    own_numbers.router,
    versions.versions_of(Kind.APPROACH, "/aanpakken"),
    versions.versions_of(Kind.BACKGROUND, "/achtergrond"),
    charts.charts_of(Kind.APPROACH, "/aanpakken"),
    charts.charts_of(Kind.BACKGROUND, "/achtergrond"),
    topics.router,
    suggestions.router,
    missed.router,
    compare.router,
    registers.router,
    review.router,
    survey.router,
    texts.router,
    machine.router,
    status.router,
    settings_pages.router,
)
