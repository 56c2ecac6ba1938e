"""What can happen to a fact between two versions."""

from catalogue.terms_base import Term


class ChangeKind(
    Term,
    dutch_name="wijzigingen",
    title="Soorten wijzigingen",
    about="Wat er met een gegeven is gebeurd.",
):
    """What happened to a fact."""

    ADDED = "toegevoegd", "Toegevoegd", "Dit stond er eerst niet."
    REMOVED = "verwijderd", "Verwijderd", "Dit staat er niet meer."
    CHANGED = "gewijzigd", "Gewijzigd", "Dit is anders dan eerst."
