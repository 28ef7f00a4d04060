"""Pages -> files: Markdown, the disk, the call to MkDocs, the offline bundle.

The only layer that escapes text and the only one that accesses the disk.
"""
