"""Tests, in the shape of the tree that they test: no rule and no content lives here."""
