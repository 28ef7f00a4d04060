"""Search queries and their expected results, on the website and in the bundle opened from disk."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import pytest
import yaml
from playwright.sync_api import Page, expect

from reportsite.site import addresses
from tests.browser.conftest import Open
from tests.projects import SUB_PATH, committed

QUERIES = yaml.safe_load((Path(__file__).parent / "queries.yml").read_text(encoding="utf-8"))

READY = "Type to start searching"

FLOORS = {
    "tuned": (0.94, 0.98),
    "held out": (0.9, 0.97),
    "asked": (0.8, 0.93),
    "asked, held out": (0.56, 0.79),
    "kept": (0.77, 0.86),
    "strangers": (0.74, 0.92),
}
"""The shares of queries that must find their result first, and among three. See queries.yml."""

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


@dataclass(frozen=True)
class Query:
    """A query, and the addresses of which one must be among the first `rank` results."""

    words: str
    places: frozenset[str]
    rank: int

    def finds(self, shown: list[str], rank: int) -> bool:
        """Whether one of the first `rank` results is right. Without addresses, nothing must be found."""
        return bool(self.places & set(shown[:rank])) if self.places else not shown


def wanted() -> list[Query]:
    """Queries that must all find their results."""
    queries = [Query(words, frozenset({where}), 1) for words, where in QUERIES["first"].items()]
    queries += [Query(words, frozenset({where}), 3) for words, where in QUERIES["three"].items()]
    queries += [Query(words, frozenset(), 1) for words in QUERIES["nothing"]]
    context = committed().context
    entries = context.glossary.entries

    def name(expansion: str) -> str:
        return expansion.replace("-", " ").casefold()

    for entry in entries:
        queries.append(Query(entry.term, frozenset({addresses.term(entry.term).url}), 3))
        same = frozenset(
            addresses.term(e.term).url for e in entries if name(e.expansion) == name(entry.expansion)
        )
        queries.append(Query(entry.expansion, same, 3))
    for criterion in context.report.criteria:
        queries.append(Query(criterion.code, frozenset({addresses.criterion(criterion).url}), 1))
    assert context.report.practice
    for practice in context.report.practice.practices:
        where = addresses.practice(practice)
        places = frozenset({where.url, addresses.top(where).url})
        queries.append(Query(practice.title.text, places, 1))
    return queries


def counted() -> Iterator[tuple[str, str, list[Query]]]:
    """Queries of which a share must find their results: the kind, the key in FLOORS, and the queries."""

    def read(kind: str) -> list[Query]:
        return [Query(words, frozenset(where.split()), 1) for words, where in QUERIES[kind].items()]

    for kind in ("lay", "misspelt", "exact", "asked", "again"):
        queries = read(kind)
        held = queries[2::3]
        tuned, held_out = (
            ("asked", "asked, held out") if kind in ("asked", "again") else ("tuned", "held out")
        )
        yield kind, tuned, [query for query in queries if query not in held]
        yield kind, held_out, held
    yield "later", "tuned", read("later")
    yield "kept", "kept", read("kept")
    yield "strangers", "strangers", read("strangers")


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
    expect(page.locator(".md-search-result__meta")).to_have_text(READY, timeout=20_000)

    def answers(queries: list[Query]) -> list[tuple[Query, list[str]]]:
        results = search(page, *(query.words for query in queries))
        shown = [[place(href.removeprefix(root)) for href in hrefs] for hrefs in results]
        return list(zip(queries, shown, strict=True))

    missed = [
        f"{query.words!r}: wanted {sorted(query.places)} among the first {query.rank}, found {shown}"
        for query, shown in answers(wanted())
        if not query.finds(shown, query.rank)
    ]
    figures, found = [], dict.fromkeys(FLOORS, (0, 0, 0))
    for kind, part, queries in counted():
        results = answers(queries)
        first, three = (sum(query.finds(shown, rank) for query, shown in results) for rank in (1, 3))
        figures.append(f"{kind}, {part}: {len(queries)}, {first}, {three}")
        number, firsts, threes = found[part]
        found[part] = number + len(queries), firsts + first, threes + three
        if part in ("tuned", "asked"):
            figures += [
                f"  {query.words!r} finds {shown[:3]}"
                for query, shown in results
                if not query.finds(shown, 1)
            ]
    shares = {part: (first / number, three / number) for part, (number, first, three) in found.items()}
    said = "; ".join(
        f"{found[part][0]} {part}: top-1 {first:.1%}, top-3 {three:.1%}"
        for part, (first, three) in shares.items()
    )
    record_property(f"Search ({where})", said)
    assert not missed, "\n".join(missed)
    for part, floors in FLOORS.items():
        for share, floor in zip(shares[part], floors, strict=True):
            assert share >= floor, "\n".join([said, "queries, first, among three:", *figures])


def test_a_result_says_what_it_is_and_leads_to_its_finding(visit: Open) -> None:
    page = visit("/")
    page.locator(".md-search__input").click()
    search(page, "a high volume of critical incidents")
    item = page.locator(".md-search-result__item").first
    says = "MC22-D1 · Developing practice · Investigative capacity and resilience"
    expect(item.get_by_role("heading")).to_have_text(says, use_inner_text=True)
    expect(item.get_by_role("link")).to_have_count(1)
    item.get_by_role("link").click()
    page.wait_for_url("**/mc22/?h=high+volume+critical+incidents#mc22-d1")
    expect(page.locator("#mc22-d1")).to_be_in_viewport()
    expect(page.locator("#mc22-d1 ~ p mark").filter(has_text="volume").first).to_be_visible()


def test_a_result_shows_a_few_lines_around_the_words(visit: Open) -> None:
    page = visit("/")
    page.locator(".md-search__input").click()
    search(page, "abductions")
    text = page.locator(".md-search-result__item", has_text="Contextual factors").locator("article")
    expect(text.locator("mark").first).to_have_text("abductions")
    assert len(text.inner_text().split()) < 60, "a whole table"


def test_misspelt_words_are_corrected_and_the_reader_is_told(visit: Open) -> None:
    page = visit("/")
    page.locator(".md-search__input").click()
    told = page.locator(".search-told")
    search(page, "Homocide in Esex zzyzx")
    expect(told).to_have_text("Showing results for homicide essex. Nothing has zzyzx.")
    expect(told).to_have_role("status")
    search(page, "murdering of Londoner")
    expect(told).to_have_text("Showing results for murder londoner.")
    search(page, "homic")
    expect(told).to_be_empty()


def test_kinds_are_chosen_with_the_keyboard(visit: Open) -> None:
    page = visit("/")
    page.locator(".md-search__input").click()
    search(page, "gold groups")
    kinds = page.get_by_role("group", name="Show")
    meta = page.locator(".md-search-result__meta")
    shown = page.locator(".md-search-result__item .says")
    everything = meta.inner_text()
    kinds.get_by_role("radio", name="All").focus()
    page.keyboard.press("ArrowRight")
    expect(kinds.get_by_role("radio", name="Findings")).to_be_checked()
    expect(kinds.get_by_role("radio", name="Findings")).to_be_focused()
    expect(meta).not_to_have_text(everything)
    assert all(
        re.match(r"· (Evidence|Strength|Area|Work|Developing)", says) for says in shown.all_inner_texts()
    )
    page.keyboard.press("ArrowRight")
    expect(kinds.get_by_role("radio", name="Practices")).to_be_checked()
    assert {says.split(" · ")[0] for says in shown.all_inner_texts()} == {"· Developing practice"}
    expect(meta).to_have_role("status")


def test_plain_words_are_in_the_index_and_on_no_page(site: Path) -> None:
    root = site / SUB_PATH
    index = (root / "search" / "search_index.json").read_text(encoding="utf-8")
    shown = (page for pattern in ("index.html", "*.md") for page in root.rglob(pattern))
    pages = " ".join(page.read_text(encoding="utf-8") for page in shown).casefold()
    conversion = committed()
    printed = conversion.inputs.source.casefold()
    entries = conversion.context.glossary.entries
    edition = " ".join(f"{entry.expansion} {entry.definition}" for entry in entries).casefold()
    lists = [entry.also for entry in entries]
    lists += [words for _, words in conversion.inputs.edition.also]
    names = [words for words in chain.from_iterable(lists) if " " in words]
    assert len(names) > 800
    for words in names:
        assert words in index
        if words.casefold() not in printed + edition:
            assert words.casefold() not in pages


def test_a_result_is_a_link_with_a_name_in_every_browser(visit: Open) -> None:
    page = visit("/")
    page.locator(".md-search__input").click()
    search(page, "vetting")
    results = page.locator(".md-search-result__item article")
    assert results.count() > 3
    # Firefox takes no name from an article.
    expect(page.locator(".md-search-result__item article:not([role='presentation'])")).to_have_count(0)
    expect(page.locator(".md-search-result__item a").first).to_have_accessible_name(
        re.compile("vetting", re.I)
    )


def test_an_empty_field_is_neither_required_nor_offers_to_be_cleared(visit: Open) -> None:
    page = visit("/")
    field, clear = page.locator(".md-search__input"), page.locator(".md-search__options button[type=reset]")
    field.click()
    assert not field.evaluate("field => field.required || !field.validity.valid")
    expect(clear).to_be_hidden()
    expect(clear).to_have_css("opacity", "0")
    field.press_sequentially("vetting")
    expect(clear).to_be_visible()
    expect(clear).to_have_css("opacity", "1")
    clear.click()
    expect(field).to_have_value("")
    expect(clear).to_be_hidden()


def test_a_page_that_lists_others_is_one_result(visit: Open) -> None:
    page = visit("/")
    page.locator(".md-search__input").click()
    (shown,) = search(page, "Metropolitan Police Major Crime")
    pages = [href.partition("#")[0].partition("?")[0] for href in shown]
    assert sum(place(href) == "/" for href in (href.removeprefix(page.url) for href in pages)) <= 1


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
