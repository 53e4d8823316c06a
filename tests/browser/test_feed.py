"""The route of the calendar feed stands beside the pages of the real server."""

import urllib.request
from urllib.error import HTTPError

import pytest


@pytest.mark.parametrize("token", ["0" * 64, "..%2F..%2Fapp", "%00"])
def test_without_a_login_the_server_has_no_feed(server, token):
    with pytest.raises(HTTPError) as caught:
        urllib.request.urlopen(f"{server.address}/feed/{token}.ics")
    with caught.value as answer:
        found = (answer.code, answer.read())
    # A path that leads elsewhere is refused before it reaches a route.
    assert found in ((404, b"There is no such calendar.\n"), (400, b"Bad Request"))
