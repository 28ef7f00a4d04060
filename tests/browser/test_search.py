"""Search queries and their expected results, on the website and in the bundle opened from disk."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from playwright.sync_api import Page, expect

from reportsite.site import addresses
from tests.browser.conftest import Open
from tests.projects import committed

QUERIES = yaml.safe_load((Path(__file__).parent / "queries.yml").read_text(encoding="utf-8"))

READY = "Type to start searching"

# For each query, the results shown, best first, once the list is stable. Page headings above results and
# folded results are not counted. The queries are typed within the page, because ten messages to the browser
# for each would take several times as long as the answers.
ASK = """async ([queries, ready]) => {
  const [field, meta, list] = ["__input", "-result__meta", "-result__list"]
    .map((name) => document.querySelector(`.md-search${name}`));
  const until = (isDone, what) => new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`the search does not answer ${what}`)), 10_000);
    const check = () => isDone() && (clearTimeout(timer), observer.disconnect(), resolve());
    const observer = new MutationObserver(check);
    observer.observe(meta, { childList: true, characterData: true, subtree: true });
    check();
  });
  const type = (words) => {
    field.value = words;
    field.dispatchEvent(new KeyboardEvent("keyup", { key: "End" }));
  };
  const isReady = () => meta.textContent.trim() === ready;
  const answers = [];
  for (const query of queries) {
    // Clear the results of the previous query first.
    type("");
    await until(isReady, "an empty field");
    type(query);
    await until(() => !isReady(), query);
    // The theme shows the first ten at once. If no result has all the words, a second query follows.
    for (let turn = 0; turn < 5 && !list.children.length; turn++) {
      await new Promise((done) => setTimeout(done, 20));
    }
    await new Promise((done) => setTimeout(done));
    answers.push([...list.querySelectorAll(".md-search-result__item > a")]
      .map((a) => [a.href, Number(a.querySelector("article").dataset.mdScore)])
      .filter(([, score]) => score > 0).slice(0, 5).map(([href]) => href));
  }
  return answers;
}"""


def wanted() -> list[tuple[str, frozenset[str], int]]:
    """Queries, each with the addresses of which one must be among the first results, and their number."""
    queries = [(query, frozenset({where}), 1) for query, where in QUERIES["first"].items()]
    queries += [(query, frozenset({where}), 3) for query, where in QUERIES["three"].items()]
    context = committed().context
    entries = context.glossary.entries

    def name(expansion: str) -> str:
        return expansion.replace("-", " ").casefold()

    for entry in entries:
        queries.append((entry.term, frozenset({addresses.term(entry.term).url}), 3))
        same = frozenset(
            addresses.term(e.term).url for e in entries if name(e.expansion) == name(entry.expansion)
        )
        queries.append((entry.expansion, same, 3))
    for criterion in context.report.criteria:
        queries.append((criterion.code, frozenset({addresses.criterion(criterion).url}), 1))
    assert context.report.practice
    for practice in context.report.practice.practices:
        where = addresses.practice(practice)
        queries.append((practice.title.text, frozenset({where.url, addresses.top(where).url}), 1))
    return queries


def place(href: str) -> str:
    """The address of a result on the site, `/mc07/#mc07-s3`, from `mc07/…` or `mc07.html…`."""
    path, _, anchor = href.partition("#")
    path = path.partition("?")[0].removesuffix("index.html").removesuffix(".html").strip("/")
    return (f"/{path}/" if path else "/") + (f"#{anchor}" if anchor else "")


def search(page: Page, *queries: str) -> list[list[str]]:
    """The first five results shown for each query, typed one after the other into the page's field."""
    return page.evaluate(ASK, [queries, READY])  # type: ignore[no-any-return]


@pytest.mark.parametrize("where", ["web", "bundle"])
def test_queries_find_their_results(
    where: str, visit: Open, base: str, bundle: str, record_property: Callable[[str, object], None]
) -> None:
    root = base if where == "web" else bundle
    page = visit("/" if where == "web" else "/index.html", root=root)
    page.locator(".md-search__input").click()
    expect(page.locator(".md-search-result__meta")).to_have_text(READY)
    queries = wanted()
    assert len(queries) >= 60
    missed = []
    first = three = 0
    answers = search(page, *(query for query, _, _ in queries))
    for (query, places, rank), hrefs in zip(queries, answers, strict=True):
        shown = [place(href.removeprefix(root)) for href in hrefs]
        first += bool(places & set(shown[:1]))
        three += bool(places & set(shown[:3]))
        if not places & set(shown[:rank]):
            missed.append(f"{query!r}: wanted {sorted(places)} among the first {rank}, found {shown}")
    figures = f"{len(queries)} queries, top-1 {first / len(queries):.1%}, top-3 {three / len(queries):.1%}"
    record_property(f"Search ({where})", figures)
    assert not missed, "\n".join([figures, *missed])


def test_a_result_leads_to_its_finding_and_shows_its_criterion(visit: Open) -> None:
    page = visit("/")
    page.locator(".md-search__input").click()
    search(page, "golden hour")
    item = page.locator(".md-search-result__item").first
    name = item.locator("a").filter(has_text="MC22 Investigative capacity and resilience")
    expect(name).to_have_attribute("href", re.compile(r"#mc22-d1$"))
    item.get_by_role("link").filter(has_text="MC22-D1").click()
    page.wait_for_url("**/mc22/?h=golden+hour#mc22-d1")
    expect(page.locator("#mc22-d1")).to_be_in_viewport()
    expect(page.locator("#mc22-d1 ~ p mark").filter(has_text="golden").first).to_be_visible()


def test_words_that_never_occur_together_match_separately(visit: Open) -> None:
    page = visit("/")
    page.locator(".md-search__input").click()
    together, unknown = search(page, "Osman kidnapping Essex", "zzyzx")
    assert together
    assert not unknown


def test_enter_opens_the_best_result(visit: Open) -> None:
    page = visit("/")
    page.locator(".md-search__input").click()
    search(page, "mib")
    page.keyboard.press("Enter")
    page.wait_for_url("**/glossary/?h=mib#mib")
