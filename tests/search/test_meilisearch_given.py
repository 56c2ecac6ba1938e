"""The contract and the relevance are tried on a real server as well, when there is one."""

import pytest

from search.meili_client import check_version, connect
from tests.search import meilisearch


@pytest.mark.meilisearch
def test_the_server_that_is_given_will_do() -> None:
    if not meilisearch.URL:
        pytest.skip("no Meilisearch: set MEILI_URL and run `make test-meilisearch`")
    assert check_version(connect(meilisearch.URL, meilisearch.ADMIN_KEY, 30))
