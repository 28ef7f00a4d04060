"""Remove an attribute that HTML does not allow, where the theme's templates have no block. Optional.

The theme turns autocomplete off for the check boxes that open its menu and its search, so that browsers do
not open them again later. overrides/assets/access.js does that instead.
"""

from __future__ import annotations

import re

_CHECK_BOX = re.compile(r'(<input class="md-toggle"[^<>]*?) autocomplete="off"')


def on_post_page(output: str, **_: object) -> str:
    """The page with check boxes that are valid."""
    return _CHECK_BOX.sub(r"\1", output)


def on_post_template(output_content: str, *, template_name: str, **_: object) -> str:
    """The same for the 404 page."""
    return on_post_page(output_content) if template_name.endswith(".html") else output_content
