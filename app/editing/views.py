"""Fields as a template shows them: what stands in each box, the choices, and what is said about it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from app.editing.checks import Check
from app.editing.fields import FormField, Widget, fields_of, figure_fields
from app.editing.layout import ASKED, Group, groups
from app.editing.reading import AMOUNTS, Context
from app.editing.saving import Clash, fingerprint, shown
from app.editing.typed import Typed, typed
from catalogue.editing.paths import ABSENT
from catalogue.editing.plain_language import Advice, advise
from catalogue.schema import Document
from catalogue.vocabulary import Term, UnknownReason


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to choose, with what it means."""

    code: str
    label: str
    explanation: str = ""


REASONS = tuple(Choice(term.value, term.label, term.explanation) for term in UnknownReason)


@dataclass(frozen=True)
class ClashView:
    """Two texts of one field, side by side."""

    theirs: str
    mine: str
    shown_name: str
    shown: str


@dataclass(frozen=True)
class Shown:
    """What a whole form shows: the typed texts, what was wrong, what is asked, what may be referred to."""

    typed: Typed
    context: Context = field(default_factory=Context)
    faults: Mapping[str, str] = field(default_factory=dict)
    checks: Mapping[str, list[Check]] = field(default_factory=dict)
    clashes: Mapping[str, Clash] = field(default_factory=dict)


@dataclass(frozen=True)
class FieldView:
    """One field on the page."""

    field: FormField
    form: Shown
    is_inner: bool = False

    @property
    def name(self) -> str:
        """The name of the box."""
        return self.field.name

    @property
    def id(self) -> str:
        """The id of the box, where links to the field lead."""
        return f"v-{self.field.name}"

    @property
    def label(self) -> str:
        """The label from the schema."""
        return self.field.shape.label

    @property
    def hint(self) -> str:
        """The explanation from the schema."""
        return self.field.shape.explanation

    @property
    def widget(self) -> str:
        """By what means it is filled in."""
        return self.field.widget.value

    @property
    def may_stay_empty(self) -> bool:
        """Whether nothing at all needs to be said."""
        shape = self.field.shape
        return not shape.required and not shape.may_be_unknown and shape.dutch not in ASKED

    def one(self, sub: str = "") -> str:
        """The text in a box."""
        found = self.form.typed.get(self.field.sub(sub) if sub else self.name)
        return found[0] if found else ""

    @property
    def many(self) -> list[str]:
        """The ticked codes."""
        return self.form.typed.get(self.name, [])

    @property
    def fault(self) -> str:
        """What could not be read in the box itself, or about its reason."""
        faults = self.form.faults
        return faults.get(self.name, "") or faults.get(self.field.reason_name, "")

    @property
    def checks(self) -> list[Check]:
        """What publication asks of the field."""
        return [] if self.is_inner else self.form.checks.get(self.field.shape.dutch, [])

    @property
    def is_filled(self) -> bool:
        """Whether anything stands in it that is not the plain admission that nobody read it yet."""
        for name, texts in self.form.typed.items():
            if self.field.owns(name) and any(texts):
                is_bare = name == self.field.reason_name and texts == [UnknownReason.NOT_ADOPTED.value]
                if not is_bare and texts != ["onbekend"]:
                    return True
        return False

    @property
    def is_asked(self) -> bool:
        """Whether somebody has to look at it now."""
        faulty = any(self.field.owns(name) for name in self.form.faults)
        return faulty or bool(self.checks) or self.field.shape.dutch in self.form.clashes

    @cached_property
    def choices(self) -> tuple[Choice, ...]:
        """What can be chosen; what is chosen already is always among it."""
        known = tuple(self._known())
        codes = {choice.code for choice in known}
        return (*known, *(Choice(code, code) for code in self.many if code and code not in codes))

    def _known(self) -> Iterable[Choice]:
        if self.field.widget is Widget.SOURCES:
            return (Choice(id, name) for id, name in self.form.context.sources)
        if self.field.widget is Widget.UNIT_COST:
            return (Choice(id, name) for id, name in self.form.context.unit_costs)
        return (_choice(term) for term in self.field.shape.type)

    @property
    def reasons(self) -> tuple[Choice, ...]:
        """Why a fact may be unknown."""
        return REASONS

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """The choices as code and label."""
        return [(choice.code, choice.label) for choice in self.choices]

    @property
    def explained(self) -> tuple[Choice, ...]:
        """The choices that have an explanation."""
        return tuple(choice for choice in self.choices if choice.explanation)

    @property
    def clash(self) -> ClashView | None:
        """The two texts, when two people changed this field."""
        found = None if self.is_inner else self.form.clashes.get(self.field.shape.dutch)
        if found is None:
            return None
        theirs = in_words(self.field, found.theirs, self.form.context)
        mine = in_words(self.field, found.mine, self.form.context)
        return ClashView(theirs, mine, shown(self.field), fingerprint(found.theirs))

    @cached_property
    def inner(self) -> dict[str, "FieldView"]:
        """The facts inside a figure or a part, by Dutch name."""
        if self.field.widget is Widget.FIGURE:
            found = figure_fields(self.name)
        else:
            found = {each.shape.dutch: each for each in fields_of(self.field.shape.type, self.name)}
        return {name: FieldView(each, self.form, is_inner=True) for name, each in found.items()}

    @property
    def lacks_source(self) -> bool:
        """Whether a figure has an amount without all that says where it was read, or something is asked."""
        inner = self.inner
        has_amount = any(inner[name].one() for name in AMOUNTS)
        return self.is_asked or (has_amount and not (inner["bronnen"].many and inner["gelezen"].one()))

    @property
    def source_words(self) -> str:
        """Where a figure was read, in a few words."""
        inner = self.inner
        count = len(inner["bronnen"].many)
        words = [f"{count} {'bron' if count == 1 else 'bronnen'}"] if count else []
        read = next(
            (each.label for each in inner["gelezen"].choices if each.code == inner["gelezen"].one()), ""
        )
        return ", ".join(filter(None, [*words, read.lower(), inner["vindplaats"].one()]))

    @property
    def rows(self) -> list[list["FieldView"]]:
        """The rows that are filled in, and an empty one."""
        start = len(self.name) + 1
        owned = [name[start:] for name in self.form.typed if name.startswith(f"{self.name}.")]
        used = {int(number) for name in owned if (number := name.split(".")[0]).isdigit()}
        return [
            [
                FieldView(each, self.form, is_inner=True)
                for each in fields_of(self.field.shape.type, self.field.sub(str(number)))
            ]
            for number in range(max(used, default=-1) + 2)
        ]

    @property
    def advice(self) -> tuple[Advice, ...]:
        """How the text could be easier to read."""
        return advise(self.one()) if self.field.widget is Widget.PROSE else ()


