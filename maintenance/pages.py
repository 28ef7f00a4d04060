"""Measure what a criterion page costs on a phone, and how soon the search answers.

The page is compared with the same content in Material as it comes, and with its article as plain HTML. The
phone has a processor four times slower than this machine, and the line that Lighthouse calls "slow 4G". The
variants take turns, so that whatever else the machine does disturbs all of them. Needs Chromium.
"""

from __future__ import annotations

import gzip
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache, partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import yaml
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright
from selectolax.lexbor import LexborHTMLParser

ROOT = Path(__file__).resolve().parent.parent

SLOWDOWN = 4
"""How many times slower the phone's processor is."""

LINE = {
    "offline": False,
    "latency": 150,
    "downloadThroughput": 1.6 * 1024 * 1024 / 8,
    "uploadThroughput": 750 * 1024 / 8,
}
"""Slow 4G, as CDP's Network.emulateNetworkConditions takes it: milliseconds, and bytes per second."""

PHONE: ViewportSize = {"width": 360, "height": 740}

OBSERVE = """window.seen = { paint: 0, blocked: 0, shift: 0 };
new PerformanceObserver(list => { for (const entry of list.getEntries()) seen.paint = entry.startTime })
  .observe({ type: "largest-contentful-paint", buffered: true });
new PerformanceObserver(list => {
  for (const entry of list.getEntries()) seen.blocked += Math.max(0, entry.duration - 50)
}).observe({ type: "longtask", buffered: true });
new PerformanceObserver(list => { for (const entry of list.getEntries()) seen.shift += entry.value })
  .observe({ type: "layout-shift", buffered: true });"""

# Milliseconds from the key to the next frame that shows a result.
FIRST_RESULT = """key => new Promise(done => {
  const field = document.querySelector(".md-search__input")
  const list = document.querySelector(".md-search-result__list")
  const start = performance.now()
  new MutationObserver((changes, observer) => {
    if (changes.every(change => !change.addedNodes.length)) return
    observer.disconnect()
    requestAnimationFrame(() => done(performance.now() - start))
  }).observe(list, { childList: true })
  field.focus()
  field.value = key
  field.dispatchEvent(new KeyboardEvent("keyup", { key, bubbles: true }))
})"""

QUERY = "golden hour"
PAGE = "mc07"

Figures = Mapping[str, float]


