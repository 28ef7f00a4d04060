"""Turns the plain text of an HMIC inspection report into the Markdown pages of a website.

The stages, in order (see README.md):
text -> repair -> blocks -> report -> pages -> markdown -> files -> MkDocs -> proof
"""
