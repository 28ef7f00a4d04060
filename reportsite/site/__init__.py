"""Addresses, the lock of published addresses, the page tree, and the context that pages are built from.

No other layer builds an address.
"""
