"""A thousand random sequences of editorial work: no published version ever changes, and no work is lost."""

import random
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import Session, select

from catalogue import actions
from catalogue.canonical import content_hash
from catalogue.editing import catching_up, concepts, transitions, working
from catalogue.editing.workflow import Asked, Step
from catalogue.errors import ActionRefused
from catalogue.tables import Concept, Entry, Revision
from catalogue.terms_editorial import EntryState
from catalogue.terms_workflow import WorkState
from tests.concepts import AT, Desk, make_desk, make_published

SEQUENCES, STEPS = 250, 10
FIELDS = ("samenvatting", "wat_houdt_het_in", "voor_wie", "hoe_werkt_het", "wat_is_nodig")


class Work:
    """One page, and people who do things to it at random."""

    def __init__(self, db: Session, desk: Desk, number: int) -> None:
        self.db, self.desk, self.chance = db, desk, random.Random(number)
        self.at, self.words = AT, 0
        self.entry = make_published(db, f"aanpak-{number}")
        self.seen: dict[int, tuple[int, str, str]] = {}
        self.published: list[str] = []

    def concept(self, *, is_quick: bool) -> Concept | None:
        return actions.concept_of(self.db, self.entry, is_quick=is_quick)

    def any_concept(self) -> Concept | None:
        both = (self.concept(is_quick=is_quick) for is_quick in (False, True))
        there = [one for one in both if one is not None]
        return self.chance.choice(there) if there else None

    # --- what people do ---------------------------------------------------------------------------------

    def edit(self) -> None:
        is_quick = self.chance.random() < 0.4
        concept = concepts.open_on(self.db, self.entry, self.desk.writer, self.at, is_quick=is_quick)
        self.words += 1
        field = self.chance.choice(FIELDS)
        words = " ".join([f"tekst{self.words}"] * 25)
        text = {**concepts.text_of(concept), field: words}
        concepts.save(self.db, concept, text, self.desk.writer, self.at, place=field)
        concepts.set_note(self.db, concept, f"Wijziging {self.words}.", self.desk.writer, self.at)

    def undo(self) -> None:
        if concept := self.any_concept():
            concepts.undo(self.db, concept, self.desk.writer, self.at)

    def restore(self) -> None:
        concept = self.concept(is_quick=False)
        if concept is None:
            return
        rows = self.db.exec(select(Revision).where(Revision.entry_id == self.entry.id)).all()
        chosen = self.chance.choice(rows)
        before = concept.document
        source = f"versie {chosen.number}"
        if concepts.restore(self.db, concept, chosen.document, self.desk.writer, self.at, source=source):
            assert before in self._kept(concept)

    def step(self) -> None:
        if concept := self.any_concept():
            step = self.chance.choice(
                [
                    Step.SUBMIT,
                    Step.SUBMIT,
                    Step.APPROVE,
                    Step.APPROVE,
                    Step.RETURN,
                    Step.TAKE_BACK,
                    Step.DISCARD,
                ]
            )
            actor = self.desk.judge if step in {Step.APPROVE, Step.RETURN} else self.desk.writer
            transitions.take(self.db, concept, actor, step, Asked(self.at, "Daarom."))

    def publish(self) -> None:
        concept = self.any_concept()
        if concept is None:
            return
        if concept.state in {WorkState.CONCEPT, WorkState.RETURNED}:
            transitions.take(self.db, concept, self.desk.writer, Step.SUBMIT, Asked(self.at))
        if concept.state is WorkState.IN_REVIEW:
            transitions.take(self.db, concept, self.desk.judge, Step.APPROVE, Asked(self.at))
        beside = self.concept(is_quick=not concept.is_quick)
        sides = self._sides(beside, concept) if beside else None
        if self.chance.random() < 0.3:
            asked = Asked(self.at, "", self.at + timedelta(hours=1))
            transitions.take(self.db, concept, self.desk.chief, Step.PLAN, asked)
            transitions.publish_planned(self.db, concept.id, self.at + timedelta(hours=2))
        else:
            transitions.take(self.db, concept, self.desk.chief, Step.PUBLISH, Asked(self.at))
        if sides and (still := self.concept(is_quick=not concept.is_quick)):
            self._check_merge(still, *sides)

    def retire(self) -> None:
        step = self.chance.choice([Step.WITHDRAW, Step.ARCHIVE])
        transitions.take_on_entry(self.db, self.entry, self.desk.chief, step, Asked(self.at, "Daarom."))

    def choose(self) -> None:
        concept = self.any_concept()
        if concept and (conflicts := catching_up.conflicts_of(concept)):
            choices: tuple[catching_up.Choice, ...] = ("onze", "hunne", "basis", "zelf")
            path, choice = self.chance.choice(conflicts).path, self.chance.choice(choices)
            assert catching_up.choose(self.db, concept, path, choice, self.desk.writer, self.at)

    # --- what must hold ---------------------------------------------------------------------------------

    def _kept(self, concept: Concept) -> list[str]:
        return [draft.document for draft in concepts.named_versions(self.db, concept)]

    def _sides(self, waiting: Concept, published: Concept) -> tuple[dict[str, Any], ...]:
        base = self.db.get_one(Revision, waiting.base_revision_id)
        return tuple(map(working.read, (base.document, waiting.document, published.document)))

    def _check_merge(
        self, concept: Concept, base: dict[str, Any], ours: dict[str, Any], theirs: dict[str, Any]
    ) -> None:
        text, clashes = concepts.text_of(concept), {one.path for one in catching_up.conflicts_of(concept)}
        for field in FIELDS:
            if ours[field] == base[field]:
                assert text[field] == theirs[field]
            elif theirs[field] in (base[field], ours[field]):
                assert text[field] == ours[field]
            else:
                assert (text[field], field in clashes) == (ours[field], True)
        # What stood there is still to be found: here, as a version of the site, or under a name.
        assert working.write(ours) in {concept.document, working.write(base), *self._kept(concept)}

    def check(self) -> None:
        """Every version that ever was is there, byte for byte; numbers go up by one."""
        rows = self.db.execute(
            select(Revision.id, Revision.number, Revision.document, Revision.content_hash).where(
                Revision.entry_id == self.entry.id
            )
        ).all()
        now = {row.id: (row.number, row.document, row.content_hash) for row in rows}
        assert self.seen.items() <= now.items()
        assert sorted(number for number, _, _ in now.values()) == list(range(1, len(now) + 1))
        assert all(content_hash(text) == digest for _, text, digest in now.values())
        assert self.entry.live_revision_id in now
        assert self.entry.state in {EntryState.PUBLISHED, EntryState.ARCHIVED, EntryState.WITHDRAWN}
        self.seen = now


