"""What players did in their own words, and what they agreed, asked, said and wrote: with control's rulings and the entries."""

from collections.abc import Iterator

from aar.documents.model import Block, Bullets, Paragraph, Section, Strong, Table, Words
from aar.models_of_talk import ActionShape, AgreementShape, ArgumentShape, RequestShape, RulingShape, WordShape
from aar.papers.saying import listed
from aar.report.figures import Counted, cited, joined
from aar.report.material import Material
from engine.titles import plural

MOST_PAIRS, MOST_WORDS = 40, 60
"""Rows that the document holds; the workbook and report.json hold all."""
STANDS = {
    "open": "offered, and not signed by all",
    "in-force": "in force when the log ends",
    "due": "due, and not ruled on",
    "refused": "refused by {by}",
    "lapsed": "lapsed: {by} had not signed",
    "kept": "kept",
    "broken": "broken by {by}",
}
ALWAYS = ("kept", "broken")
"""What is counted even where there was none."""
RULINGS = {"yes": "yes", "yes-but": "yes, but", "no": "no", "later": "later"}
SIDES = {"for": "For", "against": "Against", "dissent": "Disagrees with the ruling"}


def talk(material: Material) -> Section:
    """Five parts, each with what it comes to."""
    blocks: list[Block] = []
    if material.audience:
        blocks.append(Paragraph("What this audience was not told of is left out; figures count what it was told.", "note"))
    blocks += [_actions(material), _agreements(material), _requests(material), _said(material), _messages(material)]
    return Section(title="Free actions, agreements and talk", blocks=tuple(blocks), new_page=True)


def _counts(material: Material, first: tuple[Counted, str, str], *more: tuple[Counted, str]) -> Words:
    """`3 agreements offered, 1 kept, 0 broken.`, each with its entries; of the rest only what there was."""
    told = material.figures.told
    counted, noun, says = first
    parts: list[Words] = [told(counted, lambda number: plural(number, noun)), f" {says}"]
    for one, then in more:
        if one.value or then in ALWAYS:
            parts += [", ", told(one), f" {then}"]
    return joined(*parts, ".")


def _actions(material: Material) -> Section:
    figures, actions = material.figures, material.talk.shape.actions
    if not actions:
        nobody = "This audience was told of no free action." if material.audience else "Nobody acted in words of its own."
        return Section(title="Free actions", blocks=(Paragraph(nobody),))
    ruled = [(figures.actions_ruled(one), f"ruled {words}") for one, words in RULINGS.items() if one != "later"]
    waiting = (figures.actions_ruled("waiting"), "not ruled on")
    blocks: list[Block] = [Paragraph(_counts(material, (figures.actions_taken(), "action", "taken"), *ruled, waiting))]
    for one in actions:
        blocks += _action(one)
    return Section(title="Free actions", blocks=tuple(blocks))


def _action(one: ActionShape) -> Iterator[Block]:
    about = [f"turn {one.turn}, week {one.week}", f"read by {listed(one.readers)}"]
    about += [f"aimed at {listed(one.aims)}"] if one.aims else []
    about += [f"should bring {listed(one.wants)}"] if one.wants else []
    heading = (Strong(f"{one.organisation}: {one.title.rstrip('.')}. "), f"“{one.text}” ({'; '.join(about)})")
    yield Paragraph(cited(heading, one.entries[:1]))
    rulings = [cited(_ruling(each), each.entries) for each in one.rulings]
    if not rulings:
        rulings = [("Control did not rule on it.",)]
    said = [(each.side, cited(_argument(each), each.entries)) for each in one.arguments]
    before, after = [words for side, words in said if side != "dissent"], [words for side, words in said if side == "dissent"]
    yield Bullets((*before, *rulings, *after))


def _argument(one: ArgumentShape) -> Words:
    return (Strong(f"{SIDES[one.side]}, {one.by}: "), f"“{one.text}”")


def _ruling(one: RulingShape) -> Words:
    instead = f", in the place of {RULINGS[one.instead_of]}" if one.instead_of else ""
    through = ""
    if one.die is not None:
        through = f", by the die: odds {one.odds} ({one.permille} of 1,000), rolled {one.die}"
    brought = f" It brought {listed(one.brought)}." if one.brought else ""
    return (
        Strong(f"Control, turn {one.turn}: {RULINGS[one.ruling]}{instead}"),
        f"{through}. “{one.reason}”{brought}",
    )


