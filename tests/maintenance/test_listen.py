"""maintenance/listen.py: the transcript of what a screen reader says, from the log of Orca."""

from __future__ import annotations

from maintenance.listen import HERE, heard, loaded, scenarios
from tests.projects import ROOT

LOG = """\
19:31:48.097114 - SPEECH OUTPUT: 'MC07 - The report — Mozilla Firefox frame.'{'established': False}
19:31:49.079389 - SPEECH OUTPUT: 'Finished loading MC07.'{'established': False}
19:31:49.134572 - SPEECH OUTPUT: 'Page has 15 headings.'{'established': False}
19:31:49.160000 - WEB SAY ALL CONTENT: 0. [heading | MC07-S1] 'MC07-S1' (0-7)
19:31:49.161000 - SPEECH OUTPUT: 'MC07-S1'
19:31:49.162000 - WEB SAY ALL CONTENT: 1. [heading | MC07-S1] '' (0-7)
19:31:49.163000 - SPEECH OUTPUT: 'heading level 3'
19:31:49.164000 - WEB SAY ALL CONTENT: 0. [paragraph | ] 'The MPS' (0-7)
19:31:49.165000 - SPEECH OUTPUT: 'The force's '
19:31:49.166000 - SPEECH OUTPUT: ''
19:46:31.141775 - SPEECH OUTPUT: 'x ' {'established': False}
""".splitlines()


def test_what_is_said_is_a_line_each() -> None:
    assert list(heard(loaded(LOG))) == ["Page has 15 headings.", "MC07-S1 · heading level 3", "The force's"]


def test_typed_keys_and_the_browser_are_left_out() -> None:
    assert list(heard([LOG[0], LOG[1], LOG[-1]])) == []


def test_without_a_new_page_everything_is_heard() -> None:
    assert loaded(LOG[3:]) == LOG[3:]


def test_the_scenarios_are_on_pages_of_the_site() -> None:
    for scenario in scenarios((HERE / "listen.yml").read_text("utf-8")):
        page = scenario.page.partition("#")[0].rstrip("/")
        files = [f"{page}.md", f"{page}/index.md".lstrip("/")]
        assert any((ROOT / "content" / file).is_file() for file in files), scenario
        assert all(step.keys or step.types for step in scenario.steps), scenario
