"""Time the stages of a conversion for reports of increasing size. An exponent of 1 is linear.

A synthetic report has the project's own criteria and additional ones like them. Their sentences are spliced
from short runs of its words, so that the vocabulary is the same and few passages are repeated.
"""

from __future__ import annotations

import argparse
import math
import random
import re
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import TypeVar

import yaml

from reportsite import pipeline
from reportsite.output.disk import Project
from reportsite.reading import headings
from reportsite.relating.mentions import link_report
from reportsite.relating.relations import name_finder, relate
from reportsite.relating.repeats import MIN_WORDS, find_repeats, sentences
from reportsite.relating.terms import finder_of

T = TypeVar("T")
ROOT = Path(__file__).resolve().parent.parent

RUN = 3
"""The maximum number of words that a spliced sentence takes from another."""

FEWEST = 14
"""The minimum number of words in a spliced sentence: short ones would be similar by chance."""

_PARAGRAPH = re.compile(r"(?P<bullet>- )?(?P<text>[^\W_].*[.;:,])\Z")


def grown(text: str, times: int, seed: int = 1) -> str:
    """The text of a report with `times` as many criteria, the additional ones made from the others."""
    lines = text.splitlines()
    starts = [i for i, line in enumerate(lines) if headings.CRITERION.match(line)]
    end = next(i for i in range(starts[-1], len(lines)) if headings.APPENDIX_PRACTICE.match(lines[i]))
    body = [headings.NOTE_MARK.sub("", line) for line in lines[starts[0] : end]]
    said = [s for line in body if (match := _PARAGRAPH.match(line)) for s in sentences(match["text"])]
    pool = [sentence for sentence in said if len(sentence.split()) >= MIN_WORDS]
    draw = random.Random(seed)  # noqa: S311 - the same reports every time
    copies = [line for number in range(1, times) for line in _copy(body, number, pool, draw)]
    return "\n".join([*lines[:end], *copies, *lines[end:], ""])


def _copy(body: Sequence[str], number: int, pool: Sequence[str], draw: random.Random) -> Iterator[str]:
    """Additional criteria, with the headings of `body` and sentences made from `pool`."""
    prefix = "Z" + chr(ord("A") + number // 26) + chr(ord("A") + number % 26)
    for line in body:
        if headings.CRITERION.match(line):
            yield from (re.sub(r"\A[A-Z]+", prefix, line.split()[0]) + " Summary", "")
        elif match := _PARAGRAPH.match(line):
            made = (_splice(sentence, pool, draw) for sentence in sentences(match["text"]))
            yield from ((match["bullet"] or "") + " ".join(made), "")
        elif any(pattern.match(line) for pattern in headings.KINDS.values()):
            yield from (line, "")


def _splice(sentence: str, pool: Sequence[str], draw: random.Random) -> str:
    """A sentence of about the same length, spliced from short runs of words of different sentences."""
    length = max(FEWEST, len(sentence.split()))
    words: list[str] = []
    while len(words) < length:
        run = draw.choice(pool).split()
        # Begin with the beginning of a sentence, so that it is not read as a heading or a list.
        start = draw.randrange(len(run)) if words else 0
        words += run[start : start + RUN]
    return " ".join(words[:length]).rstrip(".;:,") + "."


def measure(source: Project, times: int, folder: Path) -> dict[str, float]:
    """Seconds of processor time of each stage, for a report of `times` the size."""
    shutil.copytree(source.edition.parent, folder / "report")
    shutil.copy(source.glossary, folder)
    project = Project(folder)
    edition = yaml.safe_load(project.edition.read_text(encoding="utf-8"))
    # Its line numbers refer to the original text.
    edition.pop("as_printed", None)
    project.edition.write_text(yaml.safe_dump(edition), encoding="utf-8")
    text = folder / "report" / edition["source"]
    text.write_text(grown(text.read_text(encoding="utf-8"), times), encoding="utf-8")
    seconds: dict[str, float] = {}

    def timed(stage: str, work: Callable[[], T]) -> T:
        start = time.process_time()
        result = work()
        seconds[stage] = time.process_time() - start
        return result

    inputs = timed("reading", lambda: pipeline.read(project))
    terms = finder_of(inputs.glossary)
    finders = (name_finder(inputs.report, inputs.edition), terms)
    linked = timed("mentions", lambda: link_report(inputs.report, finders))
    timed("repeats", lambda: find_repeats(linked))
    timed("relations, repeats included", lambda: relate(linked, inputs.edition, terms))
    context = pipeline.connect(inputs)
    site = timed("pages", lambda: pipeline.lay_out(project, inputs, context))
    timed("Markdown and data", lambda: pipeline.write_out(inputs, context, site))
    timed("whole conversion", lambda: pipeline.convert(project))
    return seconds


def main() -> None:
    """Print a table: a row for each stage, a column for each size, and the exponents between them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", nargs="*", type=int, default=[1, 4, 16], help="multiples of the report")
    sizes = parser.parse_args().sizes
    columns = []
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            columns.append(measure(Project(ROOT), size, Path(folder)))
    print(f"{'seconds':<28}" + "".join(f"{size:>9}x" for size in sizes) + "   exponents")
    for stage in columns[0]:
        row = [column[stage] for column in columns]
        steps = zip(pairwise(row), pairwise(sizes), strict=True)
        exponents = [math.log(after / before) / math.log(n / m) for (before, after), (m, n) in steps]
        seconds = "".join(f"{second:>10.2f}" for second in row)
        print(f"{stage:<28}{seconds}   " + " ".join(f"{exponent:.1f}" for exponent in exponents))


if __name__ == "__main__":
    main()
