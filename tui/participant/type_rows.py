"""The playbook as a list: what an organisation may start, what each is for, and how many must act."""

from engine.titles import blank_title
from engine.views import View
from tui.inking import faint, inked, lines, strong
from tui.sheets.initiatives import others_in, types_for
from tui.sheets.sheet import key_for
from tui.widgets.rows import Row


def type_rows(view: View) -> list[Row]:
    """The types that this organisation may propose."""
    rows = []
    for kind in types_for(view):
        purposes = ", ".join(name for name, value in kind.purposes.items() if value == 2)
        serves = f"; serves {purposes}" if purposes else ""
        content = lines(
            [
                strong(blank_title(kind)),
                faint(kind.summary),
                faint(f"{others_in(view, kind)}{serves}"),
                inked(""),
            ]
        )
        rows.append(Row(key_for("propose", view.organisation, kind.id), content))
    return rows
