from dataclasses import replace

import pytest

from engine.annotations.bodies import (
    GiveFeedback,
    JudgeFinding,
    Note,
    PlanAction,
    RaiseCandidate,
    Rate,
    TakePosition,
)
from engine.annotations.records import (
    BrokenChainError,
    check_chain,
    line_of,
    record_in,
    record_of,
    record_plain,
)
from engine.ids import OrganisationId
from engine.stored import StoredError, canonical
from tests.support.annotating import CONTROLLER, EVE, HEADS, IVO, chain

JAPAN = OrganisationId("allies/japan")
ALL = (
    (EVE, Note(text="They never asked.", objective="O1", task=1, organisations=(JAPAN,))),
    (IVO, Rate(objective="O1", mark="S", explanation="Late, but done.")),
    (EVE, RaiseCandidate(title="Two lists", what="seam", text="Each had its own list.", entries=(2, 3))),
    (CONTROLLER, JudgeFinding(about="stock-out taiwan MISSILE", verdict="merged", into="raised 2", reason="one root")),
    (CONTROLLER, PlanAction(finding="raised 2", action="Keep one list.", capability="planning", owner=JAPAN)),
    (EVE, TakePosition(organisation=JAPAN, about="", agrees=True, words="So it was.")),
    (EVE, GiveFeedback(answers={"pace": "4"})),
)


def test_every_kind_comes_back_from_its_line_as_it_was() -> None:
    records = chain(*ALL)

    assert [record_in(line_of(one)) for one in records] == records
    check_chain(records, HEADS)


@pytest.mark.parametrize("at", range(len(ALL)))
def test_a_changed_record_breaks_the_chain_at_the_one_after_it(at: int) -> None:
    records = chain(*ALL)
    records[at] = replace(records[at], wall="2026-11-23T12:00:00.001+00:00")

    if at == len(ALL) - 1:  # nothing follows that would name it: its line holds its hash, and the anchor is the head
        assert records[at].hash != chain(*ALL)[at].hash
        return
    with pytest.raises(BrokenChainError, match=f"^annotation {at + 1} does not follow"):
        check_chain(records, HEADS)


def test_a_missing_record_is_named_by_the_one_that_stands_in_its_place() -> None:
    records = chain(*ALL)

    with pytest.raises(BrokenChainError, match=r"^annotation 3 stands where 2 belongs"):
        check_chain([*records[:2], *records[3:]], HEADS)


def test_a_chain_of_another_log_is_refused_at_its_first_record() -> None:
    others = tuple(one[::-1] for one in HEADS)

    with pytest.raises(BrokenChainError, match=r"^annotation 0 does not follow entry 0 of this log"):
        check_chain(chain(*ALL, heads=others), HEADS)


def test_a_record_points_to_an_entry_that_the_log_has_and_as_it_has_it() -> None:
    records = chain(*ALL)
    elsewhere = [*records[:-1], replace(records[-1], head=HEADS[0])]

    with pytest.raises(BrokenChainError, match=r"^annotation 6 points to another entry 6"):
        check_chain(elsewhere, HEADS)
    with pytest.raises(BrokenChainError, match=r"^annotation 6 points to entry 6, which this log does not have"):
        check_chain(records, HEADS[:6])


def test_the_same_annotation_does_not_stand_in_a_chain_twice() -> None:
    records = chain(*ALL[:2])
    again = replace(records[1], id=records[0].id)

    with pytest.raises(BrokenChainError, match=r"^annotation 1 has the id of another"):
        check_chain([records[0], again], HEADS)


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"format": 2}, "the record is in format 2, and this version reads 1"),
        ({"format": None}, "the record is in format None"),
        ({"more": 1}, "a record has the fields"),
        ({"number": -1}, "whole numbers"),
        ({"entry": True}, "whole numbers"),
        ({"wall": 5}, "wall is a time"),
        ({"body": {"kind": "opinion"}}, "there is no annotation of kind 'opinion'"),
        ({"body": {"kind": "rating", "objective": "O1", "mark": "A"}}, "annotation rating: mark"),
        ({"body": 3}, "annotation is an object with a kind"),
    ],
)
def test_what_is_no_record_is_told_apart_with_its_reason(changes: dict[str, object], told: str) -> None:
    with pytest.raises(StoredError, match=told):
        record_of({**record_plain(chain(*ALL)[1]), **changes})


def test_a_line_that_was_changed_is_not_read_even_where_it_is_the_last() -> None:
    line = line_of(chain(*ALL)[-1])

    with pytest.raises(StoredError, match="it was changed"):
        record_in(line.replace(b'"4"', b'"5"'))
    with pytest.raises(StoredError, match="it was changed"):
        record_in(line.replace(b":", b": ", 1))
    with pytest.raises(StoredError, match="a record is an object"):
        record_in(canonical([1]))
