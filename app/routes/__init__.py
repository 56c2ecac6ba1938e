"""The routes: one module per part of the site."""

from app.routes import (
    charts,
    entries,
    entry,
    machine,
    missed,
    registers,
    start,
    status,
    suggestions,
    texts,
    topics,
    versions,
)
from catalogue.kinds import Kind

ALL = (
    start.router,
    entries.router,
    entry.router,
    versions.versions_of(Kind.APPROACH, "/aanpakken"),
    versions.versions_of(Kind.BACKGROUND, "/achtergrond"),
    charts.charts_of(Kind.APPROACH, "/aanpakken"),
    charts.charts_of(Kind.BACKGROUND, "/achtergrond"),
    topics.router,
    suggestions.router,
    missed.router,
    registers.router,
    texts.router,
    machine.router,
    status.router,
)