@dataclass(frozen=True)
class GroupView:
    """A group of fields."""

    group: Group
    fields: tuple[FieldView, ...]

    @property
    def is_open(self) -> bool:
        """Whether it is shown unfolded."""
        return any(field.is_filled or field.is_asked for field in self.fields)


def group_views(model: type[Document], form: Shown) -> list[GroupView]:
    """The groups of a class with their fields."""
    by_name = {each.shape.dutch: FieldView(each, form) for each in fields_of(model)}
    found = []
    for group in groups(model):
        views = tuple(by_name[name] for name in group.names if name in by_name)
        if views:
            found.append(GroupView(group, views))
    return found


def typed_part(fields: Iterable[FormField], part: Mapping[str, object]) -> Typed:
    """What the boxes of a whole form show for a part."""
    found: Typed = {}
    for each in fields:
        found |= typed(each, part.get(each.shape.dutch, ABSENT))
    return found


def in_words(field: FormField, value: object, context: Context) -> str:
    """A value as the boxes show it, with labels for codes: to lay two texts side by side."""
    names = {choice.code: choice.label for choice in REASONS} | dict(context.sources)
    if field.widget in {Widget.TICKS, Widget.RADIOS, Widget.SELECT}:
        names |= {choice.code: choice.label for choice in map(_choice, field.shape.type)}
    found = typed(field, value)
    lines = []
    for name, texts in found.items():
        inside = name[len(field.name) + 1 :]
        words = ", ".join(names.get(text, text) for text in texts)
        lines.append(f"{inside}: {words}" if inside else words)
    return "\n".join(lines) or "(leeg)"


def _choice(term: object) -> Choice:
    if isinstance(term, Term):
        return Choice(term.value, term.label, term.explanation)
    return Choice(str(term), str(term).capitalize())
