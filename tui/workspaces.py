"""What opens for each role. Loading it loads every screen: the client does so once its first picture is there."""

from collections.abc import Callable, Mapping

from textual.screen import Screen

from server.wire import Role
from tui.controller.workspace import ControlScreen
from tui.desk import Desk
from tui.evaluator.workspace import EvaluatorScreen
from tui.participant.workspace import ParticipantScreen
from tui.wall.screen import WallScreen

WORKSPACES: Mapping[Role, Callable[[Desk], Screen[None]]] = {
    "participant": ParticipantScreen,
    "observer": ParticipantScreen,
    "control": ControlScreen,
    "evaluator": EvaluatorScreen,
    "spectator": WallScreen,
}
"""Evaluators and observers are offered nothing that changes something."""
