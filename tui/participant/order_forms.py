"""Which screen draws which sheet: the plain form, unless a preview, a table or a list serves better."""

from collections.abc import Mapping

from tui.hands import Hand
from tui.participant.estimate_form import EstimateForm
from tui.participant.policy_form import PolicyForm
from tui.participant.preview_text import PREVIEWED
from tui.participant.previewing import PreviewingForm
from tui.participant.ranking_form import RankingForm
from tui.sheets.catalogue import kind_of
from tui.sheets.sheet import Sheet
from tui.widgets.form_screen import FormScreen

FORMS: Mapping[str, type[FormScreen]] = {
    **dict.fromkeys(PREVIEWED, PreviewingForm),
    "policy": PolicyForm,
    "rank": RankingForm,
    "estimate": EstimateForm,
}


def form_for(hand: Hand, sheet: Sheet) -> FormScreen:
    """The screen on which a sheet of an organisation is filled in, by itself or by control in its place."""
    return FORMS.get(kind_of(sheet.key), FormScreen)(hand, sheet)
