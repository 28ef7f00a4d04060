"""The command that asks other sites. Those it asks here are on this computer."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from maintenance import links

ELSEWHERE = ("http://example.com/dead/", "http://example.com/live/", "https://example.com/")


class Handler(BaseHTTPRequestHandler):
    """Answers by what the path names."""

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
        """Nothing of this need be read."""


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
def test_what_answers(server: str, path: str) -> None:
    assert links.ask(server + path) == ""


@pytest.mark.parametrize(
    ("path", "said"), [("/gone", "answers 404"), ("/round", "answers 302"), ("/odd", "does not answer")]
)
def test_what_does_not(server: str, path: str, said: str) -> None:
    assert links.ask(server + path).startswith(said)


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:1/", "http://a b/", "http://x:y/", "http://nowhere.invalid/"]
)
def test_silence_is_no_crash(url: str) -> None:
    assert links.ask(url).startswith("does not answer: ")


def test_files_are_not_asked(tmp_path: Path) -> None:
    assert links.ask(tmp_path.as_uri()) == "is no address to be asked"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with a site that is built already."""
    (tmp_path / "site").mkdir()
    links = "".join(f'<a href="{url}">x</a>' for url in ELSEWHERE)
    (tmp_path / "site" / "index.html").write_text(
        f'<p id="x">{links}<a href="#x">x</a></p>', encoding="utf-8"
    )
    (tmp_path / "report").mkdir()
    facts = f"source: a.txt\nreceived: Made up.\ndead_links:\n  - {ELSEWHERE[0]}\n  - {ELSEWHERE[1]}\n"
    (tmp_path / "report" / "report.yml").write_text(facts, encoding="utf-8")
    return tmp_path


def run(project: Path, *options: str) -> int:
    def answer(url: str) -> str:
        return "" if url.endswith("live/") else "answers 404 Not Found"

    return links.main(["--project", str(project), *options], answer, 0)


def test_nobody_is_asked_unless_wanted(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(project) == 0
    told = capsys.readouterr().out
    assert "1 pages: 1 links within the site, 1 of them to an anchor" in told
    assert told.splitlines()[4:7] == [f"- <{url}> on index.html" for url in ELSEWHERE]


def test_what_others_say_is_told_and_blocks_nothing(
    project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(project / "summary.md"))
    assert run(project, "--external") == 0
    told = capsys.readouterr().out
    assert [line.partition(" on index.html: ")[2] for line in told.splitlines()[4:7]] == [
        "**answers 404 Not Found**, as report.yml says",
        "answers, though report.yml lists it under dead_links",
        "**answers 404 Not Found**; look at it",
    ]
    assert (project / "summary.md").read_text(encoding="utf-8") == told


def test_a_broken_link_of_the_site_is_a_fault(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "site" / "one.html").write_text('<a href="two.html">x</a>', encoding="utf-8")
    assert run(project, "--external") == 1
    assert "one.html: <a href> 'two.html' leads to two.html, which is no file" in capsys.readouterr().err


def test_without_a_site_there_is_one_message(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(tmp_path) == 1
    assert capsys.readouterr().err == "site: no such folder. Run: make site\n"
