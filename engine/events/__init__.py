"""What can have happened: facts in the past tense that carry their outcome, so that a replay never runs a rule."""

from engine.events.adjudication import (
    ActionArgued,
    ActionDeferred,
    ActionDissented,
    ActionEvent,
    ActionOpened,
    ActionOverridden,
    ActionRuled,
    ActionTaken,
    ActionTakenBack,
    OddsSet,
)
from engine.events.adversary import (
    AutopilotSet,
    CampaignTold,
    DeterrenceMeasured,
    LeakHappened,
    RedMoved,
    RedOrdered,
    SupplierLost,
)
from engine.events.conduct import (
    AnswerBrought,
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
from engine.events.control import ActedFor, Corrected, InjectDelayed, InjectEdited, InjectSkipped, InjectWritten, LateAccepted
from engine.events.initiatives import (
    InitiativeDone,
    InitiativeMerged,
    InitiativeProposed,
    InitiativeRevealed,
    InitiativeVanished,
    InitiativeWithdrawn,
    MergerTold,
    StepAmended,
    StepApproved,
    StepClosed,
    StepDeclined,
    StepOpened,
    StepOvertaken,
    StepReopened,
    StepReturned,
    WaitCharged,
    WaitKind,
)
from engine.events.law import (
    AuthorityChanged,
    ConditionHeld,
    InjectScheduled,
    LawEvent,
    MechanismChanged,
    OrderTaken,
    PolicySet,
    StepsDelayed,
)
from engine.events.lifecycle import ExerciseSealed, HotWashGiven, PracticeBegan, PracticeEnded, SecretOpened
from engine.events.physical import (
    ComponentExpansionBegun,
    ContractRaised,
    DrainChanged,
    IdleSwitchedOn,
    LaunchChanged,
    NeedChanged,
    RankingSet,
    SeaRouteChanged,
    SiteDamaged,
    StockChanged,
    SystemCompromised,
    ToolingBegun,
    TransitChanged,
    WorkforceChanged,
    YardTasked,
)
from engine.events.silence import LeftOpen, OpenAtLock
from engine.events.talk import (
    AgreementBroken,
    AgreementCalledKept,
    AgreementDue,
    AgreementInForce,
    AgreementKept,
    AgreementLapsed,
    AgreementProposed,
    AgreementRefused,
    AgreementSigned,
    MessageSent,
    RequestAnswered,
    RequestLapsed,
    RequestMade,
    SaidInRoom,
    TalkEvent,
)
from engine.events.timers import PacingSet, TimerEvent, TimerSet, TimerStopped
from engine.events.world import (
    ComponentRow,
    ComponentsReported,
    LineRow,
    LinesReported,
    RearReported,
    RearRow,
    RepairRow,
    RepairsReported,
    ShipmentRow,
    Shipped,
    StockRow,
    StocksReported,
    Why,
)

__all__ = [
    "ActedFor",
    "ActionArgued",
    "ActionDeferred",
    "ActionDissented",
    "ActionEvent",
    "ActionOpened",
    "ActionOverridden",
    "ActionRuled",
    "ActionTaken",
    "ActionTakenBack",
    "AgreementBroken",
    "AgreementCalledKept",
    "AgreementDue",
    "AgreementInForce",
    "AgreementKept",
    "AgreementLapsed",
    "AgreementProposed",
    "AgreementRefused",
    "AgreementSigned",
    "AnswerBrought",
    "AuthorityChanged",
    "AutopilotSet",
    "BriefGiven",
    "CampaignTold",
    "CandidateFound",
    "CapacityRevealed",
    "ComponentExpansionBegun",
    "ComponentRow",
    "ComponentsReported",
    "ConditionHeld",
    "ContractRaised",
    "Corrected",
    "DeterrenceMeasured",
    "DrainChanged",
    "EstimateSealed",
    "Event",
    "ExerciseEnded",
    "ExercisePaused",
    "ExerciseSealed",
    "ExerciseStarted",
    "HotWashGiven",
    "IdleSwitchedOn",
    "IndexMoved",
    "InitiativeDone",
    "InitiativeMerged",
    "InitiativeProposed",
    "InitiativeRevealed",
    "InitiativeVanished",
    "InitiativeWithdrawn",
    "InjectAnswered",
    "InjectDelayed",
    "InjectEdited",
    "InjectHeld",
    "InjectReleased",
    "InjectScheduled",
    "InjectSkipped",
    "InjectWritten",
    "IntentSet",
    "LateAccepted",
    "LaunchChanged",
    "LawEvent",
    "LeakHappened",
    "LeftOpen",
    "LineRow",
    "LinesReported",
    "MechanismChanged",
    "MergerTold",
    "MessageSent",
    "MoneyArrived",
    "NeedChanged",
    "OddsSet",
    "OpenAtLock",
    "OrderTaken",
    "PacingSet",
    "PhaseChanged",
    "PolicySet",
    "PracticeBegan",
    "PracticeEnded",
    "RankingSet",
    "ReadyMarked",
    "RearReported",
    "RearRow",
    "RedMoved",
    "RedOrdered",
    "RepairRow",
    "RepairsReported",
    "RequestAnswered",
    "RequestLapsed",
    "RequestMade",
    "SaidInRoom",
    "SeaRouteChanged",
    "SeatTaken",
    "SecretOpened",
    "ShipmentRow",
    "Shipped",
    "SiteDamaged",
    "StepAmended",
    "StepApproved",
    "StepClosed",
    "StepDeclined",
    "StepOpened",
    "StepOvertaken",
    "StepReopened",
    "StepReturned",
    "StepsDelayed",
    "StockChanged",
    "StockRow",
    "StocksReported",
    "SupplierLost",
    "SystemCompromised",
    "TakenBack",
    "TalkEvent",
    "TimerEvent",
    "TimerSet",
    "TimerStopped",
    "ToolingBegun",
    "TransitChanged",
    "WaitCharged",
    "WaitKind",
    "WeekPassed",
    "Why",
    "WorkforceChanged",
    "YardTasked",
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
    | StepReturned
    | StepAmended
    | StepOvertaken
    | InitiativeWithdrawn
    | TakenBack
    | StepReopened
    | StepClosed
    | InitiativeVanished
    | InitiativeMerged
    | MergerTold
    | WaitCharged
    | InitiativeDone
    | InitiativeRevealed
    | ContractRaised
    | ToolingBegun
    | ComponentExpansionBegun
    | IdleSwitchedOn
    | StockChanged
    | NeedChanged
    | LaunchChanged
    | SiteDamaged
    | WorkforceChanged
    | YardTasked
    | DrainChanged
    | SystemCompromised
    | MoneyArrived
    | IndexMoved
    | TransitChanged
    | SeaRouteChanged
    | CapacityRevealed
    | InjectReleased
    | InjectHeld
    | InjectAnswered
    | IntentSet
    | RankingSet
    | EstimateSealed
    | WeekPassed
    | StocksReported
    | ComponentsReported
    | LinesReported
    | RearReported
    | Shipped
    | RepairsReported
    | AnswerBrought
    | CandidateFound
    | CampaignTold
    | RedOrdered
    | AutopilotSet
    | RedMoved
    | LeakHappened
    | SupplierLost
    | DeterrenceMeasured
    | TalkEvent
    | PracticeBegan
    | PracticeEnded
    | SecretOpened
    | HotWashGiven
    | ExerciseSealed
    | InjectSkipped
    | InjectDelayed
    | InjectEdited
    | InjectWritten
    | Corrected
    | LateAccepted
    | ActedFor
    | ActionEvent
    | LawEvent
    | TimerEvent
    | OpenAtLock
)
