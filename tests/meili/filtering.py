"""Which documents pass a filter."""

from collections.abc import Mapping

from tests.meili.errors import Refused
from tests.meili.facets import Facet
from tests.meili.filters import And, Condition, Node, Not, Or, conditions_of
from tests.meili.rules import Rule, rule_for
from tests.meili.values import normalized, number

Version = tuple[int, int, int]
STRINGS_COMPARED = (1, 15, 0)
BOUNDS_NORMALIZED = (1, 43, 0)
STARTS_WITH_STABLE = (1, 17, 0)
CONTAINS_FEATURE = (
    "Using `CONTAINS` or `STARTS WITH` in a filter requires enabling the `contains filter` "
    "experimental feature. "
    "See https://github.com/orgs/meilisearch/discussions/763"
)


class Filtering:
    """The documents of one index, looked at through their facets."""

    def __init__(
        self, facets: Mapping[str, Facet], documents: set[int], rules: list[Rule], version: Version
    ) -> None:
        self.facets, self.documents, self.rules, self.version = facets, documents, rules, version

    def passing(self, node: Node, text: str) -> set[int]:
        """Raises Refused for an attribute that may not be filtered on, before anything is looked up."""
        for test in conditions_of(node):
            self._check(test, text)
        return self._of(node)

    def _check(self, test: Condition, text: str) -> None:
        if test.operator == "STARTS WITH" and self.version < STARTS_WITH_STABLE:
            raise Refused("feature_not_enabled", CONTAINS_FEATURE)
        name = test.attribute.text
        rule = rule_for(name, self.rules)
        if rule is None or not rule.filterable:
            start = test.attribute.where + 1
            where = f"{start}:{start + test.attribute.length} {text}"
            message = f"Attribute `{name}` is not filterable.{self._known()}\n{where}"
            raise Refused("invalid_search_filter", message)
        rule.check(test.operator, name)
        if test.operator in {"<", "<=", ">", ">=", "TO"} and self.version < STRINGS_COMPARED:
            for value in test.values:
                if number(value.text) is None:
                    raise Refused("invalid_search_filter", f"invalid float literal\n{text}")

    def _known(self) -> str:
        names = sorted(pattern for rule in self.rules if rule.filterable for pattern in rule.patterns)
        if not names:
            return " This index does not have configured filterable attributes."
        return f" Available filterable attribute patterns are: {', '.join(f'`{name}`' for name in names)}."

    def _of(self, node: Node) -> set[int]:
        match node:
            case Not(inner):
                return self.documents - self._of(inner)
            case And(parts):
                return set.intersection(*map(self._of, parts))
            case Or(parts):
                return set().union(*map(self._of, parts))
            case Condition():
                # Of an attribute that no document ever had nothing is known: not even `!=` finds anything.
                facet = self.facets.get(node.attribute.text)
                return set() if facet is None else self._test(facet, node)

    def _test(self, facet: Facet, test: Condition) -> set[int]:
        texts = [value.text for value in test.values]
        whole = {"EXISTS": facet.existing, "NULL": facet.null, "EMPTY": facet.empty}
        if test.operator in whole:
            return set(whole[test.operator])
        if test.operator in {"=", "IN", "!="}:
            found = set().union(*(facet.equal(text, number(text)) for text in texts))
            return self.documents - found if test.operator == "!=" else found
        if test.operator == "STARTS WITH":
            return facet.starting(normalized(texts[0]))
        return self._range(facet, test.operator, texts)

    def _range(self, facet: Facet, operator: str, texts: list[str]) -> set[int]:
        low = None if operator in {"<", "<="} else texts[0]
        high = None if operator in {">", ">="} else texts[-1]
        open_low, open_high = operator == ">", operator == "<"
        found: set[int] = set()
        if all(number(text) is not None for text in texts):
            lowest = None if low is None else number(low)
            highest = None if high is None else number(high)
            found = facet.between(lowest, highest, open_low=open_low, open_high=open_high)
        if self.version < STRINGS_COMPARED:
            return found
        bounds = self._bound(low), self._bound(high)
        return found | facet.text_between(*bounds, open_low=open_low, open_high=open_high)

    def _bound(self, text: str | None) -> str | None:
        return normalized(text) if text is not None and self.version >= BOUNDS_NORMALIZED else text
