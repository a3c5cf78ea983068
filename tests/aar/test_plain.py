"""The plain answer: seconds instead of minutes, and no figure that the whole answer says otherwise."""

from aar.objectives.documents import objectives_of
from aar.pages.plain import LEFT_OUT, plain_page, split_so_far
from aar.plain import PlainAnswer, plain_answer_of
from aar.plainly import plainly
from aar.wording import WIDTH
from aar.worlds.ladder import known_worlds
from tests.support.reports import small_answer


def plain() -> PlainAnswer:
    played, _ = small_answer()
    return plain_answer_of(played, known_worlds(played))


def test_15_2_the_plain_split_is_that_of_the_whole_ladder_but_for_what_only_the_planner_tells_apart() -> None:
    _, whole = small_answer()

    for one, other in zip(plain().systems, whole.systems, strict=True):
        for theatre, split in one.split_in.items():
            further = dict(other.split_in[theatre])
            rest = further.pop("not_attempted") + further.pop("gap")
            assert split == {**further, "rest": rest}
            assert sum(split.values()) == one.short_in[theatre]


def test_the_page_says_what_it_leaves_out_and_which_command_tells_it() -> None:
    played, _ = small_answer()

    page = plain_page(plain(), objectives_of(played))

    assert max(len(line) for line in page.splitlines()) <= WIDTH
    assert page.splitlines()[-1].endswith("more.")
    assert LEFT_OUT in " ".join(page.split())
    assert "`surgex findings LOG`" in LEFT_OUT
    for heading in ("DID THE SURGE ASSUMPTION HOLD?", "WHAT WAS SHORT, AND WHY?", "WHERE STEPS WAITED LONGEST", "rest\n"):
        assert heading in page


def test_what_is_shown_while_the_rest_is_worked_out_is_the_table_of_the_page() -> None:
    played, _ = small_answer()
    table, _, _ = split_so_far(plain()).partition("  So far:")

    assert table.startswith("WHAT WAS SHORT, AND WHY?")
    assert table in plain_page(plain(), objectives_of(played))


def test_every_boundary_with_a_wait_is_named_with_all_its_weeks() -> None:
    played, whole = small_answer()
    steps = [step for one in played.exercise.initiatives.values() if one.stopped != "merged" for step in one.steps.values()]

    document = plainly(played, plain())

    assert sorted(one.between for one in document.waited) == sorted(one.boundary for one in whole.boundaries)
    assert sum(one.weeks for one in document.waited) == sum(step.waited_by_organisation for step in steps) > 0
    assert [one.weeks for one in document.waited] == sorted((one.weeks for one in document.waited), reverse=True)
