"""The rule book as it is read at a terminal: where its text is, and what a word finds in it."""
