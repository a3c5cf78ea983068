from engine.annotations.bodies import GiveFeedback, JudgeFinding, Note, PlanAction, Rate, TakePosition
from engine.annotations.folding import Annotations, folded
from engine.annotations.records import Author
from engine.ids import OrganisationId
from tests.support.annotating import CONTROLLER, EVE, IVO, chain

JAPAN, AS = OrganisationId("allies/japan"), OrganisationId("dod/as")
STOCK_OUT, SPLIT, IDLE = "stock-out taiwan MISSILE", "split-concurrence order funds", "allied-capacity-idle line"


def judged(about: str, verdict: str, **more: str) -> JudgeFinding:
    return JudgeFinding(about=about, verdict=verdict, **more)  # type: ignore[arg-type]


def after(*said: tuple[Author, object]) -> Annotations:
    return folded(chain(*said))  # type: ignore[arg-type]


def test_17_3_of_every_author_the_last_rating_counts() -> None:
    annotations = after(
        (EVE, Rate(objective="O1", mark="P")),
        (IVO, Rate(objective="O1", mark="M")),
        (EVE, Rate(objective="O1", mark="S", explanation="on reflection")),
        (EVE, Rate(objective="O1", task=2, mark="U")),
    )

    assert [one.body.mark for one in annotations.ratings_of("O1")] == ["M", "S"]
    assert [one.body.mark for one in annotations.ratings_of("O1", 2)] == ["U"]
    own = annotations.rated_by(EVE.holder, "O1")
    assert own is not None
    assert (own.body.mark, own.record.number) == ("S", 2)
    assert annotations.rated_by(IVO.holder, "O1", 2) is None


def test_17_5_a_finding_is_confirmed_where_more_confirm_it_than_dispute_it() -> None:
    assert after((EVE, judged(SPLIT, "confirmed"))).standing(SPLIT).word == "confirmed"
    disputed = (IVO, judged(SPLIT, "disputed", reason="they were asked"))
    even = after((EVE, judged(SPLIT, "confirmed")), disputed).standing(SPLIT)
    assert even.word is None
    assert [len(even.confirmed), len(even.disputed)] == [1, 1]
    assert after((EVE, judged(SPLIT, "confirmed")), disputed, (EVE, judged(SPLIT, "disputed", reason="so"))).standing(
        SPLIT
    ).word == ("disputed")
    assert Annotations().standing(SPLIT).word is None


def test_17_5_what_control_dismissed_is_dismissed_until_control_says_otherwise() -> None:
    said = [(EVE, judged(SPLIT, "confirmed")), (CONTROLLER, judged(SPLIT, "dismissed", reason="an artefact"))]

    dismissed = after(*said).standing(SPLIT)
    assert (dismissed.word, dismissed.reason) == ("dismissed", "an artefact")
    assert after(*said, (IVO, judged(SPLIT, "confirmed"))).standing(SPLIT).word == "dismissed"
    assert after(*said, (CONTROLLER, judged(SPLIT, "confirmed"))).standing(SPLIT).word == "confirmed"


def test_17_5_what_was_merged_is_found_under_the_last_of_its_chain() -> None:
    annotations = after(
        (CONTROLLER, judged(STOCK_OUT, "merged", into=IDLE, reason="one root")),
        (CONTROLLER, judged(IDLE, "merged", into=SPLIT, reason="one root")),
    )

    assert annotations.root(STOCK_OUT) == SPLIT
    assert annotations.merged() == {SPLIT: (STOCK_OUT, IDLE)}
    assert annotations.root("raised 7") == "raised 7"


def test_17_6_an_organisations_last_position_counts_and_each_read_out_finding_has_its_own() -> None:
    annotations = after(
        (EVE, TakePosition(organisation=JAPAN, about=SPLIT, agrees=True)),
        (EVE, TakePosition(organisation=AS, about=SPLIT, agrees=True)),
        (EVE, TakePosition(organisation=JAPAN, about=SPLIT, agrees=False, words="We were never told.")),
        (EVE, TakePosition(organisation=JAPAN, about="", agrees=False, words="The second one.")),
        (EVE, TakePosition(organisation=JAPAN, about="", agrees=True, words="The third.")),
    )

    found = {one.body.organisation: one.body.agrees for one in annotations.positions_on(SPLIT)}
    assert found == {JAPAN: False, AS: True}
    assert len(annotations.positions) == 4


def test_17_7_forms_add_up_without_anybody_being_named() -> None:
    nobody = Author(by="", holder="")
    annotations = after(
        (nobody, GiveFeedback(answers={"pace": "4"})), (nobody, GiveFeedback(answers={"pace": "2", "keep": "x"}))
    )

    assert sorted(annotations.scale("pace")) == [2, 4]
    assert list(annotations.scale("keep")) == []
    assert annotations.authors() == {}


def test_17_8_a_row_takes_the_place_of_an_earlier_one_or_gives_it_up() -> None:
    row = PlanAction(finding=SPLIT, action="Name one desk.", capability="organization", owner=AS)
    annotations = after(
        (EVE, row),
        (EVE, PlanAction(finding=SPLIT, action="Name two.", capability="organization", owner=AS, replaces=0)),
        (EVE, row),
        (CONTROLLER, PlanAction(finding=SPLIT, action="done", capability="planning", owner=AS, replaces=2, dropped=True)),
    )

    assert [one.body.action for one in annotations.plan.values()] == ["Name two."]


def test_17_2_notes_are_found_by_objective_and_task_and_their_authors_by_number() -> None:
    annotations = after(
        (EVE, Note(text="a", objective="O1", task=1)),
        (IVO, Note(text="b", objective="O1")),
        (CONTROLLER, Note(text="c")),
    )

    assert [one.body.text for one in annotations.notes_on("O1")] == ["a", "b"]
    assert [one.body.text for one in annotations.notes_on("O1", 1)] == ["a"]
    assert [one.body.text for one in annotations.notes_on("")] == ["c"]
    assert list(annotations.authors().values()) == ["evaluator 1", "evaluator 2", "control 1"]
