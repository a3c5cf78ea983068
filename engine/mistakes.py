"""What a person did or gave us wrong, for whoever tells it. It loads nothing."""


class MistakeError(Exception):
    """Told in one line for each problem, with its place and its mend; the message itself where there is one alone."""

    problems: tuple[object, ...] = ()
