"""The annotation chain beside the play log: what evaluators, control and, after EndEx, players say of it. Nothing of play."""
