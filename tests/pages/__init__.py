"""Tests of the pages. The helper that compares them shows the difference, as a test does."""

import pytest

pytest.register_assert_rewrite("tests.pages.specifications")
