"""Which sheets one key stands for, in every client: approving also signs, answering also argues."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Kinds of sheets behind one key, the question where there are several, and what to say where there is none."""

    key: str
    words: str
    """What the key does, for lists of keys."""
    verb: str = ""
    """What it does to a marked row, where it acts on one."""
    kinds: tuple[str, ...]
    title: str
    empty: str


APPROVE = Group(
    key="a",
    words="Approve a step, sign or keep an agreement",
    verb="approve or sign",
    kinds=("approve", "sign", "keep"),
    title="Approve what?",
    empty="No step waits for you. When somebody needs your word it appears in [1] Waits for me.",
)
DECLINE = Group(
    key="d",
    words="Decline, refuse, hold or break, with a reason",
    verb="decline",
    kinds=("decline", "refuse", "break"),
    title="Decline what?",
    empty="Nothing waits for you that you could decline.",
)
SEND_BACK = Group(
    key="s",
    words="Send a step back, with a reason",
    verb="send back",
    kinds=("return",),
    title="Send which step back?",
    empty="No step waits for you that you could send back.",
)
AMEND = Group(
    key="M",
    words="Amend what was sent back to you",
    verb="amend",
    kinds=("amend",),
    title="Amend which initiative?",
    empty="Nothing of yours has been sent back.",
)
ANSWER = Group(
    key="r",
    words="Answer an inject or a request, argue about an action",
    verb="answer",
    kinds=("answer", "reply", "argue", "dissent"),
    title="Answer what?",
    empty="Nothing waits for your answer: no inject, no request, no action.",
)
PROPOSE = Group(
    key="o",
    words="Propose an initiative of the playbook (red: order a move)",
    kinds=("propose", "move", "pilot"),
    title="New order: what do you want to start?",
    empty="The playbook lets your organisation start nothing. What others start waits for you in [1].",
)
ESTIMATE = Group(
    key="e",
    words="Estimate, sealed",
    kinds=("estimate",),
    title="Which estimate?",
    empty="No estimate is due. They are sealed in the first, the middle and the last turn, once each.",
)
INTENT = Group(
    key="i",
    words="Standing intent",
    kinds=("intent",),
    title="Whose standing intent?",
    empty="A standing intent is not taken now.",
)
POLICY = Group(
    key="P",
    words="Standing policies",
    kinds=("policy",),
    title="Which standing policy?",
    empty="No standing policy is your organisation's to set.",
)
RANK = Group(
    key="K",
    words="Rank systems for scarce components",
    kinds=("rank",),
    title="Rank systems",
    empty="Ranking is not your organisation's.",
)
TALK = Group(
    key="t",
    words="Talk: message, request, agreement, free action",
    kinds=("message", "request", "said", "agree", "act"),
    title="Talk: what do you want to do?",
    empty="Nothing can be said in this phase.",
)
TOLD = Group(
    key="v",
    words="Note what you said in the room",
    kinds=("said",),
    title="Said in the room",
    empty="Nothing can be noted in this phase.",
)
HOT_WASH = Group(
    key="H",
    words="Hot wash, positions on findings, feedback form",
    kinds=("hot-wash",),
    title="After EndEx: what do you want to say?",
    empty="The hot wash is held after the curtain; positions and the form are taken from EndEx on.",
)
WITHDRAW = Group(
    key="w",
    words="Withdraw an initiative of yours",
    kinds=("withdraw",),
    title="Withdraw which initiative?",
    empty="You have no initiative under way.",
)
TAKE_BACK = Group(
    key="u",
    words="Take back an order of this phase",
    kinds=("take-back",),
    title="Take back which order?",
    empty="Nothing to take back: that can be done in the order phase in which a proposal or answer was given.",
)

GROUPS = (
    APPROVE,
    DECLINE,
    ANSWER,
    PROPOSE,
    TALK,
    TOLD,
    SEND_BACK,
    AMEND,
    ESTIMATE,
    INTENT,
    POLICY,
    RANK,
    TAKE_BACK,
    WITHDRAW,
    HOT_WASH,
)
"""All of them, what is done most first."""
