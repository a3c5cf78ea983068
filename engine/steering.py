"""Which signs of a text steer a terminal. What becomes of them is decided elsewhere."""

import unicodedata


def steers(sign: str) -> bool:
    """Whether a character steers a terminal or the direction of text instead of being shown; line breaks do not."""
    return sign not in "\n\t\u200c\u200d" and unicodedata.category(sign) in ("Cc", "Cf", "Cs", "Zl", "Zp")
