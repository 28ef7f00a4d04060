"""The received text -> Report. Knows the family of reports; knows nothing of Markdown, YAML or the disk."""
