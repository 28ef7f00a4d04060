"""The files of the website as files that open from disk, where no server adds index.html to an address.

`mc07/index.html` becomes `mc07.html`. Only named places of a page change: the values of attributes that hold
addresses, those in its data, the site's root in the theme's scripts, and the policy. One script is added.
"""

from __future__ import annotations

import base64
import hashlib
import json
import posixpath
import re
from collections.abc import Mapping
from functools import cache

_INDEX, _EMBEDDED = "search/search_index.json", "search/search_index.js"

# A comment, a script with its content, or a tag. Possessive, because no other way can match.
_TAG = re.compile(
    r"<(?:!--.*?-->"
    r"|(?P<head>(?i:script)\b[^>]*>)(?P<body>.*?)(?P<tail></(?i:script)\s*>)"
    r"""|[a-zA-Z][^"'<>]*+(?:"[^"]*"[^"'<>]*+|'[^']*'[^"'<>]*+)*+>)""",
    re.DOTALL,
)
# The bundle has no Markdown of a page.
_ALTERNATE = re.compile(r'<link rel="alternate" type="text/markdown"[^<>]*>')
# The link check of the bundle reports every address that these patterns miss.
_NAMES = "(?:xlink:)?(?:href|src|action|formaction|data|poster)"
# The ends of these names. A pattern that may begin with `xlink:` would be many times slower.
_SOME = re.compile('(?:href|src|action|data|poster)="')
_ADDRESS = re.compile(rf"""(\s{_NAMES}=")([^"]*)"|"[^"]*"|'[^']*'""")
_DATA_ADDRESS = re.compile(r'("(?:@id|url|search)":\s*")([^"\\]*)"')
# The root of the site, in the theme's settings and in its inline script.
_ROOT = re.compile(r'("base":\s*"|\bnew URL\(")(?:\.|(?:\.\./)*\.\.)(?=")')
_WORKER = re.compile(r'<script id="__config"[^>]*>[^<]*?"search":\s*"([^"]*)"')

_POLICY = re.compile(r'(?<=<meta http-equiv="Content-Security-Policy" content=")[^"]*')
_SCRIPTS = re.compile(r"script-src [^;]*")
# The script that the shim writes into a frame, and the functions in it.
_FRAME = re.compile(r"<script>(.*?)<\\/script>", re.DOTALL)
_FUNCTIONS = re.compile(r"(function (\w+)\([^)]*\)\{.*?\})(?=function |var |class )", re.DOTALL)


def offline_files(files: Mapping[str, bytes], shim: str) -> dict[str, bytes]:
    """The files of the website, by path, changed so that they open from disk.

    `shim` is the path of the script with which the search runs there: browsers start no worker from disk,
    and read no file but a script.
    """
    names = {path: _name(path) for path in files}
    frame = files.get(shim, b"").decode()
    changed = {}
    for path, data in files.items():
        if path.endswith(".html"):
            changed[names[path]] = offline_page(path, data.decode(), names, shim, frame).encode()
        else:
            changed[path] = data
    if _INDEX in files:
        index = json.loads(files[_INDEX])
        for entry in index["docs"]:
            entry["location"] = address("", f"./{entry['location']}", names)
        text = json.dumps(index, ensure_ascii=False, separators=(",", ":"))
        changed[_EMBEDDED] = f"var __index = {text}".encode()
    return changed


def _name(path: str) -> str:
    """The path in the bundle: `mc07.html` for `mc07/index.html`."""
    folder = path.removesuffix("/index.html")
    return path if folder == path else f"{folder}.html"


def address(page: str, written: str, names: Mapping[str, str]) -> str:
    """The address `written` on the page `page` of the website, as it is written in the bundle.

    `names` maps the paths of the website to those of the bundle. Addresses of other sites and of the page
    itself (`#anchor`) are the same.
    """
    path = re.split("[?#]", written, maxsplit=1)[0]
    if not path or path.startswith("/") or ":" in path:
        return written
    target = posixpath.normpath(posixpath.join(posixpath.dirname(page), path))
    if path.rpartition("/")[2] in ("", ".", ".."):
        target = posixpath.normpath(posixpath.join(target, "index.html"))
    return _relative(names.get(target, target), names.get(page, "")) + written[len(path) :]


def _relative(target: str, page: str) -> str:
    """The address of the file `target` on `page`. Both are paths from the root of the site."""
    (*folders, name), here = target.split("/"), page.split("/")[:-1]
    common = 0
    while folders[common : common + 1] == here[common : common + 1] != []:
        common += 1
    return "/".join([*[".."] * (len(here) - common), *folders[common:], name])


def offline_page(path: str, html: str, names: Mapping[str, str], shim: str, source: str) -> str:
    """The page at `path` as it is in the bundle. `shim` is the path of that script, and `source` its text."""
    root = "/".join([".."] * names[path].count("/")) or "."
    hashes: dict[str, str] = {}

    @cache
    def local(written: str) -> str:
        return address(path, written, names)

    def changed(match: re.Match[str]) -> str:
        return f'{match[1]}{local(match[2])}"' if match[1] else match[0]

    def tag(match: re.Match[str]) -> str:
        text, (head, body, tail) = match[0], match.groups()
        if head is None:
            quiet = text.startswith("<!") or not _SOME.search(text)
            return text if quiet else _ADDRESS.sub(changed, text)
        script = _ROOT.sub(rf"\g<1>{root}", body)
        if "json" in head:
            script = _DATA_ADDRESS.sub(changed, script)
        hashes[hashed(body)] = hashed(script)
        return f"<{_ADDRESS.sub(changed, head)}{script}{tail}"

    def policy(match: re.Match[str]) -> str:
        rules = re.sub(r"'sha256-[^']*'", lambda old: hashes.get(old[0], old[0]), match[0])
        # Browsers disagree on the origin of a local file.
        rules = rules.replace("'self'", "'self' file:")
        return _SCRIPTS.sub(lambda scripts: " ".join([scripts[0], *frames]), rules, count=1)

    html = _TAG.sub(tag, _ALTERNATE.sub("", html, count=1))
    worker = _WORKER.search(html)
    frames = [hashed(script) for script in frame_scripts(source, worker[1] if worker else "")]
    html = html.replace("<script", f'<script src="{_relative(shim, names[path])}"></script><script', 1)
    return _POLICY.sub(policy, html, count=1)


def hashed(script: str) -> str:
    """The source of a script or style, as a policy lists it."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"


def frame_scripts(source: str, worker: str) -> list[str]:
    """The inline scripts that the shim with the text `source` writes into the frame in which the search runs.

    The shim writes a template with its own functions and `worker`, the address of the search's worker.
    """
    functions = {name: text for text, name in _FUNCTIONS.findall(source)}
    return [
        re.sub(r"\$\{(\w+)\}", lambda value: functions.get(value[1], worker), script)
        for script in _FRAME.findall(source)
    ]
