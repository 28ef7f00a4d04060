"""Relations within the report: places, mentions, repeats, related criteria, indicators.

Each relation is stated once and inverted by the program. Knows nothing of Markdown or URLs.
"""
