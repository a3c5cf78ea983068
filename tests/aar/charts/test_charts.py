"""Charts as whoever looks at them, or has them read out, meets them."""

import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable

import pytest

from aar.charts.chains import chain_chart
from aar.charts.curves import Curves, curves_chart
from aar.charts.drawing import Drawing, letter, steps_to, width_of
from aar.charts.gantt import Bar, Course, gantt_chart
from aar.charts.promises import Promise, promises_chart
from aar.charts.routes import LEFT, WIDE, Origin, Way, routes_chart
from aar.charts.seams import Seam, seam_chart
from aar.charts.tornado import Swing, tornado_chart

HOSTILE = '<script>alert("x")</script> & \x1b[31m'
GREYS = {"#111", "#555", "#999", "#ddd", "#fff", "none"}


def promises() -> Drawing:
    return promises_chart(
        [
            Promise(system="LRASM", start=12_000, came=24_000, low=20_000, middle=24_000, high=30_000),
            Promise(system="FAR", start=1_000, came=1_000, low=9_000, middle=9_000, high=90_000),
            Promise(system=HOSTILE, start=5_000, came=0, low=None, middle=None, high=None),
        ],
        month=24,
    )


def curves() -> Drawing:
    stocks = {"here": [(1, 9_000), (60, 0)], "there": [(1, 4_000), (60, 4_000)]}
    one = Curves(system="LRASM", start=12_000, rates=[(4, 12_000), (60, 20_000)], stocks=stocks, weeks=60, shooting_week=18)
    return curves_chart(one, name="curves-LRASM")


def gantt() -> Drawing:
    bars = [
        Bar(opened=1, processing=3, waited=9, otherwise=2, letter="A"),
        Bar(opened=15, processing=2, waited=0, otherwise=0, letter=""),
    ]
    return gantt_chart([Course(title=HOSTILE, bars=bars, done=17)], {"A": "nsc/state"}, weeks=52)


def seams() -> Drawing:
    return seam_chart(
        [Seam(first="a/a", second="b/b", weeks=9, worth=12_000), Seam(first="b/b", second="b/b", weeks=2, worth=-3_000)]
    )


def chain() -> Drawing:
    return chain_chart(
        "a finding", [(kind, f"{kind} says {HOSTILE}") for kind in ("shortage", "line", "step", "boundary")], name="chain-F1"
    )


def routes() -> Drawing:
    ways = [Way(theatre="west", title="West", sea_weeks=4, air_weeks=1, hazard_permille=60)]
    return routes_chart([Origin(country="Japan", systems=("PAC3",), to="west", weeks=9)], ways)


def tornado() -> Drawing:
    return tornado_chart([Swing(path="systems/LRASM/drain", halved=3, raised=0), Swing(path=HOSTILE, halved=1, raised=2)])


CHARTS = (promises, curves, gantt, seams, chain, routes, tornado)


@pytest.mark.parametrize("make", CHARTS)
def test_a_chart_is_whole_svg_with_a_title_and_what_it_says(make: Callable[[], Drawing]) -> None:
    root = ElementTree.fromstring(make().svg())
    title, says = root[0], root[1]

    assert [one.tag.rpartition("}")[2] for one in (title, says)] == ["title", "desc"]
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == f"{title.get('id')} {says.get('id')}"
    assert len(title.text or "") > 8
    assert len(says.text or "") > 20


@pytest.mark.parametrize("make", CHARTS)
def test_a_chart_is_made_of_whole_numbers_and_greys_and_is_the_same_each_time(make: Callable[[], Drawing]) -> None:
    svg = make().svg()

    assert svg == make().svg()
    assert not re.search(r'(?:x|y|x1|x2|y1|y2|width|height|points)="[^"]*\.\d', svg)
    assert set(re.findall(r'(?:fill|stroke)="(#\w+|none)"', svg)) <= GREYS


@pytest.mark.parametrize("make", CHARTS)
def test_nothing_that_a_chart_says_is_markup(make: Callable[[], Drawing]) -> None:
    svg = make().svg()

    assert "<script" not in svg
    assert "\x1b" not in svg


@pytest.mark.parametrize("make", CHARTS)
def test_what_is_drawn_lies_within_the_picture(make: Callable[[], Drawing]) -> None:
    drawing = make()
    root = ElementTree.fromstring(drawing.svg())

    for one in root.iter():
        if one.tag.endswith(("}text", "}rect")) and one.get("x") is not None:
            assert 0 <= int(one.get("x") or 0) <= drawing.width
            assert 0 <= int(one.get("y") or 0) <= drawing.height


def test_waits_are_told_apart_by_letters_and_patterns_and_not_by_colour_alone() -> None:
    svg = gantt().svg()

    assert 'fill="url(#gantt-stripes)"' in svg
    assert 'fill="url(#gantt-dots)"' in svg
    assert ">A</text>" in svg
    assert "waited 9 weeks for nsc/state" in svg


def test_two_stocks_in_one_picture_have_letters_and_dashes_of_their_own() -> None:
    svg = curves().svg()

    assert ">A</text>" in svg
    assert ">B</text>" in svg
    assert "stroke-dasharray" in svg
    assert "In here 9 after the first week, 0 after the last, first empty in week 60." in svg


def test_ids_of_two_charts_do_not_clash() -> None:
    ids = [one for make in CHARTS for one in re.findall(r' id="([^"]+)"', make().svg())]

    assert len(ids) == len(set(ids))


def test_letters_go_on_behind_z() -> None:
    assert [letter(number) for number in (0, 25, 26, 51, 52)] == ["A", "Z", "AA", "AZ", "BA"]


@pytest.mark.parametrize("highest", [0, 1, 4, 5, 6, 99, 100, 101, 7_777, 123_456])
def test_an_axis_has_round_marks_and_reaches_what_it_shows(highest: int) -> None:
    marks = steps_to(highest)

    assert marks[0] == 0
    assert marks[-1] >= highest
    assert len(marks) <= 7
    assert str(marks[1]).rstrip("0") in ("1", "2", "5")


def test_names_that_are_too_long_are_cut_within_the_picture_and_weeks_stay() -> None:
    long = "Argue on the Hill for a quicker COPRODUCTION of munitions with everybody who would make some"
    bars = [Bar(opened=1, processing=3, waited=0, otherwise=0, letter="")]
    titled = gantt_chart([Course(title=long, bars=bars, done=None)], {}, weeks=20)
    country = "NATO Europe and the Nordic countries"
    routed = routes_chart([Origin(country=country, systems=("STINGER",) * 9, to="rear", weeks=11)], [])

    for drawing, said in ((titled, long), (routed, country)):
        words = [(one, one.text or "") for one in ElementTree.fromstring(drawing.svg()).iter() if one.tag.endswith("}text")]
        cut = [(one, text) for one, text in words if "…" in text]
        assert cut
        assert any(text.startswith(said[:12]) for _, text in cut)
        for one, text in cut:
            at, wide = int(one.attrib["x"]), width_of(text, int(one.attrib["font-size"]))
            assert at - wide >= 0 if one.attrib["text-anchor"] == "end" else at + wide <= LEFT + WIDE
    assert "…, 11 w<" in routed.svg()
