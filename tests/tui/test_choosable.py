"""What was kept of a form is offered as it can still be chosen; what is gone is said, and never sent."""

from tui.sheets.sheet import BETWEEN, Field, choosable

ENDS = (("2", "by the end of turn 2"), ("3", "by the end of turn 3"))
DUE = Field(id="due", title="Due", kind="one", choices=ENDS, start="2")
TO = Field(id="to", title="To", kind="several", choices=(("a", "Japan"), ("b", "Korea")))
TEXT = Field(id="text", title="Text", kind="words")


def test_a_choice_that_is_gone_falls_back_to_what_the_form_begins_with_and_says_so() -> None:
    values, told = choosable((DUE, TEXT), {"due": "1", "text": "Soon?"})

    assert values == {"due": "2", "text": "Soon?"}
    assert told == ["Due: what you had chosen is no choice any more; now it says: by the end of turn 2."]


def test_of_several_only_what_is_gone_falls_out() -> None:
    values, told = choosable((TO,), {"to": BETWEEN.join(("a", "gone"))})

    assert values == {"to": "a"}
    assert told == ["To: what you had chosen is no choice any more; now it says: Japan."]


def test_what_can_still_be_chosen_stays_without_a_word() -> None:
    assert choosable((DUE, TO), {"due": "3", "to": "b"}) == ({"due": "3", "to": "b"}, [])
