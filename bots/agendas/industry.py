"""What industry proposes over the weeks. Weeks and amounts are notional (README.md of this folder)."""

from collections.abc import Mapping

from bots.agendas.intentions import Agenda, bound_by, in_force, index_below, intend, war

INDUSTRY: Mapping[str, Agenda] = {
    "industry/primes": (
        intend(4, "invest-own-capital", line="pac3-camden"),
        intend(8, "large-lot-order", system="JASSMER", units="400"),
        intend(14, "expand-component", component="CASTING", percent="100"),
        intend(18, "expand-component", component="SEEK_PAC3", percent="100"),
        intend(20, "invest-own-capital", war, line="lrasm-troy"),
        intend(22, "lobby-for-orders", lever="multiyear-contract"),
        intend(24, "expand-component", component="SEEK_RF", percent="100"),
        intend(24, "disclose-bottleneck", bound_by("SEEK_PAC3"), component="SEEK_PAC3"),
        intend(28, "expand-component", component="SEEK_IR", percent="50"),
        intend(30, "sealed-designs", site="pac3-komaki"),
        intend(34, "second-source", bound_by("CASTING"), component="CASTING"),
        intend(36, "expand-component", bound_by("THBATT"), component="THBATT", percent="50"),
        intend(44, "large-lot-order", war, system="JAVELIN", units="3000"),
        intend(44, "second-source", bound_by("SEEK_RF"), component="SEEK_RF"),
        intend(56, "second-source", bound_by("ENG_SM"), component="ENG_SM"),
        intend(60, "large-lot-order", war, 52, system="AMRAAM", units="1500"),
        intend(60, "invest-own-capital", war, line="amraam-tucson"),
        intend(60, "sealed-designs", site="asm-newcastle"),
        intend(62, "lobby-for-orders", lever="expand-component"),
    ),
    "industry/suppliers": (
        intend(5, "train-workforce"),
        intend(12, "clear-new-entrant", component="SRM_MED"),
        intend(16, "bridge-loan", index_below("supplier-base", 70), 52),
        intend(20, "expand-component", war, component="SRM_SM", percent="50"),
        intend(24, "second-source", component="SRM_MED"),
        intend(30, "waive-qualification"),
        intend(60, "disclose-bottleneck", component="CHARGE155"),
        intend(40, "train-workforce", war, 52),
        intend(64, "clear-new-entrant", component="CASTING"),
        intend(62, "second-source", component="TNT"),
        intend(66, "build-on-us-territory", in_force("inducement-authority"), place="Alaska", line="gmlrs-camden"),
        intend(40, "expand-component", component="AP", percent="50"),
    ),
}
"""By organisation. Parts are asked for once own lines are held up by them: figures that only whoever runs a line has."""
