"""Linked data for search engines (schema.org): the report, its terms and breadcrumbs.

Objects are identified by pages of content/, `mc07.md#mc07-s3`, like links in Markdown. A MkDocs hook
replaces these with addresses, which depend on where the site is published.
"""

from __future__ import annotations

from collections.abc import Iterator

from reportsite.editorial.glossary import Entry
from reportsite.exports.records import Json
from reportsite.model import Criterion, Report
from reportsite.reading.headings import month_of
from reportsite.site import addresses
from reportsite.site.addresses import Address
from reportsite.site.context import LICENCE_URL, Context, notice
from reportsite.site.page_tree import Nav, Page, Site

PATH = "jsonld.json"
"""Below content/. Not published itself: a hook puts its parts into the pages."""

_LANGUAGE = "en-GB"


def linked(context: Context, site: Site) -> dict[str, list[Json]]:
    """The objects of each page, by its path below content/."""
    home = site.nav[0]
    objects: dict[str, list[Json]] = {page.address.page: [] for page in site.pages}
    objects[addresses.HOME.page].append(_report(context))
    for criterion in context.report.criteria:
        objects[addresses.criterion(criterion).page].append(_chapter(context, criterion))
    if context.glossary.entries:
        objects[addresses.GLOSSARY.page].append(_term_set(context))
    for entry in site.nav:
        for page, way in _ways(entry, ()):
            if page.address != addresses.HOME:
                objects[page.address.page].append(_breadcrumbs((home, *way)))
    return objects


def _name(address: Address) -> str:
    return address.page + (f"#{address.anchor}" if address.anchor else "")


def _ref(address: Address) -> Json:
    return {"@id": _name(address)}


def _report(context: Context) -> Json:
    """The report, identified by the heading of the home page; the criteria are its parts."""
    report, title = context.report, context.report.title
    month = month_of(title.date)
    data: dict[str, Json] = {
        "@type": "Report",
        "@id": _name(addresses.top(addresses.HOME)),
        "name": title.full_title,
        "url": _name(addresses.HOME),
        "inLanguage": _LANGUAGE,
        "license": LICENCE_URL,
        "copyrightNotice": notice(report),
        "isAccessibleForFree": True,
        "publisher": {"@type": "Organization", "name": title.publisher[0].text} if title.publisher else None,
        "datePublished": f"{month[0]}-{month[1]:02}" if month else None,
        "identifier": {"@type": "PropertyValue", "propertyID": "ISBN", "value": title.isbn}
        if title.isbn
        else None,
        "about": [
            {"@type": "Organization", "name": title.force},
            *({"@type": "Thing", "name": framework.name} for framework in report.frameworks),
        ],
        "hasPart": [_ref(addresses.criterion(criterion)) for criterion in report.criteria],
    }
    return {key: value for key, value in data.items() if value is not None}


def _chapter(context: Context, criterion: Criterion) -> Json:
    return {
        "@type": "Chapter",
        "@id": _name(addresses.criterion(criterion)),
        "name": context.edition.name_of(criterion.code),
        "url": _name(addresses.criterion(criterion)),
        "inLanguage": _LANGUAGE,
        "license": LICENCE_URL,
        "isPartOf": _ref(addresses.top(addresses.HOME)),
    }


def _term_set(context: Context) -> Json:
    return {
        "@type": "DefinedTermSet",
        "@id": _name(addresses.GLOSSARY),
        "name": _glossary_name(context.report),
        "url": _name(addresses.GLOSSARY),
        "inLanguage": _LANGUAGE,
        "license": LICENCE_URL,
        "hasDefinedTerm": [_term(entry) for entry in context.glossary.entries],
    }


def _glossary_name(report: Report) -> str:
    return report.glossary.heading.text if report.glossary else "Glossary"


def _term(entry: Entry) -> Json:
    description = f"{entry.expansion}. {entry.definition}" if entry.definition else entry.expansion
    return {
        "@type": "DefinedTerm",
        "@id": _name(addresses.term(entry.term)),
        "name": entry.term,
        "description": description,
        "inDefinedTermSet": _ref(addresses.GLOSSARY),
    }


def _ways(entry: Nav, above: tuple[Nav, ...]) -> Iterator[tuple[Page, tuple[Nav, ...]]]:
    """Each page below an entry of the navigation, with the entries that lead to it, ending with its own."""
    way = (*above, entry) if entry.page else above
    if entry.page:
        yield entry.page, way
    for inner in entry.entries:
        yield from _ways(inner, way)


def _breadcrumbs(way: tuple[Nav, ...]) -> Json:
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": number, "name": entry.title, "item": _ref(entry.page.address)}
            for number, entry in enumerate(way, start=1)
            if entry.page
        ],
    }