def _agreements(material: Material) -> Section:
    figures, agreements = material.figures, material.talk.shape.agreements
    if not agreements:
        nobody = "This audience was party to no agreement." if material.audience else "Nobody offered an agreement."
        return Section(title="Agreements", blocks=(Paragraph(nobody),))
    counted = _counts(
        material,
        (figures.happened("agreement-proposed"), "agreement", "offered"),
        (figures.happened("agreement-in-force"), "came into force"),
        (figures.happened("agreement-kept"), "kept"),
        (figures.happened("agreement-broken"), "broken"),
        (figures.happened("agreement-refused"), "refused"),
        (figures.happened("agreement-lapsed"), "lapsed unsigned"),
    )
    rows = tuple(
        (
            joined((Strong(one.title),), f"\n“{one.terms}”"),
            listed(one.parties),
            f"by {one.proposer} in turn {one.turn}, due in turn {one.due_turn}",
            cited(_became(one), sorted(set(one.entries))),
        )
        for one in agreements
    )
    head = ("Agreement", "Parties", "Offered", "What became of it")
    return Section(title="Agreements", blocks=(Paragraph(counted), Table(head=head, rows=rows, widths=(7, 5, 4, 7))))


def _became(one: AgreementShape) -> str:
    said = STANDS[one.stands].format(by=listed(one.by))
    ruled = ", as control ruled" if one.ruled else ""
    return f"{said}{ruled}{f': “{one.reason}”' if one.reason else ''}"


def _requests(material: Material) -> Section:
    figures, requests = material.figures, material.talk.shape.requests
    if not requests:
        nobody = "This audience made no request and had none." if material.audience else "Nobody made a request."
        return Section(title="Requests", blocks=(Paragraph(nobody),))
    counted = _counts(
        material,
        (figures.happened("request-made"), "request", "made"),
        (figures.happened("request-answered"), "answered"),
        (figures.happened("request-lapsed"), "lapsed without an answer of everybody"),
    )
    rows = tuple(_request(one) for one in requests[:MOST_WORDS])
    head = ("From", "To", "Asked", "Due", "Answers")
    table = Table(head=head, rows=rows, widths=(4, 5, 8, 2, 8), row_heads=True)
    return Section(title="Requests", blocks=(Paragraph(counted), table, *_more(len(requests) - MOST_WORDS, "request")))


def _request(one: RequestShape) -> tuple[Words, ...]:
    answers = [f"{each.by}, turn {each.turn}: {each.verdict}{f' “{each.text}”' if each.text else ''}" for each in one.answers]
    answers += ["lapsed"] if one.lapsed else []
    about = f" (about {one.about})" if one.about else ""
    told = cited("\n".join(answers) or "no answer", sorted(set(one.entries)))
    return (one.sender, listed(one.to), f"“{one.text}”{about}", f"turn {one.due_turn}", told)


def _said(material: Material) -> Section:
    said = material.talk.shape.said
    if not said:
        return Section(title="Said in the room", blocks=(Paragraph("Nothing that was said in the room was put on record."),))
    counted = _counts(material, (material.figures.happened("said-in-room"), "word", "put on record"))
    items = tuple(cited(_spoken(one), one.entries) for one in said[:MOST_WORDS])
    more = _more(len(said) - MOST_WORDS, "word")
    return Section(title="Said in the room", blocks=(Paragraph(counted), Bullets(items), *more))


def _spoken(one: WordShape) -> Words:
    about = f", about {one.about}" if one.about else ""
    return (Strong(f"{one.by} to {listed(one.to)}"), f", turn {one.turn}, week {one.week}, {one.given}{about}: “{one.text}”")


def _messages(material: Material) -> Section:
    pairs = material.figures.pairs()
    if not pairs:
        nobody = "This audience wrote no message and had none." if material.audience else "Nobody wrote a message."
        return Section(title="Messages", blocks=(Paragraph(nobody),))
    figures = material.figures
    rows = tuple(
        (first, second, figures.told(figures.messages(first, second)), figures.told(figures.messages(second, first)))
        for first, second in pairs[:MOST_PAIRS]
    )
    table = Table(
        caption="Messages by pair; one to several counts for each",
        head=("One side", "Other side", "From the one to the other", "Back"),
        rows=rows,
        widths=(4, 4, 5, 5),
    )
    note = Paragraph("What was written stands in report.json and in the workbook, as far as the reader may have it.", "note")
    counted = _counts(material, (figures.happened("message-sent"), "message", "written"))
    return Section(title="Messages", blocks=(Paragraph(counted), table, *_more(len(pairs) - MOST_PAIRS, "pair"), note))


def _more(left: int, noun: str) -> tuple[Paragraph, ...]:
    return (Paragraph(f"{plural(left, 'more ' + noun)} in the workbook and in report.json.", "note"),) if left > 0 else ()
