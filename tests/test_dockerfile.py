"""The image can be built from this tree and runs as nobody in particular.

No engine builds it in the checks, so what can be read from the text is tested here; hadolint does the rest.
"""

import json
import re
from fnmatch import fnmatch
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).resolve().parents[1]


class Step(NamedTuple):
    word: str
    rest: str
    stage: int


def steps() -> list[Step]:
    text = (ROOT / "Dockerfile").read_text("utf-8")
    text = re.sub(r"^#.*\n", "", text, flags=re.MULTILINE).replace("\\\n", " ")
    found, stage = [], -1
    for line in filter(None, map(str.strip, text.splitlines())):
        word, rest = line.split(maxsplit=1)
        stage += word == "FROM"
        found.append(Step(word, rest.strip(), stage))
    return found


STEPS = steps()
LAST = [step for step in STEPS if step.stage == STEPS[-1].stage]
COPIED = sorted(
    {
        source
        for step in STEPS
        if step.word == "COPY" and "--from=" not in step.rest
        for source in step.rest.split()[:-1]
    }
)


def let_in(path: str) -> bool:
    """Apply .dockerignore to one path: the last rule that fits decides."""
    inside = True
    for rule in (ROOT / ".dockerignore").read_text("utf-8").split("\n"):
        if not rule or rule.startswith("#"):
            continue
        pattern = rule.lstrip("!").rstrip("/")
        if fnmatch(path, pattern) or path.startswith(f"{pattern}/"):
            inside = rule.startswith("!")
    return inside


def test_the_image_copies_something() -> None:
    assert {"app/", "catalogue/", "search/", "templates/", "data/", "migrations/"} <= set(COPIED)


@pytest.mark.parametrize("source", COPIED)
def test_every_path_the_image_copies_exists_and_is_let_in(source: str) -> None:
    assert (ROOT / source).exists()
    assert let_in(source.rstrip("/"))


@pytest.mark.parametrize("secret", [".env", ".git", ".venv", "node_modules", "tests", "var"])
def test_what_belongs_to_this_machine_stays_out_of_the_image(secret: str) -> None:
    assert not let_in(secret)


def test_every_base_image_is_pinned_to_a_release() -> None:
    images = [step.rest.split()[0] for step in STEPS if step.word == "FROM"]
    assert images
    release = re.compile(r"[a-z]+:\d+\.\d+\.\d+-(slim-[a-z]+|[a-z]+-slim)")
    assert [image for image in images if not release.fullmatch(image)] == []


def test_a_stage_that_is_copied_from_was_made_before() -> None:
    names = [step.rest.split()[-1] for step in STEPS if step.word == "FROM" and " AS " in step.rest]
    wanted = re.findall(r"--from=(\S+)", " ".join(step.rest for step in STEPS if step.word == "COPY"))
    assert set(wanted) == set(names)


def test_the_site_runs_without_rights_on_the_machine() -> None:
    users = [step.rest for step in LAST if step.word == "USER"]
    assert users
    assert users[-1].isdigit()
    assert int(users[-1]) > 0
    after = LAST[[step.word for step in LAST].index("USER") :]
    assert not {"RUN", "COPY", "ADD"} & {step.word for step in after}


def test_the_image_says_whether_it_is_healthy() -> None:
    (check,) = [step.rest for step in LAST if step.word == "HEALTHCHECK"]
    command = json.loads(check.split("CMD", 1)[1])
    assert command[0] == "python"
    assert "/gezond/live" in command[-1]


def test_the_site_is_started_without_a_shell() -> None:
    (command,) = [json.loads(step.rest) for step in LAST if step.word == "CMD"]
    assert command[:2] == ["mkba", "serve"]


def test_packages_are_installed_by_hash_only() -> None:
    installs = [step.rest for step in STEPS if step.word == "RUN" and "pip install" in step.rest]
    assert installs
    assert all("--require-hashes" in run or "--no-deps" in run for run in installs)


def test_the_last_stage_installs_nothing() -> None:
    runs = " ".join(step.rest for step in LAST if step.word == "RUN")
    assert not re.search(r"\b(pip|npm|apt-get|curl|wget)\b", runs)
