"""Sizes and borders of the code; which package may import which is for `make imports`."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
MODULES = sorted(
    path for package in ("app", "catalogue", "search") for path in (ROOT / package).rglob("*.py")
)
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
OF_APP = [path for path in MODULES if path.is_relative_to(ROOT / "app")]
OF_CATALOGUE = [path for path in MODULES if path.is_relative_to(ROOT / "catalogue")]
OF_ROWS = {"actions", "columns", "exporting", "importing", "outbox", "present", "queries"}
OF_ROWS |= {"tables", "tables_base", "tables_desk", "tables_people", "tables_work"}
OF_ROWS |= {"register_entries", "row_ids"}
# In catalogue/editing.
OF_ROWS |= {"attachments", "batches"}
OF_ROWS |= {"access", "accounts", "members", "people_list", "second_step", "vouched"}
OF_ROWS |= {
    "duplicates",
    "people",
    "post",
    "trail",
    "catching_up",
    "concepts",
    "readers",
    "situations",
    "transitions",
    "vocabularies",
}
OF_ROWS |= {
    "logbook",
    "mailbox",
    "public_history",
    "erasing",
    "review_rows",
    "reviewing",
    "review_profiles",
    "telling",
    "telling_facts",
    "titles",
}
OF_ROWS |= {"comments", "finding", "page_list", "publishing", "queue", "stewardship"}
# Of the desk.
OF_ROWS |= {"corrections", "desk", "links", "replies", "submissions", "tickets", "ticket_work", "upkeep"}
LONGEST_MODULE = 300
LONGEST_FUNCTION = 50

Function = ast.FunctionDef | ast.AsyncFunctionDef


def identity(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@cache
def tree(module: Path) -> ast.Module:
    return ast.parse(module.read_text("utf-8"))


def functions(module: Path) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    return [node for node in ast.walk(tree(module)) if isinstance(node, Function)]


def length(node: Function) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def names(module: Path) -> set[str]:
    """Every plain name, attribute and imported name of a module."""
    found = {node.id for node in ast.walk(tree(module)) if isinstance(node, ast.Name)}
    found |= {node.attr for node in ast.walk(tree(module)) if isinstance(node, ast.Attribute)}
    aliases = (node.names for node in ast.walk(tree(module)) if isinstance(node, ast.Import | ast.ImportFrom))
    return found | {alias.name for group in aliases for alias in group}


def annotations(node: ast.AST) -> list[ast.expr]:
    notes = [getattr(node, "annotation", None), getattr(node, "returns", None)]
    return [note for note in notes if isinstance(note, ast.expr)]


def imported(module: Path) -> set[str]:
    """The packages that a module imports, wherever in the module."""
    nodes = list(ast.walk(tree(module)))
    plain = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    return {
        name.split(".")[0]
        for name in plain | {n.module or "" for n in nodes if isinstance(n, ast.ImportFrom)}
    }


def test_the_three_packages_hold_modules() -> None:
    assert {path.relative_to(ROOT).parts[0] for path in MODULES} == {"app", "catalogue", "search"}


@pytest.mark.parametrize("module", MODULES, ids=identity)
def test_a_module_stays_within_its_size(module: Path) -> None:
    assert len(module.read_text("utf-8").splitlines()) <= LONGEST_MODULE


@pytest.mark.parametrize("module", MODULES, ids=identity)
def test_a_function_stays_within_its_size(module: Path) -> None:
    assert [(node.name, length(node)) for node in functions(module) if length(node) > LONGEST_FUNCTION] == []


@pytest.mark.parametrize("module", MODULES, ids=identity)
def test_a_request_is_handled_by_a_plain_function(module: Path) -> None:
    """Sessions and engines are synchronous; see decision 0005. Middleware and lifespan are not routes."""
    if "routes" in module.parts:
        assert [node.name for node in functions(module) if isinstance(node, ast.AsyncFunctionDef)] == []


@pytest.mark.parametrize("module", OF_APP, ids=identity)
def test_only_indexing_makes_search_documents(module: Path) -> None:
    if module != ROOT / "app" / "indexing.py":
        assert "SearchDocument" not in names(module)


@pytest.mark.parametrize("module", OF_CATALOGUE, ids=identity)
def test_the_domain_never_commits(module: Path) -> None:
    assert "commit" not in names(module)


@pytest.mark.parametrize("module", OF_CATALOGUE, ids=identity)
def test_the_rules_know_no_database(module: Path) -> None:
    """A module that stores or reads rows says so by being in this list; all others work on documents."""
    if module.stem not in OF_ROWS:
        assert not {"sqlmodel", "sqlalchemy"} & imported(module)


@pytest.mark.parametrize("module", OF_CATALOGUE, ids=identity)
def test_the_domain_is_told_what_time_it_is(module: Path) -> None:
    calls = {ast.unparse(node.func) for node in ast.walk(tree(module)) if isinstance(node, ast.Call)}
    assert not {"datetime.now", "datetime.utcnow", "date.today", "time.time"} & calls


@pytest.mark.parametrize("module", OF_CATALOGUE, ids=identity)
def test_money_is_never_made_a_float(module: Path) -> None:
    """Naming the type to refuse it is fine; converting to it, or declaring it, is not."""
    made = {ast.unparse(node.func) for node in ast.walk(tree(module)) if isinstance(node, ast.Call)}
    declared = {ast.unparse(note) for node in ast.walk(tree(module)) for note in annotations(node)}
    assert "float" not in made
    assert not {text for text in declared if re.search(r"\bfloat\b", text)}


@cache
def everything_that_may_name_a_template() -> str:
    return "\n".join(path.read_text("utf-8") for path in (*MODULES, *TEMPLATES))


@pytest.mark.parametrize("template", TEMPLATES, ids=identity)
def test_every_template_is_used(template: Path) -> None:
    name = template.relative_to(ROOT / "templates").as_posix()
    assert f'"{name}"' in everything_that_may_name_a_template()
