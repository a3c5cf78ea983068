"""The sections of the one-page answer and of what stands behind it, as lines of text. Nothing is decided here."""
