"""What may be asked for: every order, imperative. Who asks comes from the admitted connection, never from the order."""

from engine.orders.adjudication import (
    ActionOrder,
    ArgueAction,
    DissentAction,
    OpenAction,
    OverrideAction,
    RollAction,
    RuleAction,
    SetOdds,
    TakeAction,
)
from engine.orders.adversary import MoveRed, SetAutopilot
from engine.orders.conduct import (
    AdvancePhase,
    EndExercise,
    HoldInject,
    PauseExercise,
    ReleaseInject,
    ResolveWeek,
    StartExercise,
    TakeSeat,
)
from engine.orders.control import AcceptLate, ActFor, Correct, DelayInject, EditInject, SkipInject, WriteInject
from engine.orders.initiatives import (
    AmendInitiative,
    ApproveStep,
    DeclineStep,
    ProposeInitiative,
    ReturnStep,
    TakeBack,
    WithdrawInitiative,
)
from engine.orders.lifecycle import EndPractice, GiveHotWash, OpenSecret, SealExercise, SecretKind, StartPractice
from engine.orders.policies import SetPolicy
from engine.orders.standing import (
    AnswerInject,
    MarkReady,
    SealEstimate,
    SetIntent,
    SetRanking,
)
from engine.orders.talk import (
    AnswerRequest,
    BreakAgreement,
    KeepAgreement,
    MakeRequest,
    NoteSaid,
    ProposeAgreement,
    RefuseAgreement,
    RuleAgreement,
    SendMessage,
    SignAgreement,
    TalkOrder,
)
from engine.orders.timers import ChangeTimer, HoldTimer, SetPacing, SetTimer, StopTimer

__all__ = [
    "AcceptLate",
    "ActFor",
    "ActionOrder",
    "AdvancePhase",
    "AmendInitiative",
    "AnswerInject",
    "AnswerRequest",
    "ApproveStep",
    "ArgueAction",
    "BreakAgreement",
    "ChangeTimer",
    "ControlOrder",
    "Correct",
    "DeclineStep",
    "DelayInject",
    "DissentAction",
    "EditInject",
    "EndExercise",
    "EndPractice",
    "GiveHotWash",
    "HoldInject",
    "HoldTimer",
    "KeepAgreement",
    "MakeRequest",
    "MarkReady",
    "MoveRed",
    "NoteSaid",
    "OpenAction",
    "OpenSecret",
    "Order",
    "OverrideAction",
    "PauseExercise",
    "PlayerOrder",
    "ProposeAgreement",
    "ProposeInitiative",
    "RefuseAgreement",
    "ReleaseInject",
    "ResolveWeek",
    "ReturnStep",
    "RollAction",
    "RuleAction",
    "RuleAgreement",
    "SealEstimate",
    "SealExercise",
    "SecretKind",
    "SendMessage",
    "SetAutopilot",
    "SetIntent",
    "SetOdds",
    "SetPacing",
    "SetPolicy",
    "SetRanking",
    "SetTimer",
    "SignAgreement",
    "SkipInject",
    "StartExercise",
    "StartPractice",
    "StopTimer",
    "TakeAction",
    "TakeBack",
    "TakeSeat",
    "TalkOrder",
    "TimerOrder",
    "WithdrawInitiative",
    "WriteInject",
]

PlayerOrder = (
    ProposeInitiative
    | ApproveStep
    | DeclineStep
    | ReturnStep
    | AmendInitiative
    | WithdrawInitiative
    | TakeBack
    | SetIntent
    | SetRanking
    | SetPolicy
    | SealEstimate
    | AnswerInject
    | MarkReady
    | MoveRed
    | SetAutopilot
    | GiveHotWash
)
ControlOrder = (
    TakeSeat
    | StartPractice
    | EndPractice
    | StartExercise
    | AdvancePhase
    | ResolveWeek
    | ReleaseInject
    | HoldInject
    | SkipInject
    | DelayInject
    | EditInject
    | WriteInject
    | Correct
    | AcceptLate
    | ActFor
    | PauseExercise
    | EndExercise
    | OpenSecret
    | SealExercise
)
TimerOrder = SetTimer | HoldTimer | ChangeTimer | StopTimer | SetPacing
Order = PlayerOrder | ControlOrder | TalkOrder | ActionOrder | TimerOrder
