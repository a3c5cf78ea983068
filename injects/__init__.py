"""The content of exercises with its loader and checker: no rule is decided here."""
