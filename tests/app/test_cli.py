"""The command line: Dutch, plain about what went wrong, and honest in its exit code."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
import uvicorn
from jsonschema import Draft202012Validator
from sqlalchemy import text

from app import loading
from app.cli import main, run
from app.settings import Settings
from catalogue.registers import kpis, unit_costs
from catalogue.seedfile import Seed, read, write
from tests.builders import make_approach, make_refused_approach, make_seed_entry, make_study
from tests.databases import connected

ENGLISH = re.compile(
    r"\b(usage|options|arguments|commands|error|missing|invalid|show this|default|no such)\b", re.IGNORECASE
)
Command = Callable[..., tuple[int, str]]


@pytest.fixture
def mkba(
    address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Command:
    """Run a command on a database of this test; gives the exit code and everything that was printed."""
    for field in Settings.model_fields.values():
        # Empty counts as absent, and what a command puts there is taken away after the test.
        monkeypatch.setenv(str(field.validation_alias), "")
    monkeypatch.setenv("DATABASE_URL", address)
    monkeypatch.chdir(tmp_path)

    def command(*arguments: str | Path) -> tuple[int, str]:
        code = run([str(argument) for argument in arguments])
        printed = capsys.readouterr()
        return code, printed.out + printed.err

    return command


@pytest.fixture
def seed(tmp_path: Path) -> Path:
    """A file with two entries."""
    return saved(tmp_path / "catalogus.yaml", Seed((make_seed_entry("een"), make_seed_entry("twee"))))


def saved(path: Path, seed: Seed) -> Path:
    path.write_text(write(seed), "utf-8")
    return path


def amount(address: str) -> int:
    with connected(address) as engine, engine.connect() as connection:
        found: int = connection.execute(text("SELECT count(*) FROM entry")).scalar_one()
        return found


def test_a_file_is_loaded_and_every_entry_is_told(mkba: Command, seed: Path, address: str) -> None:
    assert mkba("migrate") == (0, "De database is bijgewerkt.\n")
    code, told = mkba("load", seed)
    assert code == 0
    assert re.search(r"toegevoegd +aanpak +een\ntoegevoegd +aanpak +twee\n", told)
    assert told.endswith("Totaal 2: 2 toegevoegd, 0 gewijzigd, 0 ongewijzigd, 0 geweigerd.\n")
    assert amount(address) == 2


def test_loading_again_says_that_nothing_changed(mkba: Command, seed: Path) -> None:
    mkba("migrate")
    mkba("load", seed)
    code, told = mkba("load", seed)
    assert code == 0
    assert "0 toegevoegd, 0 gewijzigd, 2 ongewijzigd, 0 geweigerd" in told


def test_a_refused_entry_keeps_everything_out(mkba: Command, tmp_path: Path, address: str) -> None:
    entries = (make_seed_entry("goed"), make_seed_entry("fout", make_refused_approach()))
    path = saved(tmp_path / "fout.yaml", Seed(entries))
    mkba("migrate")
    code, told = mkba("load", path)
    assert code == 1
    assert re.search(r"geweigerd +aanpak +fout\n +- onderzoeken 1, uitkomsten 1, kosten: Zeg uit welke", told)
    assert "Er is niets opgeslagen." in told
    assert amount(address) == 0


def test_quietly_only_what_needs_attention_is_told(mkba: Command, tmp_path: Path) -> None:
    entries = (make_seed_entry("goed"), make_seed_entry("fout", make_refused_approach()))
    mkba("migrate")
    code, told = mkba("load", "--stil", saved(tmp_path / "fout.yaml", Seed(entries)))
    assert code == 1
    assert "fout" in told
    assert "goed" not in told


def test_before_the_tables_are_there_loading_says_what_to_do(mkba: Command, seed: Path) -> None:
    assert mkba("load", seed) == (2, "De database is nog niet bijgewerkt. Voer eerst uit: mkba migrate\n")


@pytest.mark.parametrize("command", ["load", "check"])
@pytest.mark.parametrize(
    ("content", "told"),
    [
        (None, "is er niet. Kijk of het pad klopt."),
        (b"\xff\xfe\x00", "is geen tekst in UTF-8"),
        (b"a: [b", "geen geldige YAML"),
        (b"", "Dit is geen catalogusbestand"),
        (b"formaat: iets-anders/9", "Dit is geen catalogusbestand"),
        (b"formaat: mkba-catalogus/1\naanpakken:\n- slug: een\n", "regel 3, aanpakken 'een'"),
    ],
)
def test_a_file_that_cannot_be_read_is_explained(
    mkba: Command, tmp_path: Path, command: str, content: bytes | None, told: str
) -> None:
    path = tmp_path / "bestand.yaml"
    if content is not None:
        path.write_bytes(content)
    code, printed = mkba(command, path)
    assert code == 2
    assert told in printed
    assert str(path) in printed
    assert "Traceback" not in printed


def test_a_folder_is_not_a_file(mkba: Command, tmp_path: Path) -> None:
    code, told = mkba("load", tmp_path)
    assert (code, "is een map" in told) == (2, True)


def test_a_mark_at_the_beginning_of_a_file_does_no_harm(mkba: Command, seed: Path) -> None:
    seed.write_bytes(b"\xef\xbb\xbf" + seed.read_bytes())
    assert mkba("check", seed)[0] == 0


def test_an_export_loads_as_the_same_export(mkba: Command, seed: Path, tmp_path: Path) -> None:
    mkba("migrate")
    mkba("load", seed)
    code, on_screen = mkba("export")
    assert code == 0
    code, told = mkba("export", tmp_path / "uit.yaml")
    assert (code, told) == (0, f"De catalogus staat nu in {tmp_path / 'uit.yaml'}.\n")
    assert (tmp_path / "uit.yaml").read_text("utf-8") == on_screen
    assert [entry.slug for entry in read(on_screen).entries] == ["een", "twee"]
    assert not list(tmp_path.glob("*.nieuw"))


def test_an_export_that_cannot_be_written_is_explained(mkba: Command, seed: Path, tmp_path: Path) -> None:
    mkba("migrate")
    code, told = mkba("export", tmp_path / "bestaat" / "niet.yaml")
    assert (code, "kan niet worden geschreven" in told) == (2, True)


def test_an_export_before_the_tables_are_there_says_what_to_do(mkba: Command) -> None:
    code, told = mkba("export")
    assert code == 2
    assert "mkba migrate" in told


def test_preparing_loads_the_start_data_once_and_again_when_they_change(
    mkba: Command, seed: Path, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loading, "SEED", seed)
    monkeypatch.setattr(loading, "REGISTERS", ())
    code, told = mkba("prepare")
    assert (code, amount(address)) == (0, 2)
    assert "2 toegevoegd" in told
    assert "zijn niet veranderd" in mkba("prepare")[1]
    saved(seed, Seed((make_seed_entry("een", make_approach(name="Anders")), make_seed_entry("drie"))))
    code, told = mkba("prepare")
    assert (code, amount(address)) == (0, 3)
    assert "1 toegevoegd, 1 gewijzigd" in told


def test_preparing_stops_at_start_data_that_are_refused(
    mkba: Command, tmp_path: Path, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = saved(tmp_path / "fout.yaml", Seed((make_seed_entry("fout", make_refused_approach()),)))
    monkeypatch.setattr(loading, "SEED", path)
    code, told = mkba("prepare")
    assert (code, amount(address)) == (1, 0)
    assert "geweigerd" in told
    assert mkba("prepare")[0] == 1


def test_checking_tells_refusals_and_what_deserves_a_look(mkba: Command, seed: Path, tmp_path: Path) -> None:
    assert mkba("check", seed) == (0, "In orde: 2 nagekeken, niets wordt geweigerd.\n")
    few = make_approach(studies=(make_study(participants=4),))
    entries = (make_seed_entry("klein", few), make_seed_entry("fout", make_refused_approach()))
    code, told = mkba("check", saved(tmp_path / "fout.yaml", Seed(entries)))
    assert code == 1
    assert "aanpak klein\n  let op: onderzoeken 1, aantal_deelnemers: " in told
    assert "aanpak fout\n  geweigerd: onderzoeken 1, uitkomsten 1, kosten: " in told
    assert told.endswith("1 van de 2 zouden worden geweigerd.\n")


def test_checking_does_not_judge_a_concept(mkba: Command, tmp_path: Path) -> None:
    path = saved(tmp_path / "c.yaml", Seed((make_seed_entry("concept", concept=make_refused_approach()),)))
    assert mkba("check", path)[0] == 0


def test_the_schema_is_a_json_schema_of_the_file(mkba: Command) -> None:
    code, printed = mkba("schema")
    schema = json.loads(printed)
    assert code == 0
    Draft202012Validator.check_schema(schema)
    assert set(schema["properties"]) == {"formaat", "aanpakken", "achtergrond", "kengetallen", "kpis"}
    validator = Draft202012Validator(schema)
    assert validator.is_valid({"formaat": "mkba-catalogus/1", "aanpakken": []})
    assert not validator.is_valid({"formaat": "mkba-catalogus/1", "aanpakken": [{"slug": "Met Spatie"}]})


def test_word_parts_are_proposed_from_the_published_texts(mkba: Command, tmp_path: Path) -> None:
    mkba("migrate")
    code, told = mkba("words")
    assert (code, told) == (0, "Er zijn geen nieuwe woorddelen om voor te stellen.\n")
    entries = (
        make_seed_entry("een", make_approach(name="Klimaatproject")),
        make_seed_entry("twee", make_approach(name="Klimaatplan en bonusplan")),
        make_seed_entry("drie", make_approach(name="Bonusproject en bonusteam")),
    )
    mkba("load", saved(tmp_path / "woorden.yaml", Seed(entries)))
    code, told = mkba("words", "--aantal", "1")
    assert code == 0
    assert "bonus-plan" in told
    assert "klimaat-plan" not in told
    assert "En nog 1." in told
    assert "search/lexicon.txt" in told


def test_proposing_words_before_the_tables_are_there_says_what_to_do(mkba: Command) -> None:
    code, told = mkba("words")
    assert code == 2
    assert "mkba migrate" in told


def test_serving_starts_the_site_where_asked(mkba: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[tuple[str, dict[str, object]]] = []
    monkeypatch.setattr(uvicorn, "run", lambda target, **options: started.append((target, options)))
    assert mkba("serve", "--host", "0.0.0.0", "--port", "8080", "--workers", "2")[0] == 0  # noqa: S104
    ((target, options),) = started
    assert target == "app.main:create_app"
    assert options["factory"] is True
    assert (options["host"], options["port"], options["workers"]) == ("0.0.0.0", 8080, 2)  # noqa: S104


def test_restarting_on_changes_goes_with_one_process(mkba: Command) -> None:
    code, told = mkba("serve", "--reload", "--workers", "2")
    assert (code, "Laat --workers weg" in told) == (2, True)


def test_a_wrong_setting_is_explained_before_anything_starts(
    mkba: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MKBA_ENVIRONMENT", "production")
    code, told = mkba("serve")
    assert code == 2
    assert "De instellingen kloppen niet" in told
    assert "MKBA_SECRET" in told


@pytest.mark.parametrize("url", ["geen adres", "onbekend://ergens"])
def test_an_address_that_is_no_database_is_explained(
    mkba: Command, monkeypatch: pytest.MonkeyPatch, url: str
) -> None:
    monkeypatch.setenv("DATABASE_URL", url)
    code, told = mkba("migrate")
    assert code == 2
    assert "DATABASE_URL" in told
    assert "Traceback" not in told


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["lood"], "Deze opdracht bestaat niet"),
        (["load"], "Er ontbreekt iets: PAD."),
        (["load", "--snel", "x"], "De optie --snel bestaat niet."),
        (["load", "een", "twee"], "er staat een woord te veel"),
        (["serve", "--port", "veel"], "De waarde bij --port kan niet."),
        (["serve", "--workers", "0"], "De waarde bij --workers kan niet."),
    ],
)
def test_a_mistake_on_the_command_line_is_told_in_dutch(
    mkba: Command, arguments: list[str], told: str
) -> None:
    code, printed = mkba(*arguments)
    assert code == 2
    assert told in printed
    assert "Met --help ziet u wat er kan." in printed
    assert not ENGLISH.search(printed)


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["load"],
        ["check"],
        ["export"],
        ["serve"],
        ["migrate"],
        ["prepare"],
        ["schema"],
        ["work"],
        ["reindex"],
        ["check-index"],
    ],
)
def test_help_is_dutch(mkba: Command, arguments: list[str]) -> None:
    code, printed = mkba(*arguments, "--help")
    assert code == 0
    assert "Gebruik: mkba" in printed
    assert not ENGLISH.search(printed), ENGLISH.findall(printed)


def test_without_a_command_the_list_of_commands_is_shown(mkba: Command) -> None:
    code, printed = mkba()
    assert code == 2
    assert "Opdrachten" in printed


def test_the_program_ends_with_the_code_of_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.argv", ["mkba", "check", "is-er-niet.yaml"])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 2


def test_a_file_that_may_not_be_read_is_explained(
    mkba: Command, seed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: Path) -> bytes:
        raise PermissionError

    monkeypatch.setattr(Path, "read_bytes", refuse)
    code, told = mkba("load", seed)
    assert (code, "mag niet worden gelezen" in told) == (2, True)


def test_a_database_that_does_not_answer_is_explained(
    mkba: Command, seed: Path, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://nergens@127.0.0.1:1/mkba")
    code, told = mkba("load", seed)
    assert code == 2
    assert "De database is niet bereikbaar" in told
    assert "Traceback" not in told


def test_a_narrow_terminal_does_not_break_what_is_told(
    mkba: Command, seed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "20")
    mkba("migrate")
    assert "Totaal 2: 2 toegevoegd, 0 gewijzigd, 0 ongewijzigd, 0 geweigerd." in mkba("load", seed)[1]


def registers_of(tmp_path: Path, change: tuple[str, str] = ("", "")) -> tuple[Path, ...]:
    """Copies of the register files with one text replaced."""
    paths = tuple(tmp_path / path.name for path in loading.REGISTERS)
    for path, source in zip(paths, loading.REGISTERS, strict=True):
        path.write_text(source.read_text("utf-8").replace(*change), "utf-8")
    return paths


def test_preparing_brings_in_the_registers_and_later_only_what_changed_in_them(
    mkba: Command, seed: Path, tmp_path: Path, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loading, "SEED", seed)
    rows = len(unit_costs()) + len(kpis())
    assert f"{rows + 2} toegevoegd" in mkba("prepare")[1]
    assert "zijn niet veranderd" in mkba("prepare")[1]
    monkeypatch.setattr(loading, "REGISTERS", registers_of(tmp_path, ("naam: Pleegzorg", "naam: Gezin")))
    assert f"0 toegevoegd, 0 gewijzigd, {rows + 2} ongewijzigd" in mkba("prepare")[1]
    changed = registers_of(tmp_path, ("naam: Ontvangen subsidie", "naam: Subsidie"))
    monkeypatch.setattr(loading, "REGISTERS", changed)
    assert f"0 toegevoegd, 1 gewijzigd, {rows + 1} ongewijzigd" in mkba("prepare")[1]
    assert amount(address) == rows + 2


def test_an_export_with_the_registers_is_prepared_and_exported_as_it_was(
    mkba: Command, tmp_path: Path, seed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loading, "SEED", seed)
    mkba("prepare")
    on_screen = mkba("export")[1]
    (tmp_path / "uit.yaml").write_text(on_screen, "utf-8")
    assert mkba("check", tmp_path / "uit.yaml")[0] == 0
    assert "0 toegevoegd, 0 gewijzigd" in mkba("load", tmp_path / "uit.yaml")[1]
    monkeypatch.setattr(loading, "SEED", tmp_path / "uit.yaml")
    assert "0 toegevoegd, 0 gewijzigd" in mkba("prepare")[1]
    assert mkba("export")[1] == on_screen


def test_a_register_file_is_loaded_and_checked_by_itself(mkba: Command, tmp_path: Path, address: str) -> None:
    costs, indicators = registers_of(tmp_path)
    assert mkba("check", costs) == (0, f"In orde: {len(unit_costs())} nagekeken, niets wordt geweigerd.\n")
    mkba("migrate")
    code, told = mkba("load", indicators)
    assert (code, amount(address)) == (0, len(kpis()))
    assert re.search(r"toegevoegd +kpi +kpi-k01\n", told)


@pytest.mark.parametrize("command", ["load", "check"])
def test_faults_in_a_register_file_are_told_with_their_lines(
    mkba: Command, tmp_path: Path, command: str
) -> None:
    (costs, _) = registers_of(tmp_path, ("  bron: zorginstituut-2024\n", "  bron: nergens\n"))
    code, told = mkba(command, costs)
    assert code == 2
    assert re.search(r"regel \d+, kengetallen 1, bron: ‘nergens’ staat niet in dit bestand\.", told)
