"""The routes: one module per part of the site."""

from app.routes import entries, entry, machine, registers, start, suggestions, texts, topics

ALL = (
    start.router,
    entries.router,
    entry.router,
    topics.router,
    suggestions.router,
    registers.router,
    texts.router,
    machine.router,
)
