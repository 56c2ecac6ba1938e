"""What has to change for one entry of a file; decided before anything is written.

Three ways: what the file says now, what it said when it was loaded last, and what the site holds.
What did not change in the file is left as editors made it on the site.
"""

import json
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from catalogue import validation
from catalogue.canonical import canonical, content_hash, essence, same
from catalogue.kpis import Kpi
from catalogue.loadreport import Line, Outcome, sentences
from catalogue.present import Present
from catalogue.seedfile import SeedConcept, SeedEntry, SeedRevision
from catalogue.tables import Concept, Entry
from catalogue.unit_costs import UnitCost
from catalogue.vocabulary import EntryState

_NEWER = (
    "Op de site staat een nieuwere tekst; die is gebleven, want deze tekst in het bestand is niet veranderd."
)
_REPLACED = "Op de site stond een andere tekst dan het bestand kende. Die staat nu bij de eerdere versies."
_OTHER_CONCEPT = "Op de site staat al een ander concept; dat is gebleven."
_STAYS_PUBLIC = "Deze pagina is op de site al openbaar en blijft dat. De tekst is daar nu een concept."


@dataclass(frozen=True, slots=True)
class Plan:
    """The changes for one entry. `entry` is None for a new one; what is empty or None stays as it is."""

    seed: SeedEntry
    line: Line
    entry: Entry | None = None
    slug: str | None = None
    new_slugs: tuple[str, ...] = ()
    state: tuple[EntryState, str | None] | None = None
    revisions: tuple[SeedRevision, ...] = ()
    first_number: int = 1
    """The number of the first of `revisions`."""
    concept: SeedConcept | None = None
    base: int | None = None
    """The row of the version the concept starts from, where the site has it already."""
    done_concept: Concept | None = None
    """The concept that is published by this load, so that nothing is left to work on."""

    @property
    def is_visible(self) -> bool:
        """Whether visitors see something change."""
        return bool(self.revisions or self.state or self.slug)


def plan(seed: SeedEntry, present: Present, municipalities: Collection[str] | None) -> Plan:
    """What has to happen for one entry. A refused plan has reasons in its line."""
    slugs = (seed.slug, *seed.former_slugs)
    owners = _owners(seed, slugs, present)
    entry = next(iter(owners.values()), None)
    if len(owners) > 1 or (entry is not None and entry.kind != seed.kind):
        taken = ", ".join(slug for slug in slugs if slug in present.owners)
        return refused(seed, f"Deze slugs horen op de site al bij een andere pagina: {taken}.")
    new = _changed_aspects(seed, entry)
    reasons = _refusals(seed, municipalities) if new & {"tekst", "stand"} else ()
    if reasons:
        return refused(seed, *reasons)
    if entry is None:
        return Plan(
            seed,
            Line(seed.kind, seed.slug, Outcome.ADDED),
            slug=seed.slug,
            new_slugs=slugs,
            state=(seed.state, seed.state_reason),
            revisions=seed.revisions,
            concept=seed.concept,
        )
    return _changes(seed, entry, present, new)


def _owners(seed: SeedEntry, slugs: Collection[str], present: Present) -> dict[int, Entry]:
    """The entries of the site that this one could be. A row is known by its own id, also at another slug."""
    found = [present.owners[slug] for slug in slugs if slug in present.owners]
    if seed.revisions:
        document = seed.revisions[-1].document
        if isinstance(document, UnitCost | Kpi) and (seed.kind, document.id) in present.rows:
            found.append(present.rows[seed.kind, document.id])
    return {entry.id: entry for entry in found}


def refused(seed: SeedEntry, *reasons: str) -> Plan:
    """A plan that keeps the file from being loaded."""
    return Plan(seed, Line(seed.kind, seed.slug, Outcome.REFUSED, reasons))


def aspects(seed: SeedEntry) -> dict[str, Any]:
    """What a file says about an entry, in parts that can change apart from each other.

    Texts stand as a hash of their essence, so that a new field in the format is no change.
    """
    return {
        "slug": seed.slug,
        "stand": [seed.state.value, seed.state_reason],
        "tekst": [content_hash(essence(revision.document)) for revision in seed.revisions],
        "concept": content_hash(seed.concept.essence) if seed.concept else None,
    }


def _changed_aspects(seed: SeedEntry, entry: Entry | None) -> set[str]:
    loaded = json.loads(entry.loaded) if entry is not None and entry.loaded else {}
    return {name for name, said in aspects(seed).items() if name not in loaded or loaded[name] != said}


