"""Addresses, the lock of published addresses, the page tree, and the context that pages are made from.

Nothing else builds an address.
"""
