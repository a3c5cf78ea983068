"""The workspace of a seat that speaks for one organisation or several."""
