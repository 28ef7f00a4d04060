"""Give citations the public address of the site, in the pages and in content/data/citations.*. Optional.

The address depends on where the site is published. That of a server on this machine, as `mkdocs serve` sets
it, is not public. Without this hook the pages offer citations without an address.
"""

from __future__ import annotations

import re
from ipaddress import ip_address
from urllib.parse import urlsplit

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

FILES = ("data/citations.ris", "data/citations.bib", "data/citations.json")

# The field of a reference with its address, on a line of its own: its name, the address from the root of the
# site, and the rest of the line.
_ADDRESS = re.compile(r'^(UR  - |  url = \{|  "URL": ")/(.*\n)', re.MULTILINE)


def on_config(config: MkDocsConfig) -> None:
    """Pass the public address, with a slash at its end, to the templates; empty if there is none."""
    address = config.site_url or ""
    host = urlsplit(address).hostname or ""
    config.extra["public"] = f"{address.rstrip('/')}/" if host and not _is_local(host) else ""


def _is_local(host: str) -> bool:
    """Whether a server has no other name than one for this machine."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def on_files(files: Files, *, config: MkDocsConfig) -> None:
    """Put the public address in front of those in the files. Without one, leave the field out."""
    public = config.extra["public"]

    def written(field: re.Match[str]) -> str:
        return field[1] + public + field[2] if public else ""

    for name in FILES:
        file = files.get_file_from_path(name)
        if file is not None:
            files.remove(file)
            # As bytes, because the lines of one end with CRLF.
            text = _ADDRESS.sub(written, file.content_bytes.decode())
            files.append(File.generated(config, name, content=text.encode()))
