"""Wording the terms of the closed lists: rows, and who may change them."""

from datetime import datetime

from sqlmodel import Session, select

from catalogue.actions import bump
from catalogue.editing.actor import Actor
from catalogue.editing.errors import EditRefused
from catalogue.editing.rights import Right
from catalogue.editing.trail import Action, record
from catalogue.tables_desk import TermText
from catalogue.term_texts import ORIGINAL, TERMS, Key, Words, fault


def words(db: Session) -> dict[Key, Words]:
    """The words that administrators gave; all other terms have those of the program."""
    return {
        Key(row.vocabulary, row.code): Words(row.label, row.explanation) for row in db.exec(select(TermText))
    }


def change(db: Session, key: Key, new: Words, actor: Actor, at: datetime) -> bool:
    """Word a term anew; False when it says that already. Every page follows. Raises EditRefused."""
    if not actor.may(Right.SETTINGS):
        raise EditRefused(f"Hiervoor hebt u het recht ‘{Right.SETTINGS.value}’ nodig.")
    new = Words(" ".join(new.label.split()), " ".join(new.explanation.split()))
    why = fault(key, new)
    if why:
        raise EditRefused(why)
    row = db.get(TermText, (key.vocabulary, key.code))
    old = Words(row.label, row.explanation) if row else ORIGINAL[key]
    if new == old:
        return False
    if new == ORIGINAL[key] and row is not None:
        db.delete(row)
    else:
        db.merge(TermText(**key._asdict(), **new._asdict(), changed_at=at))
    db.flush()
    bump(db)
    record(
        db,
        Action.SETTING_CHANGED,
        actor,
        at,
        right=Right.SETTINGS,
        subject=f"{type(TERMS[key]).title}: {ORIGINAL[key].label}",
        details={"van": list(old), "naar": list(new)},
    )
    return True
