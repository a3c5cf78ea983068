"""Unfinished forms and unanswered orders of one seat, on disk after every change. No token is ever written."""

import contextlib
import hashlib
import json
import os
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import platformdirs

if TYPE_CHECKING:
    from engine.stored import Plain

KEPT_SENTENCES = 300
"""So many own orders are remembered in words, for the list of own orders."""


def default_folder() -> Path:
    """Where drafts live when nobody says otherwise."""
    return Path(platformdirs.user_data_dir("surgex")) / "drafts"


@dataclass(slots=True)
class Form:
    """A form that was begun: what it is for, in words, and what is filled in so far."""

    title: str
    organisation: str
    values: dict[str, str] = field(default_factory=dict)


class Drafts:
    """The drafts of one person at one seat of one exercise; these three name the file, once the server has told them.

    So a token that was issued anew finds them, and whoever a seat is passed on to does not. Before the greeting only the token
    is known: its digest names a small file that says where the drafts are. Drafts that an earlier version kept in it move.
    """

    def __init__(self, folder: Path, token: str) -> None:
        self._folder = folder
        self._pointer = folder / f"{_digest(token)}.json"
        self.path = _pointed_to(self._pointer)
        self.exercise = ""
        self.forms: dict[str, Form] = {}
        self.pending: Plain | None = None
        """Unanswered orders, as the link gives and takes them."""
        self.sentences: dict[str, str] = {}
        self.form_of: dict[str, str] = {}
        self.problem = ""
        """Why nothing can be kept, if so: the screen says it once."""
        self._read()

    def belongs_to(self, exercise: str, seat: str, holder: str) -> bool:
        """Whether these drafts are of this exercise; those of another are set aside beside the file, not lost.

        The drafts that this holder of the seat kept under another token are there from now on.
        """
        belongs = self.exercise in ("", exercise)
        before, self.path = self.path, self._folder / f"{_digest(exercise, seat, holder)}.json"
        if before != self.path:
            if not belongs:
                with contextlib.suppress(OSError):
                    before.replace(before.with_suffix(".other-exercise.json"))
            if not belongs or before != self._pointer:
                self.forms, self.pending, self.sentences, self.form_of = {}, None, {}, {}
            self._join_what_is_kept()
        self.exercise = exercise
        self._write()
        self._point()
        return belongs

    def _join_what_is_kept(self) -> None:
        """What was kept under another token of the same holder, and what has just been begun with this one."""
        forms, pending, sentences, form_of = self.forms, self.pending, self.sentences, self.form_of
        self.forms, self.pending, self.sentences, self.form_of = {}, None, {}, {}
        self._read()
        self.forms, self.sentences = {**self.forms, **forms}, {**self.sentences, **sentences}
        self.pending, self.form_of = pending or self.pending, {**self.form_of, **form_of}

    def _point(self) -> None:
        """From now on the token's own file says where the drafts are, and holds none."""
        self.problem = self.problem or write_atomically(self._pointer, json.dumps({"at": self.path.name}))

    def keep_form(self, key: str, title: str, organisation: str, values: Mapping[str, str]) -> None:
        """Remember a form as it is filled in now."""
        self.forms[key] = Form(title=title, organisation=organisation, values=dict(values))
        self._write()

    def drop_form(self, key: str) -> None:
        """Forget a form: it was accepted, or its author emptied it."""
        if self.forms.pop(key, None) is not None:
            self._write()

    def values(self, key: str) -> Mapping[str, str]:
        """What was filled in before, if anything."""
        form = self.forms.get(key)
        return form.values if form else {}

    def given(self, order_id: str, sentence: str, form: str, pending: "Plain") -> None:
        """Remember an order until its verdict comes, and the form that it came from."""
        self.pending = pending
        self.sentences[order_id] = sentence
        for oldest in list(self.sentences)[:-KEPT_SENTENCES]:
            del self.sentences[oldest]
        if form:
            self.form_of[order_id] = form
        self._write()

    def answered(self, order_id: str, *, accepted: bool, pending: "Plain") -> None:
        """The verdict came: an accepted order takes its form along, a refused one leaves it to be mended."""
        self.pending = pending
        form = self.form_of.pop(order_id, "")
        if accepted:
            self.forms.pop(form, None)
        self._write()

    def _read(self) -> None:
        try:
            plain = json.loads(self.path.read_text(encoding="utf-8"))
            self.exercise = str(plain["exercise"])
            self.forms = {key: Form(**form) for key, form in plain["forms"].items()}
            self.pending = plain["pending"]
            self.sentences = dict(plain["sentences"])
            self.form_of = dict(plain["form_of"])
        except FileNotFoundError:
            return
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            self.problem = f"The drafts in {self.path} could not be read; new ones replace them."

    def _write(self) -> None:
        plain = {
            "exercise": self.exercise,
            "forms": {
                key: {"title": form.title, "organisation": form.organisation, "values": form.values}
                for key, form in self.forms.items()
            },
            "pending": self.pending,
            "sentences": self.sentences,
            "form_of": self.form_of,
        }
        self.problem = write_atomically(self.path, json.dumps(plain, ensure_ascii=False))


def _digest(*named: str) -> str:
    return hashlib.sha256("\n".join(named).encode()).hexdigest()[:24]


def _pointed_to(pointer: Path) -> Path:
    """Where the file of a token says that the drafts are; itself where it says nothing."""
    try:
        plain = json.loads(pointer.read_text(encoding="utf-8"))
        return pointer.parent / Path(str(plain["at"])).name
    except (OSError, ValueError, KeyError, TypeError):
        return pointer


def write_atomically(path: Path, text: str) -> str:
    """Replace a file as a whole, readable by its owner alone; gives what went wrong, or nothing."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.name)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)  # no fsync: a killed client loses nothing, and every keystroke comes here
        Path(name).replace(path)
    except OSError as error:
        return f"Drafts cannot be kept in {path.parent}: {error.strerror or error}. Free the folder or choose another."
    return ""
