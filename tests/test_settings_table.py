"""The table of settings in the README is the list of settings that the site reads."""

import re
from pathlib import Path

import pytest
from pydantic.fields import FieldInfo

from app.settings import Settings

README = (Path(__file__).resolve().parents[1] / "README.md").read_text("utf-8")
ROWS = {
    name: (without, meaning)
    for name, without, meaning in re.findall(r"^\| `([A-Z_]+)` \| (.+?) \| (.+?) \|$", README, re.MULTILINE)
}
FIELDS = {str(field.validation_alias): field for field in Settings.model_fields.values()}
WITH_PLAIN_DEFAULT = {
    name: field for name, field in FIELDS.items() if field.default and name != "MKBA_SECRET"
}


def test_the_readme_lists_exactly_the_settings_that_exist() -> None:
    assert sorted(ROWS) == sorted(FIELDS)


@pytest.mark.parametrize(("name", "field"), WITH_PLAIN_DEFAULT.items(), ids=WITH_PLAIN_DEFAULT)
def test_the_readme_tells_what_happens_without_a_setting(name: str, field: FieldInfo) -> None:
    assert ROWS[name][0] == f"`{field.default}`"


def test_the_readme_does_not_show_the_secret() -> None:
    assert FIELDS["MKBA_SECRET"].default.get_secret_value() not in README


@pytest.mark.parametrize("name", ["MKBA_ENVIRONMENT", "MKBA_BASE_URL", "MKBA_SECRET", "MKBA_CONTACT_EMAIL"])
def test_the_deployment_guide_names_what_production_needs(name: str) -> None:
    assert name in FIELDS
    assert f"`{name}" in (Path(__file__).resolve().parents[1] / "docs" / "uitrol.md").read_text("utf-8")
