"""Somebody who writes."""

import pytest
from fastapi.testclient import TestClient

from catalogue.terms_workflow import AccountRole
from tests.app.forms import Editor
from tests.people import sign_in


@pytest.fixture
def editor(own_client: TestClient) -> Editor:
    """Somebody with the rights of an editor."""
    sign_in(own_client, AccountRole.EDITOR, name="Anna")
    return Editor(own_client)
