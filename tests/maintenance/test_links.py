"""The link report. A local server stands in for external ones."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from maintenance import links

ELSEWHERE = ("http://example.com/dead/", "http://example.com/live/", "https://example.com/")


class Handler(BaseHTTPRequestHandler):
    """Responds according to the path."""

    def do_HEAD(self) -> None:
        self.send_error(405) if self.path == "/get-only" else self.do_GET()

    def do_GET(self) -> None:
        if self.path in ("/", "/get-only"):
            self.send_response(200)
            self.end_headers()
        elif self.path == "/moved":
            self.send_response(301)
            self.send_header("Location", "/")
            self.end_headers()
        elif self.path == "/odd":
            self.wfile.write(b"no answer of HTTP\r\n\r\n")
        elif self.path == "/round":
            self.send_response(302)
            self.send_header("Location", "/round")
            self.end_headers()
        else:
            self.send_error(404)

    def log_message(self, format: str, *args: object) -> None:
        """Keep the test output quiet."""


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as running:
        thread = threading.Thread(target=running.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{running.server_address[1]}"
        running.shutdown()
        thread.join()


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("no_proxy", "*")
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)
    monkeypatch.delenv("SITE_URL", raising=False)


@pytest.mark.parametrize("path", ["/", "/get-only", "/moved"])
def test_a_server_that_responds_has_an_empty_verdict(server: str, path: str) -> None:
    assert links.request(server + path) == ""


@pytest.mark.parametrize(
    ("path", "verdict"), [("/gone", "responds 404"), ("/round", "responds 302"), ("/odd", "does not respond")]
)
def test_a_server_that_fails_has_a_verdict(server: str, path: str, verdict: str) -> None:
    assert links.request(server + path).startswith(verdict)


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:1/", "http://a b/", "http://x:y/", "http://nowhere.invalid/"]
)
def test_an_unreachable_server_has_a_verdict(url: str) -> None:
    assert links.request(url).startswith("does not respond: ")


def test_local_files_are_not_requested(tmp_path: Path) -> None:
    assert links.request(tmp_path.as_uri()) == "is not a web address"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project whose site is already built."""
    (tmp_path / "site").mkdir()
    links = "".join(f'<a href="{url}">x</a>' for url in ELSEWHERE)
    (tmp_path / "site" / "index.html").write_text(
        f'<p id="x">{links}<a href="#x">x</a></p>', encoding="utf-8"
    )
    (tmp_path / "report").mkdir()
    edition = f"source: a.txt\nreceived: Made up.\ndead_links:\n  - {ELSEWHERE[0]}\n  - {ELSEWHERE[1]}\n"
    (tmp_path / "report" / "report.yml").write_text(edition, encoding="utf-8")
    return tmp_path


def run(project: Path, *options: str) -> int:
    def respond(url: str) -> str:
        return "" if url.endswith("live/") else "responds 404 Not Found"

    return links.main(["--project", str(project), *options], respond, 0)


def test_external_links_are_only_listed_by_default(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(project) == 0
    output = capsys.readouterr().out
    assert "1 pages: 1 internal links, 1 of them to an anchor" in output
    assert output.splitlines()[4:7] == [f"- <{url}> on index.html" for url in ELSEWHERE]


def test_external_verdicts_never_fail_the_command(
    project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(project / "summary.md"))
    assert run(project, "--external") == 0
    output = capsys.readouterr().out
    assert [line.partition(" on index.html: ")[2] for line in output.splitlines()[4:7]] == [
        "**responds 404 Not Found**, as listed in report.yml",
        "responds, although report.yml lists it under dead_links",
        "**responds 404 Not Found**; please check",
    ]
    assert (project / "summary.md").read_text(encoding="utf-8") == output


def test_a_broken_internal_link_fails(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "site" / "one.html").write_text('<a href="two.html">x</a>', encoding="utf-8")
    assert run(project, "--external") == 1
    message = "one.html: H001 <a href> 'two.html' leads to two.html, which is not a file"
    assert message in capsys.readouterr().err


def test_a_missing_site_has_a_short_message(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(tmp_path) == 1
    assert capsys.readouterr().err == "site: no such directory. Run make site first.\n"
