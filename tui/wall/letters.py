"""Large letters and figures made of blocks, in any size. They know nothing of what they say."""

ROWS = 5
_GAP = 1
_SHAPES = {
    "0": "### #.# #.# #.# ###",
    "1": ".#. ##. .#. .#. ###",
    "2": "### ..# ### #.. ###",
    "3": "### ..# ### ..# ###",
    "4": "#.# #.# ### ..# ..#",
    "5": "### #.. ### ..# ###",
    "6": "### #.. ### #.# ###",
    "7": "### ..# ..# .#. .#.",
    "8": "### #.# ### #.# ###",
    "9": "### #.# ### ..# ###",
    ":": ". # . # .",
    "-": "... ... ### ... ...",
    "%": "#.# ..# .#. #.. #.#",
    "?": "### ..# .## ... .#.",
    " ": ".. .. .. .. ..",
    "A": ".#. #.# ### #.# #.#",
    "B": "##. #.# ##. #.# ##.",
    "C": "### #.. #.. #.. ###",
    "D": "##. #.# #.# #.# ##.",
    "E": "### #.. ##. #.. ###",
    "F": "### #.. ##. #.. #..",
    "G": "#### #... #.## #..# ####",
    "H": "#.# #.# ### #.# #.#",
    "I": "# # # # #",
    "J": "..# ..# ..# #.# ###",
    "K": "#.# #.# ##. #.# #.#",
    "L": "#.. #.. #.. #.. ###",
    "M": "#...# ##.## #.#.# #...# #...#",
    "N": "#..# ##.# #.## #..# #..#",
    "O": "#### #..# #..# #..# ####",
    "P": "### #.# ### #.. #..",
    "Q": "#### #..# #..# #.## ####",
    "R": "### #.# ##. #.# #.#",
    "S": "### #.. ### ..# ###",
    "T": "### .#. .#. .#. .#.",
    "U": "#.# #.# #.# #.# ###",
    "V": "#.# #.# #.# #.# .#.",
    "W": "#...# #...# #.#.# ##.## #...#",
    "X": "#.# #.# .#. #.# #.#",
    "Y": "#.# #.# .#. .#. .#.",
    "Z": "### ..# .#. #.. ###",
}
"""Five rows of each sign, from the top."""


def width_of(text: str, size: int) -> int:
    """Columns that a text takes; a size of 0 is plain text."""
    return len(text) if size == 0 else len(_pixels(text)[0]) * size


def height_of(size: int, *, ascii_only: bool = False) -> int:
    """Rows that a text takes."""
    if size == 0:
        return 1
    return ROWS * ((size + 1) // 2) if ascii_only else (ROWS * size + 1) // 2


def largest(text: str, width: int, height: int, *, ascii_only: bool = False) -> int:
    """The largest size that fits; 0 where only plain text does."""
    size = 0
    while width_of(text, size + 1) <= width and height_of(size + 1, ascii_only=ascii_only) <= height:
        size += 1
    return size


def large(text: str, size: int, *, ascii_only: bool = False) -> list[str]:
    """The rows of a text in capitals, all equally long. A sign that has no shape is shown as a question mark."""
    if size == 0:
        return [text]
    wide = ["".join(pixel * size for pixel in row) for row in _pixels(text)]
    if ascii_only:
        return [row.replace(".", " ") for row in wide for _ in range((size + 1) // 2)]
    tall = [row for row in wide for _ in range(size)]
    if len(tall) % 2:
        tall.append("." * len(tall[0]))
    return ["".join(map(_half, above, below)) for above, below in zip(tall[::2], tall[1::2], strict=True)]


def _pixels(text: str) -> list[str]:
    shapes = [_SHAPES.get(sign, _SHAPES["?"]).split() for sign in text.upper()]
    return [("." * _GAP).join(shape[row] for shape in shapes) for row in range(ROWS)]


def _half(above: str, below: str) -> str:
    return {"##": "█", "#.": "▀", ".#": "▄", "..": " "}[above + below]
