"""Pages -> files: Markdown, the disk, the call of MkDocs, the offline bundle.

The only room that escapes text and the only one that touches the disk.
"""
