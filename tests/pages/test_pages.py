"""All pages together: the order of the navigation, and the targets of mentions."""

from __future__ import annotations

from reportsite import pages
from reportsite.site import addresses
from tests.projects import golden


def test_the_navigation_follows_the_report() -> None:
    conversion = golden()
    site = pages.build_site(conversion.context, conversion.inputs.source)
    assert site.nav[0].title == "Home"
    assert [entry.title for entry in site.nav[-2:]] == ["The whole report", "About and data"]
    order = [page.address.page for page in site.pages]
    codes = [addresses.criterion(criterion).page for criterion in conversion.report.criteria]
    assert [page for page in order if page in codes] == codes
    assert len(order) == len(set(order)), "no duplicate pages"


def test_every_term_practice_and_criterion_is_a_target() -> None:
    context = golden().context
    targets = pages.targets(context)
    assert context.report.practice
    names = [practice.title.text for practice in context.report.practice.practices]
    names += [criterion.code for criterion in context.report.criteria]
    assert set(targets) == {*names, *(entry.term for entry in context.glossary.entries)}
    for criterion in context.report.criteria:
        assert targets[criterion.code].title == context.edition.title_of(criterion.code)
