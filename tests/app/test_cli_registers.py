"""`mkba registers check`: one line per register, or everything that is wrong and exit code 1."""

import shutil
from pathlib import Path

import pytest

from app.cli import run
from catalogue import register_checks
from catalogue.register_file import DATA


def test_registers_that_are_in_order_get_one_line_each(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["registers", "check"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 5
    assert all(line.endswith("In orde.") for line in lines)
    assert lines[0].startswith("Consumentenprijsindex: 26 jaren, 2000 tot en met 2025")


def test_every_fault_is_listed_and_the_exit_code_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(DATA, tmp_path, dirs_exist_ok=True)
    (tmp_path / "cpi.yaml").unlink()
    text = (tmp_path / "gemeenten.yaml").read_text("utf-8")
    (tmp_path / "gemeenten.yaml").write_text(text.replace("aantal: 342", "aantal: 7"), "utf-8")
    whole = register_checks.check_registers
    monkeypatch.setattr(register_checks, "check_registers", lambda: whole(tmp_path))
    assert run(["registers", "check"]) == 1
    told = capsys.readouterr().out
    assert "cpi.yaml: Dit bestand is niet te lezen." in told
    assert "gemeenten.yaml, regel 12, aantal: Er staan 342 gemeenten in de lijst." in told
    assert told.endswith("2 fouten gevonden.\n")
    assert "Indicatoren: 77 indicatoren" in told


def test_the_group_alone_shows_its_commands_in_dutch(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["registers"]) == 2
    assert "check" in capsys.readouterr().out
    assert run(["registers", "--help"]) == 0
    assert "Gebruik: mkba registers" in capsys.readouterr().out
