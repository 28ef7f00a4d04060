"""Repair of the received text's layout by an ordered table of small named rules.

To add a repair: write a function with the decorator `@rule` in the module of its concern, list it in
`RULES`, and add the fixture pair `NAME.in.txt`, `NAME.out.txt` to tests/fixtures/repair.
"""

from __future__ import annotations

from reportsite.reading.lines import read_lines
from reportsite.reading.repair import footnotes, lists, pages, remnants, run_in, running
from reportsite.reading.repair.rule import Draft, Rule

RULES: tuple[Rule, ...] = (
    lists.read_signs,
    running.drop_running_lines,
    pages.split_furniture,
    pages.drop_contents,
    run_in.split_headings,
    pages.drop_furniture,
    running.drop_repeated_rows,
    remnants.drop_rule_rows,
    remnants.read_html,
    run_in.split_labels,
    lists.read_numbers,
    footnotes.lift_footnotes,
    running.rejoin_items,
    pages.rejoin_sentences,
    lists.attach_strays,
    pages.rejoin_lists,
    lists.read_bare_lists,
)
"""Every rule, in the order in which it runs."""


def repair(text: str) -> Draft:
    """The received text with every rule applied, in order."""
    draft = Draft(read_lines(text))
    for rule in RULES:
        draft = rule(draft)
    return draft
