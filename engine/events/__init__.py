"""What can have happened: facts in the past tense that carry their outcome, so that a replay never runs a rule."""

from engine.events.conduct import (
    BriefGiven,
    CandidateFound,
    CapacityRevealed,
    EstimateSealed,
    ExerciseEnded,
    ExercisePaused,
    ExerciseStarted,
    IndexMoved,
    InjectAnswered,
    InjectHeld,
    InjectReleased,
    IntentSet,
    MoneyArrived,
    PhaseChanged,
    ReadyMarked,
    SeatTaken,
    TakenBack,
    WeekPassed,
)
from engine.events.initiatives import (
    InitiativeDone,
    InitiativeMerged,
    InitiativeProposed,
    InitiativeVanished,
    InitiativeWithdrawn,
    MergerTold,
    StepApproved,
    StepClosed,
    StepDeclined,
    StepOpened,
    StepReopened,
    WaitCharged,
    WaitKind,
)
from engine.events.world import (
    ComponentExpansionBegun,
    ComponentReported,
    ContractRaised,
    LineReported,
    RankingSet,
    Shipped,
    StockChanged,
    StockReported,
    ToolingBegun,
    TransitChanged,
)

__all__ = [
    "BriefGiven",
    "CandidateFound",
    "CapacityRevealed",
    "ComponentExpansionBegun",
    "ComponentReported",
    "ContractRaised",
    "EstimateSealed",
    "Event",
    "ExerciseEnded",
    "ExercisePaused",
    "ExerciseStarted",
    "IndexMoved",
    "InitiativeDone",
    "InitiativeMerged",
    "InitiativeProposed",
    "InitiativeVanished",
    "InitiativeWithdrawn",
    "InjectAnswered",
    "InjectHeld",
    "InjectReleased",
    "IntentSet",
    "LineReported",
    "MergerTold",
    "MoneyArrived",
    "PhaseChanged",
    "RankingSet",
    "ReadyMarked",
    "SeatTaken",
    "Shipped",
    "StepApproved",
    "StepClosed",
    "StepDeclined",
    "StepOpened",
    "StepReopened",
    "StockChanged",
    "StockReported",
    "TakenBack",
    "ToolingBegun",
    "TransitChanged",
    "WaitCharged",
    "WaitKind",
    "WeekPassed",
]

Event = (
    SeatTaken
    | ExerciseStarted
    | BriefGiven
    | PhaseChanged
    | ExercisePaused
    | ExerciseEnded
    | ReadyMarked
    | InitiativeProposed
    | StepOpened
    | StepApproved
    | StepDeclined
    | InitiativeWithdrawn
    | TakenBack
    | StepReopened
    | StepClosed
    | InitiativeVanished
    | InitiativeMerged
    | MergerTold
    | WaitCharged
    | InitiativeDone
    | ContractRaised
    | ToolingBegun
    | ComponentExpansionBegun
    | StockChanged
    | MoneyArrived
    | IndexMoved
    | TransitChanged
    | CapacityRevealed
    | InjectReleased
    | InjectHeld
    | InjectAnswered
    | IntentSet
    | RankingSet
    | EstimateSealed
    | WeekPassed
    | StockReported
    | LineReported
    | ComponentReported
    | Shipped
    | CandidateFound
)