class Zipped(SimpleHTTPRequestHandler):
    """Serves a folder compressed with gzip, as web hosts do."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            self.send_error(404)
            return
        data = _zipped(path)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *args: Any) -> None:
        pass


@cache
def _zipped(path: Path) -> bytes:
    return gzip.compress(path.read_bytes(), 9, mtime=0)


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """Serve a folder. Yields its address."""
    handler = partial(Zipped, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def build_variants(folder: Path) -> dict[str, Path]:
    """Build the committed pages with our theme, with Material as it comes, and as plain HTML, by name."""
    ours, stock, plain = (folder / name for name in ("ours", "stock", "plain"))
    _mkdocs(ROOT / "mkdocs.yml", ours)
    source = folder / "source"
    shutil.copytree(ROOT / "content", source / "content")
    settings = yaml.safe_load((source / "content" / "site.yml").read_text(encoding="utf-8"))
    # Material loads its fonts from a server; without them the comparison is fair, and needs no network.
    theme = {"name": "material", "font": False, "features": ["navigation.tabs", "navigation.indexes"]}
    extensions = ["attr_list", "md_in_html", "tables", {"toc": {"permalink": True}}]
    settings |= {"docs_dir": "content", "theme": theme, "markdown_extensions": extensions}
    (source / "mkdocs.yml").write_text(yaml.safe_dump(settings), encoding="utf-8")
    _mkdocs(source / "mkdocs.yml", stock)
    for page in ours.rglob("index.html"):
        article = LexborHTMLParser(page.read_text(encoding="utf-8")).css_first("article")
        if article:
            copy = plain / page.relative_to(ours)
            copy.parent.mkdir(parents=True, exist_ok=True)
            head = '<!doctype html><html lang="en"><meta charset="utf-8"><title>.</title>'
            copy.write_text(
                f'{head}<meta name="viewport" content="width=device-width">{article.html}', "utf-8"
            )
    return {"this site": ours, "stock Material": stock, "plain HTML": plain}


def _mkdocs(config: Path, site: Path) -> None:
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "-f", str(config), "-d", str(site)]
    subprocess.run(command, cwd=config.parent, check=True, capture_output=True)


def load(browser: Browser, address: str) -> Figures:
    """Load a page cold on the phone: paint, blocking and shift in ms and without unit, bytes and requests."""
    context = browser.new_context(viewport=PHONE, device_scale_factor=2, is_mobile=True, has_touch=True)
    page = context.new_page()
    session = context.new_cdp_session(page)
    received = {"bytes": 0.0, "requests": 0.0}

    def sent(event: Mapping[str, Any]) -> None:
        # The icons in style sheets are not requests.
        received["requests"] += event["request"]["url"].startswith("http")

    def finished(event: Mapping[str, Any]) -> None:
        received["bytes"] += event["encodedDataLength"]

    session.on("Network.requestWillBeSent", sent)
    session.on("Network.loadingFinished", finished)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", LINE)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWDOWN})
    page.add_init_script(OBSERVE)
    page.goto(address, wait_until="networkidle")
    page.wait_for_timeout(500)
    seen: dict[str, float] = page.evaluate("seen")
    context.close()
    return {**seen, **received}


def cold_search(browser: Browser, address: str, key: str) -> float:
    """Milliseconds from the first key on a page just loaded, on a fast line, to the first result."""
    page = _opened(browser, address)
    try:
        return float(page.evaluate(FIRST_RESULT, key))
    finally:
        page.context.close()


def warm_search(browser: Browser, address: str, key: str) -> float:
    """The same once the index is there."""
    page = _opened(browser, address)
    try:
        page.evaluate(FIRST_RESULT, "a")
        return float(page.evaluate(FIRST_RESULT, key))
    finally:
        page.context.close()


def _opened(browser: Browser, address: str) -> Page:
    page = browser.new_context().new_page()
    page.goto(address, wait_until="networkidle")
    return page


def turns(measures: Mapping[str, Callable[[], float]], rounds: int) -> dict[str, float]:
    """The medians of several measurements that take turns."""
    values: dict[str, list[float]] = {name: [] for name in measures}
    for _ in range(rounds):
        for name, measure in measures.items():
            values[name].append(measure())
    return {name: statistics.median(each) for name, each in values.items()}


COLUMNS = {
    "paint": ("largest contentful paint, ms", "{:.0f}"),
    "blocked": ("total blocking time, ms", "{:.0f}"),
    "shift": ("layout shift", "{:.4f}"),
    "bytes": ("bytes received, kB", "{:.1f}"),
    "requests": ("requests", "{:.0f}"),
}


def table(figures: Mapping[str, Figures]) -> Iterator[str]:
    """The lines of a Markdown table: a row for each figure, a column for each variant."""
    yield f"| | {' | '.join(figures)} |"
    yield "|---|" + "--:|" * len(figures)
    for key, (name, form) in COLUMNS.items():
        unit = 1000 if key == "bytes" else 1
        yield f"| {name} | {' | '.join(form.format(each[key] / unit) for each in figures.values())} |"


def lines(rounds: int) -> Iterator[str]:
    """The Markdown of two tables: of the page, and of the search."""
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    with tempfile.TemporaryDirectory(prefix="pages-") as name, sync_playwright() as playwright:
        variants = build_variants(Path(name))
        # Without one of the system, Playwright's own.
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        loads: dict[str, list[Figures]] = {variant: [] for variant in variants}
        for _ in range(rounds):
            for variant, folder in variants.items():
                with serving(folder) as address:
                    loads[variant].append(load(browser, f"{address}/{PAGE}/"))
        yield from table(
            {
                variant: {key: statistics.median(each[key] for each in figures) for key in COLUMNS}
                for variant, figures in loads.items()
            }
        )
        with serving(variants["this site"]) as address:
            page = f"{address}/{PAGE}/"
            measures = {
                "first key on a page just loaded": partial(cold_search, browser, page, QUERY),
                "with the index loaded": partial(warm_search, browser, page, QUERY),
            }
            for bundle in sorted((ROOT / "dist").glob("*-offline.zip"))[:1]:
                shutil.unpack_archive(bundle, Path(name) / "offline")
                (file,) = (Path(name) / "offline").glob(f"*/{PAGE}.html")
                measures |= {
                    "first key in the offline bundle": partial(cold_search, browser, file.as_uri(), QUERY),
                    "in the bundle with the index loaded": partial(
                        warm_search, browser, file.as_uri(), QUERY
                    ),
                }
            yield from ("", "| first result of the search | ms |", "|---|--:|")
            for what, milliseconds in turns(measures, rounds).items():
                yield f"| {what} | {milliseconds:.0f} |"
        browser.close()