def _changes(seed: SeedEntry, entry: Entry, present: Present, new: set[str]) -> Plan:
    """The difference between the file and an entry that exists."""
    stored = present.history.get(entry.id, ())
    known = present.slugs[entry.id]
    revisions = _missing_revisions(seed, entry, present) if "tekst" in new else ()
    concept, notices = _concept_change(seed, entry, present) if "concept" in new else (None, ())
    state = _state_change(seed, entry) if "stand" in new or (revisions and not stored) else None
    if seed.state is EntryState.CONCEPT and entry.live_revision_id and concept:
        notices += (_STAYS_PUBLIC,)
    if not revisions and _is_newer_on_site(seed, entry, present):
        notices += (_NEWER,)
    if revisions and _is_unknown_to_file(seed, entry, present):
        notices += (_REPLACED,)
    slug = seed.slug if "slug" in new and seed.slug != entry.slug else None
    new_slugs = tuple(slug for slug in (seed.slug, *seed.former_slugs) if slug not in known)
    changed = bool(slug or new_slugs or revisions or state or concept)
    return Plan(
        seed,
        Line(seed.kind, seed.slug, Outcome.CHANGED if changed else Outcome.UNCHANGED, notices=notices),
        entry,
        slug=slug,
        new_slugs=new_slugs,
        state=state,
        revisions=revisions,
        first_number=len(stored) + 1,
        concept=concept,
        base=_stored_base(seed, entry, present),
        done_concept=_done_concept(seed, entry, present) if revisions else None,
    )


def _missing_revisions(seed: SeedEntry, entry: Entry, present: Present) -> tuple[SeedRevision, ...]:
    """The versions of the file that follow on those of the site; else only the last, when it differs."""
    if not seed.revisions:
        return ()
    stored = tuple(text_hash for _, text_hash in present.history.get(entry.id, ()))
    given = _hashes(seed)
    if given[: len(stored)] == stored:
        return seed.revisions[len(stored) :]
    live, last = present.lives[entry.id], seed.revisions[-1]
    return () if same(live.document, seed.kind, last.document, live.format) else (last,)


def _state_change(seed: SeedEntry, entry: Entry) -> tuple[EntryState, str | None] | None:
    """The state to give. What visitors can see does not become a concept again."""
    if seed.state is EntryState.CONCEPT or (entry.state, entry.state_reason) == (
        seed.state,
        seed.state_reason,
    ):
        return None
    return seed.state, seed.state_reason


def _concept_change(
    seed: SeedEntry, entry: Entry, present: Present
) -> tuple[SeedConcept | None, tuple[str, ...]]:
    """The concept to add. One that is on the site is an editor's work and stays."""
    concept = present.concepts.get(entry.id)
    if seed.concept is None or concept is None:
        return seed.concept, ()
    is_same = seed.concept.is_in(seed.kind, concept.document, concept.format)
    return None, () if is_same else (_OTHER_CONCEPT,)


def _done_concept(seed: SeedEntry, entry: Entry, present: Present) -> Concept | None:
    concept, last = present.concepts.get(entry.id), seed.revisions[-1]
    is_published = concept and same(concept.document, seed.kind, last.document, concept.format)
    return concept if is_published else None


def _stored_base(seed: SeedEntry, entry: Entry, present: Present) -> int | None:
    """The stored version with the text that the concept in the file starts from."""
    if seed.concept is None or seed.concept.base is None:
        return None
    wanted = _hashes(seed)[seed.concept.base - 1]
    found = [key for key, text_hash in present.history.get(entry.id, ()) if text_hash == wanted]
    return found[-1] if found else None


def _is_newer_on_site(seed: SeedEntry, entry: Entry, present: Present) -> bool:
    live = present.lives.get(entry.id)
    if live is None or not seed.revisions:
        return False
    return not same(live.document, seed.kind, seed.revisions[-1].document, live.format)


def _is_unknown_to_file(seed: SeedEntry, entry: Entry, present: Present) -> bool:
    """Whether the live text is neither in the file nor what was loaded from it before."""
    live = present.lives.get(entry.id)
    if live is None or live.content_hash in _hashes(seed):
        return False
    loaded = json.loads(entry.loaded)["tekst"] if entry.loaded else []
    return present.essence_hash(live) not in loaded


def _hashes(seed: SeedEntry) -> tuple[str, ...]:
    return tuple(content_hash(canonical(revision.document)) for revision in seed.revisions)


def _refusals(seed: SeedEntry, municipalities: Collection[str] | None) -> tuple[str, ...]:
    """Why the live text may not be published. Earlier, withdrawn and unfinished texts are not judged."""
    if seed.state not in {EntryState.PUBLISHED, EntryState.ARCHIVED}:
        return ()
    found = validation.problems(seed.revisions[-1].document, municipalities)
    return sentences(validation.refusals(found))
