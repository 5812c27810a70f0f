"""The redirects for w3id.org, in the server that w3id.org runs."""

from __future__ import annotations

import contextlib
import http.client
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from graph_build.export.publication.site import rewrites
from graph_build.portal.negotiate import choose

SITE = "https://portal.example/fengtu/"
MODULES = Path("/usr/lib/apache2/modules")
OFFERED = {
    "text/html": "page/{}",
    "text/turtle": "data/{}.ttl",
    "application/n-triples": "data/{}.nt",
    "application/ld+json": "data/{}.jsonld",
    "application/rdf+xml": "data/{}.rdf",
}
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
CONFIGURATION = """
ServerName localhost
Listen 127.0.0.1:{port}
PidFile {folder}/pid
ErrorLog {folder}/log
{modules}
DocumentRoot {folder}/www
<Directory {folder}/www>
  AllowOverride All
  Require all granted
</Directory>
"""


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    apache = shutil.which("apache2", path="/usr/sbin:/usr/bin")
    if apache is None:
        pytest.skip("needs apache2, which w3id.org runs")
    # A folder of pytest would be closed to the user that the server becomes.
    with tempfile.TemporaryDirectory(prefix="fengtu-apache-") as name:
        yield from _served(apache, Path(name))


def _served(apache: str, folder: Path) -> Iterator[int]:
    (folder / "www" / "fengtu").mkdir(parents=True)
    folder.chmod(0o755)
    rules = rewrites("https://w3id.org/fengtu/", SITE)
    (folder / "www" / "fengtu" / ".htaccess").write_text(rules)
    with socket.create_server(("127.0.0.1", 0)) as held:
        number = int(held.getsockname()[1])
    names = ("mpm_event", "authz_core", "rewrite", "headers")
    modules = "\n".join(f"LoadModule {n}_module {MODULES}/mod_{n}.so" for n in names)
    configuration = CONFIGURATION.format(port=number, folder=folder, modules=modules)
    (folder / "conf").write_text(configuration + "User nobody\nGroup nogroup\n")
    server = subprocess.Popen([apache, "-X", "-f", str(folder / "conf")])
    try:
        _wait(number)
        yield number
    finally:
        server.terminate()
        server.wait(10)


def _wait(port: int) -> None:
    for _ in range(200):
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.05)
    raise AssertionError("apache2 does not answer")


def _ask(port: int, path: str, accept: str | None) -> http.client.HTTPResponse:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    headers = {} if accept is None else {"Accept": accept}
    connection.request("GET", f"/fengtu/{path}", headers=headers)
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer


@pytest.mark.parametrize(
    "path",
    [
        "place/330700",
        "id/i-62f38a03e053",
        "doc/0debc310404e23d1/claim/action-555-586-1",
        "scheme/institutionkind/%E6%B3%95%E9%99%A2",
        "rule/action.object",
    ],
)
@pytest.mark.parametrize(
    "accept",
    [
        None,
        "*/*",
        BROWSER,
        *OFFERED,
        "text/turtle;q=0.4, application/ld+json",
        "text/html;q=0.1, text/turtle",
        "application/rdf+xml, */*;q=0.1",
        "text/htmlx",
    ],
)
def test_a_request_ends_where_the_portal_would_lead_it(
    port: int, path: str, accept: str | None
) -> None:
    answer = _ask(port, path, accept)
    assert answer.status == 303
    assert "Accept" in str(answer.headers["Vary"])
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    location = str(answer.headers["Location"])
    wanted = choose(accept or "", list(OFFERED))
    # The portal weighs what is preferred; a rule only shortens the way where there is no doubt.
    targets = {f"{SITE}{path}"}
    if wanted:
        targets.add(SITE + OFFERED[wanted].format(path))
    assert location in targets
    if accept in (BROWSER, *OFFERED):
        assert location == SITE + OFFERED[str(wanted)].format(path)


@pytest.mark.parametrize(
    "path",
    ["", "ont", "ont/0.1.0", "catalog", "catalog.ttl", "download/graph/graph.nq.gz", "sparql"],
)
def test_everything_else_is_left_to_the_portal(port: int, path: str) -> None:
    for accept in (BROWSER, "text/turtle"):
        answer = _ask(port, path, accept)
        assert (answer.status, answer.headers["Location"]) == (303, f"{SITE}{path}")


def test_a_query_is_passed_on(port: int) -> None:
    answer = _ask(port, "sparql?query=ASK%20%7B%7D", None)
    assert answer.headers["Location"] == f"{SITE}sparql?query=ASK%20%7B%7D"


@pytest.mark.parametrize("path", ["%0d%0aX-Evil:%201", "/evil.example/", "..%2f..%2f", "<script>"])
def test_no_path_leads_elsewhere_or_adds_a_header(port: int, path: str) -> None:
    answer = _ask(port, path, None)
    assert "X-Evil" not in answer.headers
    if answer.status == 303:
        assert str(answer.headers["Location"]).startswith(SITE)
