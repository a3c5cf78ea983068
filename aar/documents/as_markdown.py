"""A document as Markdown: the same tree as plain text, for a repository or a wiki. Pictures are told in their words."""

import re
from collections.abc import Iterator
from typing import Any

_ACTIVE = re.compile(r"([\\`*_{}\[\]#|!~$])")
_TAGS = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_TYPED = frozenset("`\n<&")
"""What would end a code span, or begin a tag in one."""
_BREAK = "  \n"
_BEGINS = re.compile(r"^(\s*)([-+=:]|\d+[.)])(?=\s|$|-)", re.MULTILINE)


def markdown(shape: dict[str, Any]) -> bytes:
    """The bytes of the file. Nothing in a text is taken for markup."""
    return ("\n\n".join(_document(shape)) + "\n").encode()


def _document(shape: dict[str, Any]) -> Iterator[str]:
    marking = f"**{plain(shape['marking'])}**"
    yield marking
    yield f"# {plain(shape['title'])}"
    if shape["subtitle"]:
        yield f"*{plain(shape['subtitle'])}*"
    yield from _blocks(shape["front"])
    if shape["about"]:
        yield "\n".join(f"- **{plain(term)}**: {_said(words, '<br>')}" for term, words in shape["about"])
    if shape["handling"]:
        yield _quoted(plain(shape["handling"]))
    if shape["contents"]:
        yield "## Contents"
        yield "\n".join(f"{'  ' * (one['level'] - 1)}- {_heading(one)}" for one in shape["contents"])
    yield from _blocks(shape["blocks"])
    yield marking


def _heading(one: dict[str, Any]) -> str:
    return f"{one['number']} {plain(one['title'])}".strip()


def _blocks(blocks: list[dict[str, Any]]) -> Iterator[str]:
    for block in blocks:
        match block["is"]:
            case "section":
                yield f"{'#' * (block['level'] + 1)} {_heading(block)}"
                yield from _blocks(block["blocks"])
            case "table":
                yield _table(block)
            case _:
                if told := _one(block):
                    yield told


def _one(block: dict[str, Any]) -> str:
    match block["is"]:
        case "paragraph":
            return _said(block["text"], _BREAK)
        case "bullets":
            signs = (f"{number}." for number in range(1, len(block["items"]) + 1)) if block["ordered"] else None
            return "\n".join(f"{next(signs) if signs else '-'} {_said(one, '<br>')}" for one in block["items"])
        case "definitions":
            return "\n".join(f"- **{plain(term)}**: {_said(words, '<br>')}" for term, words in block["entries"])
        case "callout":
            return _quoted(f"**{plain(block['title'])}**\n\n{_said(block['text'], _BREAK)}")
        case "figure":
            caption = f"**{plain(block['caption'])}** " if block["caption"] else ""
            return _quoted(f"{caption}(picture) {plain(block['alt'])}")
        case "blank":
            return f"{plain(block['label'])} \\_\\_\\_\\_\\_\\_\\_\\_".strip()
        case "ticks":
            return f"{plain(block['label'])} " + " ".join(f"☐ {plain(one)}" for one in block["options"])
        case _:
            return ""


def _table(block: dict[str, Any]) -> str:
    numbers = block["numbers"]
    head = " | ".join(_cell(plain(one)) for one in block["head"])
    under = " | ".join("--:" if at in numbers else "---" for at in range(len(block["head"])))
    rows = [" | ".join(_cell(_said(cell, "<br>")) for cell in row) for row in block["rows"]]
    lines = "\n".join(f"| {one} |" for one in (head, under, *rows))
    return f"**{plain(block['caption'])}**\n\n{lines}" if block["caption"] else lines


def _cell(text: str) -> str:
    return text.replace("\n", "<br>") or " "


def _quoted(text: str) -> str:
    return "\n".join(f"> {line}".rstrip() for line in text.split("\n"))


def _said(spans: list[dict[str, str]], broken: str) -> str:
    return "".join(_span(one) for one in spans).replace("\n", broken)


def _span(one: dict[str, str]) -> str:
    text = plain(one["text"])
    if not text.strip():
        return text
    match one["style"]:
        case "strong":
            begin, end = len(text) - len(text.lstrip()), len(text.rstrip())  # a blank inside of the signs would undo them
            return f"{text[:begin]}**{text[begin:end]}**{text[end:]}"
        case "mono":
            return text if _TYPED & set(one["text"]) else f"`{one['text']}`"
        case "cite":
            return f"<sup>{text}</sup>"
        case _:
            return text


def plain(text: str) -> str:
    """A text in which nothing is markup: signs that begin something are escaped."""
    return _BEGINS.sub(r"\1\\\2", _ACTIVE.sub(r"\\\1", text.translate(_TAGS)))
