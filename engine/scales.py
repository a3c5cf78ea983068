"""What the declared scales mean in words: interoperability, stages of a programme, suitability, memberships."""

INTEROPERABILITY = ("none", "compatible", "interoperable", "interchangeable")
STAGES = (
    "an idea",
    "under study",
    "agreed",
    "line in building",
    "assembles kits",
    "makes components",
    "makes the whole",
)
SUITABILITY = ("needs a release decision first", "after an assessment", "open")
MEMBERSHIPS = {
    "rdp": "procurement agreement",
    "sosa": "security of supply",
    "ntib": "part of the industrial base in law",
    "itar-126-7": "licence exemption",
    "treaty-ally": "ally by treaty",
    "five-eyes": "Five Eyes",
}
