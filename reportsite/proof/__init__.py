"""Checks of the rendered HTML: its words against the received text, and every link.

Uses neither the parser nor the page builders, only the claims they make.
"""
