"""Rules of filterableAttributes: plain names, and (since 1.14) patterns with what they allow."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from tests.meili.errors import Refused

COMPARISONS = frozenset({"<", "<=", ">", ">=", "TO"})
EQUALITIES = frozenset({"=", "!=", "IN"})


@dataclass(frozen=True)
class Rule:
    patterns: tuple[str, ...]
    equality: bool = True
    comparison: bool = True

    @property
    def filterable(self) -> bool:
        return self.equality or self.comparison

    def covers(self, name: str) -> bool:
        return any(matches(pattern, name) for pattern in self.patterns)

    def check(self, operator: str, name: str) -> None:
        """Raises Refused when the rule does not allow the operator."""
        allowed = self.comparison if operator in COMPARISONS else self.equality or operator not in EQUALITIES
        if not allowed:
            message = f"Filter operator `{operator}` is not allowed for the attribute `{name}`."
            raise Refused("invalid_search_filter", message)


def matches(pattern: str, name: str) -> bool:
    """A pattern covers its own name, everything below it, and what its star stands for at either end."""
    if pattern.startswith("*"):
        return name.endswith(pattern[1:])
    if pattern.endswith("*"):
        return name.startswith(pattern[:-1])
    return name == pattern or name.startswith(f"{pattern}.")


def read_rule(given: Any) -> Rule:
    if isinstance(given, str):
        return Rule((given,))
    allowed = given.get("features", {}).get("filter", {})
    # A pattern without features allows equality only.
    return Rule(
        tuple(given["attributePatterns"]), allowed.get("equality", True), allowed.get("comparison", False)
    )


def rule_for(name: str, rules: Sequence[Rule]) -> Rule | None:
    return next((rule for rule in rules if rule.covers(name)), None)
