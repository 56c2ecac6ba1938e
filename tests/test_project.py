"""The project keeps its own promises: pins, papers, make targets and the run on a bare machine."""

import re
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from catalogue.vocabulary import VOCABULARIES

ROOT = Path(__file__).resolve().parents[1]
REQUIREMENTS = ROOT / "requirements"
PLANS = sorted(REQUIREMENTS.glob("*.in"))
DECISIONS = sorted((ROOT / "docs" / "adr").glob("*.md"))
PAPERS = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]

# Joined here, so that this file does not name them either.
REGISTRY_HOSTS = [
    ".".join(parts)
    for parts in (
        ("pypi", "org"),
        ("files", "pythonhosted", "org"),
        ("registry", "npmjs", "org"),
        ("deb", "debian", "org"),
        ("registry", "yarnpkg", "com"),
    )
]
NOT_OURS = {".git", ".venv", "node_modules", "vendor", "__pycache__", "var", "build", "dist", "htmlcov"}


def normalised(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def asked_for(plan: Path) -> set[str]:
    lines = (line.split("#")[0].strip() for line in plan.read_text("utf-8").splitlines())
    return {normalised(re.split(r"[\[=<>!~; ]", line)[0]) for line in lines if line}


def pins(compiled: Path) -> list[tuple[str, str]]:
    found = re.findall(r"^([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==(\S+)", compiled.read_text("utf-8"), re.MULTILINE)
    return [(normalised(name), version) for name, version in found]


def own_files(folder: Path = ROOT) -> Iterator[Path]:
    for path in sorted(folder.iterdir()):
        if path.name in NOT_OURS or path.name.endswith(("_cache", ".egg-info")):
            continue
        if path.is_dir():
            yield from own_files(path)
        elif path.suffix not in {".woff2", ".png", ".ico", ".pyc", ".sqlite3"}:
            yield path


def make_targets() -> set[str]:
    return set(re.findall(r"^([a-z][a-z-]*):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))


def identity(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("plan", PLANS, ids=identity)
def test_every_package_asked_for_is_pinned(plan: Path) -> None:
    pinned = {name for name, _ in pins(plan.with_suffix(".txt"))}
    assert asked_for(plan) - pinned == set()


@pytest.mark.parametrize("plan", PLANS, ids=identity)
def test_every_pin_carries_a_hash(plan: Path) -> None:
    blocks = re.split(r"\n(?=[A-Za-z0-9])", plan.with_suffix(".txt").read_text("utf-8"))
    without = [block.split("\n")[0] for block in blocks if "==" in block and "--hash=sha256:" not in block]
    assert without == []


@pytest.mark.parametrize("plan", PLANS, ids=identity)
def test_make_lock_compiles_every_plan(plan: Path) -> None:
    assert f"requirements/{plan.stem}.txt" in (ROOT / "Makefile").read_text("utf-8").split("lock:")[1]


@pytest.mark.parametrize("name", ["test", "lint"])
def test_tests_and_checks_use_the_versions_of_the_site(name: str) -> None:
    site: dict[str, set[str]] = {}
    for package, version in pins(REQUIREMENTS / "main.txt"):
        site.setdefault(package, set()).add(version)
    others = pins(REQUIREMENTS / f"{name}.txt")
    assert [
        (package, version) for package, version in others if version not in site.get(package, {version})
    ] == []


@pytest.mark.parametrize(
    "lock", [*sorted(REQUIREMENTS.glob("*.txt")), ROOT / "package-lock.json"], ids=identity
)
def test_a_lock_file_holds_no_address(lock: Path) -> None:
    assert [line for line in lock.read_text("utf-8").splitlines() if "://" in line] == []


def test_no_file_names_a_registry_host() -> None:
    naming = [
        f"{identity(path)}: {host}"
        for path in own_files()
        for text in [path.read_text("utf-8", errors="replace")]
        for host in REGISTRY_HOSTS
        if host in text
    ]
    assert naming == []


def test_the_dependencies_of_the_project_are_the_plan_of_the_site() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    assert project["project"]["dynamic"] == ["dependencies"]
    assert project["tool"]["setuptools"]["dynamic"]["dependencies"] == {"file": ["requirements/main.in"]}


@pytest.mark.parametrize("decision", DECISIONS, ids=identity)
def test_a_decision_has_a_status_and_its_four_parts(decision: Path) -> None:
    text = decision.read_text("utf-8")
    assert re.search(r"^Status: (proposed|accepted|rejected|superseded by \d{4})$", text, re.MULTILINE)
    assert re.search(r"^Date: \d{4}-\d{2}-\d{2}$", text, re.MULTILINE)
    headings = re.findall(r"^## (.+)$", text, re.MULTILINE)
    assert headings[:3] == ["Context", "Decision", "Consequences"]


def test_decisions_are_numbered_without_gaps() -> None:
    numbers = [int(path.name[:4]) for path in DECISIONS]
    assert numbers == list(range(1, len(numbers) + 1))
    assert numbers


def test_the_changelog_knows_this_version_and_what_is_coming() -> None:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    headings = re.findall(r"^## \[(.+?)\]", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)
    assert "Unreleased" in headings or version in headings
    assert headings == sorted(set(headings), reverse=True)


@pytest.mark.parametrize("paper", PAPERS, ids=identity)
def test_a_link_to_another_file_leads_somewhere(paper: Path) -> None:
    links = re.findall(r"\]\((?!\w+:|#)([^)#\s]+)", paper.read_text("utf-8"))
    assert [link for link in links if not (paper.parent / link).exists()] == []


@pytest.mark.parametrize("paper", PAPERS, ids=identity)
def test_a_make_target_named_in_the_papers_exists(paper: Path) -> None:
    named = set(re.findall(r"\bmake ([a-z][a-z-]*)`", paper.read_text("utf-8")))
    named |= set(re.findall(r"^make ([a-z][a-z-]*)", paper.read_text("utf-8"), re.MULTILINE))
    assert named - make_targets() == set()


def test_every_path_in_the_contributors_guide_exists() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    paths = re.findall(r"`((?:\.?[\w-]+/)+[\w./-]*|[A-Z]\w+\.md|Makefile|Dockerfile|pyproject\.toml)`", text)
    assert paths
    assert [path for path in paths if not (ROOT / path).exists()] == []


def test_make_alone_lists_every_target_a_person_may_want() -> None:
    listing = subprocess.run(["make", "-C", str(ROOT)], capture_output=True, text=True, check=True).stdout
    listed = set(re.findall(r"^  ([a-z-]+) ", listing, re.MULTILINE))
    assert {"serve", "test", "lint", "fix", "lock", "assets", "bench", "seed", "clean"} <= listed
    assert make_targets() - listed == set()


def test_the_hooks_call_make_targets() -> None:
    hooks = re.findall(r"entry: (.+)", (ROOT / ".pre-commit-config.yaml").read_text("utf-8"))
    assert hooks
    assert {hook.removeprefix("make ") for hook in hooks} <= make_targets()


def test_the_run_for_a_bare_machine_is_sound_bash() -> None:
    script = ROOT / ".ci" / "run"
    subprocess.run(["bash", "-n", str(script)], check=True)
    assert "set -euo pipefail" in script.read_text("utf-8")
    assert script.stat().st_mode & 0o111


def test_every_vocabulary_is_in_the_word_list() -> None:
    listed = re.findall(
        r"^\| `(\w+)` \| `([\w-]+)` \|$", (ROOT / "docs" / "woordenlijst.md").read_text("utf-8"), re.MULTILINE
    )
    assert sorted(listed) == sorted((terms.__name__, name) for name, terms in VOCABULARIES.items())
