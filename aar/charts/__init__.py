"""Charts as SVG text: whole numbers in, the same text out; told in words too, and readable without colour."""