@pytest.mark.slow
@pytest.mark.parametrize("part", range(4))
def test_whatever_people_do_every_published_version_stays_as_it_was(db: Session, part: int) -> None:
    # A thousand on the one, a hundred on the other: what is random here does not depend on the database.
    many = SEQUENCES if db.get_bind().dialect.name == "sqlite" else SEQUENCES // 10
    desk, taken, versions = make_desk(db), 0, 0
    for number in range(part * SEQUENCES, part * SEQUENCES + many):
        work = Work(db, desk, number)
        doings: tuple[Callable[[], None], ...] = (
            *(work.edit,) * 4,
            *(work.publish,) * 4,
            *(work.step,) * 3,
            work.undo,
            work.restore,
            work.retire,
            work.choose,
            work.choose,
        )
        for _ in range(STEPS):
            work.at += timedelta(minutes=3)
            try:
                work.chance.choice(doings)()
                taken += 1
            except ActionRefused:
                pass  # a refusal is an answer; that it changes nothing is checked below as well
            work.check()
        versions += len(work.seen)
        db.expunge_all()
    # The chances above are such that much gets done; a test that does nothing would prove nothing.
    assert taken > many * STEPS // 2
    assert versions > 3 * many // 2
    assert db.exec(select(Entry.id)).all()
