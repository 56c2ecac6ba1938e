"""Settings: sensible without any, and no start with one that cannot be right."""

from collections.abc import Mapping

import pytest
from pydantic import SecretStr, ValidationError

from app.settings import DEVELOPMENT_SECRET, Settings, explain

LONG = "x" * 32


@pytest.fixture(autouse=True)
def no_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for field in Settings.model_fields.values():
        monkeypatch.delenv(str(field.validation_alias), raising=False)


def told(monkeypatch: pytest.MonkeyPatch, environment: Mapping[str, str]) -> str:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(ValidationError) as refused:
        Settings()
    return "\n".join(explain(refused.value))


def test_a_developer_needs_no_settings() -> None:
    settings = Settings()
    assert settings.is_development
    assert settings.database == "sqlite:///var/mkba.sqlite3"
    assert not settings.logs_json


def test_the_environment_decides(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MKBA_ENVIRONMENT", "production")
    monkeypatch.setenv("MKBA_SECRET", LONG)
    monkeypatch.setenv("DATABASE_URL", "postgresql://mkba@db/mkba")
    monkeypatch.setenv("MKBA_SITE_NAME", "Proefsite")
    settings = Settings()
    assert not settings.is_development
    assert settings.logs_json
    assert settings.database == "postgresql://mkba@db/mkba"
    assert settings.site_name == "Proefsite"


def test_an_empty_variable_counts_as_absent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MKBA_BASE_URL", "")
    assert Settings().base_url == "http://127.0.0.1:8000"


@pytest.mark.parametrize("secret", [DEVELOPMENT_SECRET, "te kort"])
def test_production_does_not_start_with_a_secret_that_is_none(
    monkeypatch: pytest.MonkeyPatch, secret: str
) -> None:
    sentence = told(monkeypatch, {"MKBA_ENVIRONMENT": "production", "MKBA_SECRET": secret})
    assert "MKBA_SECRET" in sentence
    assert "start de site niet in productie" in sentence


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("MKBA_ENVIRONMENT", "ergens"),
        ("MKBA_BASE_URL", "example.org"),
        ("MKBA_BASE_URL", "https://example.org/"),
        ("MKBA_CONTACT_EMAIL", "geen adres"),
        ("MKBA_LOG_FORMAT", "xml"),
        ("MKBA_LOG_LEVEL", "alles"),
    ],
)
def test_a_setting_that_cannot_be_right_is_named_with_what_it_is_for(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    sentence = told(monkeypatch, {name: value})
    assert sentence.startswith(f"{name} heeft een waarde die niet kan. ")
    assert len(sentence) > len(name) + 60


def test_every_setting_is_explained() -> None:
    assert all(field.description for field in Settings.model_fields.values())


def test_secrets_are_not_shown() -> None:
    settings = Settings(secret=SecretStr("geheim" * 6), database_url="postgresql://mkba:wachtwoord@db/mkba")
    assert "geheim" not in repr(settings)
    assert "wachtwoord" not in repr(settings)


def test_the_way_of_logging_can_be_chosen() -> None:
    assert Settings(log_format="json").logs_json
    assert not Settings(log_format="tekst", environment="production", secret=LONG).logs_json
