"""What the pages about reading files show: the finding put in the order in which people decide."""

from collections.abc import Mapping
from typing import Any

from catalogue.editing import batches
from catalogue.editing.sheets_plan import Outcome
from catalogue.tables_desk import ImportBatch
from catalogue.terms_workflow import ImportState

MOST_FAULTS = 200
MOST_TICKS = 500
"""With more entries than this there is one choice: all or nothing. A form takes so many fields."""
_BUSY = {ImportState.READING, ImportState.SAVING}


def shown(batch: ImportBatch) -> dict[str, Any]:
    """The context of the page of one file."""
    found = {"blocked": False, "outdated": False, "message": "", **batches.report_of(batch)}
    entries = {outcome: _of(found, outcome) for outcome in Outcome}
    takeable = [*entries[Outcome.NEW], *entries[Outcome.CHANGED]]
    faults = found.get("faults", [])
    return {
        "bestand": batch,
        "bezig": batch.state in _BUSY,
        "bevinding": found,
        "groepen": {outcome.value: found_ for outcome, found_ in entries.items()},
        "te_kiezen": takeable,
        "alles_of_niets": len(takeable) > MOST_TICKS,
        "fouten": faults[:MOST_FAULTS],
        "meer_fouten": max(0, len(faults) - MOST_FAULTS),
        "gemaakt": _made(found),
        "mag_bevestigen": batch.state is ImportState.READ and bool(takeable) and not found.get("blocked"),
    }


def _of(found: Mapping[str, Any], outcome: Outcome) -> list[dict[str, Any]]:
    return [entry for entry in found.get("entries", ()) if entry["outcome"] == outcome.value]


def _made(found: Mapping[str, Any]) -> list[tuple[str, int, str]]:
    """Name, concept and outcome of what was made."""
    by_slug = {entry["slug"]: entry for entry in found.get("entries", ())}
    return [
        (by_slug[slug]["name"], concept_id, by_slug[slug]["outcome"])
        for slug, concept_id in found.get("made", {}).items()
    ]
