"""The rendered HTML held against the received text, and every link followed.

Takes nothing from the parser or the page builders but their claims.
"""
