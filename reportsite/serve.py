"""The development server: build again whenever an input changes."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from reportsite.output import disk
from reportsite.output.disk import Project
from reportsite.output.preview import Preview

POLLING = 0.1
"""Seconds between two looks at the inputs. MkDocs' half a second would be a third of the time of an edit."""

Build = Callable[[Preview], bool]
"""Updates a preview, reports its own errors, and returns whether there were none."""


def serve(project: Project, host: str, port: int, build: Build) -> None:
    """Serve the site until interrupted.

    If `build` fails, the last good build is still served. Raises OSError if the port is busy.
    """
    from mkdocs.livereload import LiveReloadServer  # noqa: PLC0415 - slow, and only needed here

    with tempfile.TemporaryDirectory(prefix="report-site-") as folder:
        root = Path(folder) / "site"
        preview = Preview(project, Path(folder))
        shown: Mapping[str, bytes] = {}

        def rebuild() -> None:
            nonlocal shown
            if build(preview):
                disk.show(root, preview.site, shown)
                shown = preview.site

        # Bind first, so that a busy port fails at once.
        server: Any = LiveReloadServer(
            rebuild, host=host, port=port, root=str(root), mount_path="/", polling_interval=POLLING
        )
        rebuild()
        for path in project.watched:
            server.watch(str(path))
        print(f"Serving on http://{host}:{port}/ – stop with Ctrl-C", flush=True)
        try:
            server.serve(open_in_browser=False)
        except KeyboardInterrupt:
            pass
        finally:
            server.shutdown()
