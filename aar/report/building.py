"""The report as one document: the cover, the answer first, then the sections of an AAR/IP. What each says is built beside."""

from aar.documents.model import Block, Callout, Document, Words
from aar.report.assumptions import assumptions
from aar.report.closing import feedback, hot_wash
from aar.report.estimates import estimates
from aar.report.events import events
from aar.report.findings import findings
from aar.report.front import at_a_glance, front
from aar.report.guides import guides
from aar.report.material import Material
from aar.report.objectives import analysis
from aar.report.overview import FILL_IN, overview
from aar.report.participants import participants
from aar.report.plan import plan
from aar.report.shortages import shortages
from aar.report.talk import talk
from aar.report.thoroughly import thoroughly
from engine.recording import ENGINE_VERSION
from engine.titles import plural

TITLE = "After-Action Report / Improvement Plan"


def report(material: Material) -> Document:
    """The whole of it."""
    deck = material.world.deck
    return Document(
        title=TITLE,
        subtitle=deck.title,
        marking=material.marking,
        date=material.gathered.days[1] if material.gathered.days else deck.start_date,
        handling=_handling(material),
        front=(*at_a_glance(material), *_warnings(material)),
        about=tuple(_about(material)),
        blocks=(
            front(material),
            overview(material),
            analysis(material),
            findings(material),
            shortages(material),
            estimates(material),
            talk(material),
            plan(material),
            participants(material),
            guides(material),
            events(material),
            hot_wash(material),
            feedback(material),
            assumptions(material),
            thoroughly(material),
        ),
    )


def _handling(material: Material) -> str:
    deck = material.world.deck
    if not material.audience:
        whole = "This copy is whole: it holds what organisations alone were told. It is for control and evaluators."
        return f"{deck.handling}\n{whole}"
    left = "; ".join(material.left_out)
    return f"{deck.handling}\nThis copy is for {material.audience}. Left out: {left}."


def _about(material: Material) -> list[tuple[str, Words]]:
    answer, gathered = material.answer, material.gathered
    days = " to ".join(dict.fromkeys(gathered.days)) if gathered.days else FILL_IN
    lines: list[tuple[str, Words]] = [
        ("Exercise", f"{answer.exercise}{'' if answer.ended else ': it has not ended, this is the report so far'}"),
        ("Held on", days),
        ("Report of", FILL_IN),
        ("Log", f"{plural(answer.entries, 'entry', 'entries')}, 0 to {answer.entries - 1}"),
        ("Head of the log", answer.head),
        ("Annotations", _annotated(material)),
        ("Versions", f"recorded by surgex {gathered.engine}, reported by surgex {ENGINE_VERSION}"),
        ("Prepared for", material.audience or "control and evaluators"),
    ]
    if answer.ended:
        lines.insert(5, ("Seed", answer.seed))
    if gathered.parent:
        lines.insert(1, ("A fork of", gathered.parent))
    return lines


def _annotated(material: Material) -> str:
    number = material.findings.annotations
    return f"{plural(number, 'record')}, head {material.annotations_head}" if number else "none were read"


def _warnings(material: Material) -> tuple[Block, ...]:
    found = []
    if material.fault:
        text = f"{material.fault}. This report tells of what stands before that; nothing behind it was read."
        found.append(Callout(title="The log is not whole", text=text, kind="warning"))
    if material.answer.other_rules:
        found.append(Callout(title="Other rules made this log", text=material.answer.other_rules, kind="warning"))
    return tuple(found)
