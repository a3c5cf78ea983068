"""What the eight allied governments propose over the weeks. Weeks and amounts are notional (README.md of this folder)."""

from collections.abc import Mapping

from bots.agendas.intentions import Agenda, both, index_from, intend, spared, war

JAPAN, KOREA, AUSTRALIA, TAIWAN = "allies/japan", "allies/south-korea", "allies/australia", "allies/taiwan"
INDIA, PHILIPPINES, UK, EUROPE = "allies/india", "allies/philippines", "allies/uk", "allies/nato-europe"
PACIFIC = "western-pacific"

ALLIES: Mapping[str, Agenda] = {
    JAPAN: (
        intend(1, "coproduce", system="PAC3MSE", country=JAPAN, rung="components"),
        intend(4, "coproduce", site="pac3-komaki", rung="components"),
        intend(9, "fund-own-capacity", partner=JAPAN, amount="500000"),
        intend(16, "open-export-law", partner=JAPAN),
        intend(18, "allied-component", partner=JAPAN, component="SRM_MED"),
        intend(62, "coproduce", site="amraam-japan", rung="assembly"),
        intend(44, "japan-korea-agreement", war, line="pac3-komaki"),
        intend(46, "explain-at-home", index_from("politics-japan", 50), 52, partner=JAPAN),
        intend(66, "coproduce", site="sm6-japan", rung="assembly"),
        intend(60, "allied-component", partner=JAPAN, component="CASTING"),
    ),
    KOREA: (
        intend(6, "coproduce", site="art155-changwon", rung="components"),
        intend(16, "fund-own-capacity", partner=KOREA, amount="250000"),
        intend(19, "loan-stock", both(war, spared("korea")), system="ART155", owner=KOREA, theatre=PACIFIC, units="30000"),
        intend(22, "open-export-law", partner=KOREA),
        intend(26, "allied-component", partner=KOREA, component="CHARGE155"),
        intend(34, "coproduce", site="loiter-korea", rung="components"),
        intend(44, "exempt-technicians", partner=KOREA),
        intend(46, "explain-at-home", index_from("politics-korea", 54), 52, partner=KOREA),
    ),
    AUSTRALIA: (
        intend(3, "second-shift-abroad", site="gmlrs-port-wakefield", percent="50"),
        intend(6, "coproduce", site="gmlrs-port-wakefield", rung="components"),
        intend(12, "fund-own-capacity", partner=AUSTRALIA, amount="500000"),
        intend(20, "coproduce", site="asm-newcastle", rung="components"),
        intend(26, "allied-component", partner=AUSTRALIA, component="SRM_SM"),
        intend(32, "web-agreement", partner=AUSTRALIA, other=JAPAN, component="SRM_SM"),
        intend(62, "coproduce", site="art155-benalla", rung="components"),
        intend(64, "exempt-technicians", partner=AUSTRALIA),
        intend(66, "second-shift-abroad", war, site="gmlrs-port-wakefield", percent="100"),
    ),
    TAIWAN: (
        intend(2, "second-shift-abroad", site="loiter-taichung", percent="50"),
        intend(4, "coproduce", site="loiter-taichung", rung="components"),
        intend(8, "foreign-sale", partner=TAIWAN, system="ASM", units="40"),
        intend(14, "fund-own-capacity", partner=TAIWAN, amount="250000"),
        intend(16, "exempt-technicians", partner=TAIWAN),
        intend(62, "allied-component", partner=TAIWAN, component="CELL_LI"),
        intend(44, "explain-at-home", index_from("politics-taiwan", 45), 52, partner=TAIWAN),
        intend(64, "coproduce", site="art155-taiwan", rung="assembly"),
    ),
    INDIA: (
        intend(9, "coproduce", site="isruav-india", rung="components"),
        intend(60, "allied-component", partner=INDIA, component="CASTING"),
        intend(34, "fund-own-capacity", partner=INDIA, amount="100000"),
        intend(62, "web-agreement", partner=INDIA, other=PHILIPPINES, component="MAGNET"),
        intend(46, "explain-at-home", index_from("politics-india", 62), 52, partner=INDIA),
    ),
    PHILIPPINES: (
        intend(7, "foreign-sale", partner=PHILIPPINES, system="ASM", units="12"),
        intend(20, "fund-own-capacity", partner=PHILIPPINES, amount="50000"),
        intend(22, "shared-uav-watch", war, partner=PHILIPPINES),
        intend(28, "repair-ships-forward", war, partner=PHILIPPINES),
        intend(46, "explain-at-home", index_from("politics-philippines", 43), 52, partner=PHILIPPINES),
    ),
    UK: (
        intend(8, "technology-project", partner=JAPAN),
        intend(20, "fund-own-capacity", partner=UK, amount="100000"),
        intend(66, "allied-component", partner=UK, component="SEEK_IR"),
        intend(28, "loan-stock", war, system="JAVELIN", owner=UK, theatre=PACIFIC, units="200"),
        intend(44, "web-agreement", partner=UK, other=JAPAN, component="MAGNET"),
        intend(64, "technology-project", partner=KOREA),
    ),
    EUROPE: (
        intend(9, "coproduce", site="stinger-schrobenhausen", rung="components"),
        intend(18, "fund-own-capacity", partner=EUROPE, amount="250000"),
        intend(22, "allied-component", partner=EUROPE, component="SRM_MED"),
        intend(28, "loan-stock", war, system="AMRAAM", owner=EUROPE, theatre=PACIFIC, units="200"),
        intend(62, "web-agreement", partner=EUROPE, other=KOREA, component="CHARGE155"),
        intend(46, "explain-at-home", index_from("politics-europe", 53), 52, partner=EUROPE),
    ),
}
"""By organisation: they offer lines, pay for plants, open their law, lend, and explain it at home."""
