"""Turns the text of an HMIC inspection report into a cross-linked site.

text -> reading -> Report -> relating -> Context -> pages -> Site -> output -> content/
content/ -> MkDocs -> proof -> site/, dist/
"""

LAYERS = (
    "errors",
    "limits",
    "model",
    "words",
    "receiving",
    "reading",
    "editorial",
    "relating",
    "site",
    "charts",
    "exports",
    "pages",
    "output",
    "proof",
    "conversion",
    "printing",
    "book",
    "pipeline",
    "new_project",
    "summary",
    "serve",
)
"""The modules and folders of the package in the order of the flow. Each imports only from those before it."""
