"""What the NSC's organisations and Congress propose over the weeks. Weeks and amounts are notional (README.md here)."""

from collections.abc import Mapping

from bots.agendas.intentions import Agenda, in_force, index_from, intend, lapsed, short, stopgap

JAPAN, KOREA = "allies/japan", "allies/south-korea"

GOVERNMENT: Mapping[str, Agenda] = {
    "nsc/staff": (
        intend(1, "surge-order", system="LRASM", units="150"),
        intend(14, "signal-resolve"),
        intend(18, "supplemental", munitions="5500000", plants="3000000", operations="600000"),
        intend(20, "interagency-mechanism"),
        intend(36, "priority-list", in_force("broad-definition"), lever="coproduce"),
        intend(60, "declare-emergency", short("LRASM")),
        intend(62, "priority-list", in_force("broad-definition"), lever="allied-component"),
        intend(64, "war-production-board", in_force("dpa-ratings")),
        intend(70, "supplemental", munitions="12000000", plants="3000000", operations="300000"),
        intend(90, "signal-resolve"),
    ),
    "nsc/state": (
        intend(5, "convene-partnership", workstream="production"),
        intend(14, "joint-signal"),
        intend(16, "adjust-missile-technology-rules", partner=JAPAN),
        intend(18, "stand-with-partner", partner="allies/philippines"),
        intend(22, "pre-clear-transfers"),
        intend(26, "negotiate-agreement", partner=KOREA, agreement="buy-american-exception"),
        intend(60, "negotiate-agreement", partner="allies/taiwan", agreement="security-agreement"),
        intend(30, "licence-fast-lane", lever="coproduce"),
        intend(60, "convene-partnership", workstream="supply-chain"),
        intend(64, "stand-with-partner", partner="allies/india"),
        intend(66, "licence-fast-lane", lever="allied-component"),
        intend(66, "adjust-missile-technology-rules", partner=KOREA),
        intend(72, "joint-signal", every=52),
    ),
    "nsc/commerce": (
        intend(9, "renew-production-act", lapsed("dpa-ratings")),
        intend(16, "divert-semiconductors", in_force("dpa-ratings"), percent="20"),
        intend(20, "share-capacity-data"),
        intend(28, "ease-dual-use-exports", lever="coproduce"),
        intend(32, "survey-suppliers", in_force("industry-surveys"), component="SRM_MED"),
        intend(36, "replace-adversary-input", in_force("production-incentives"), component="MAGNET"),
        intend(60, "survey-suppliers", in_force("industry-surveys"), component="CASTING"),
        intend(46, "replace-adversary-input", in_force("production-incentives"), component="CELL_LI"),
        intend(64, "ease-dual-use-exports", lever="allied-component"),
        intend(70, "build-on-us-territory", in_force("inducement-authority"), place="Guam", line="loiter-simi-valley"),
    ),
    "nsc/intelligence": (
        intend(6, "issue-warning"),
        intend(8, "share-intelligence", partner=JAPAN),
        intend(10, "adversary-output-estimate", rival="PRC"),
        intend(14, "issue-warning"),
        intend(16, "shared-uav-watch", partner="allies/philippines"),
        intend(18, "watch-allied-sites", every=39),
        intend(19, "defend-plant-networks"),
        intend(24, "share-intelligence", partner="allies/uk"),
        intend(64, "adversary-output-estimate", rival="Russia"),
        intend(48, "share-intelligence", in_force("security-agreement-allies/taiwan"), partner="allies/taiwan"),
    ),
    "congress/armed-services": (
        intend(8, "options-report", component="SRM_MED"),
        intend(16, "authorise-multiyear"),
        intend(19, "waive-home-yard-rule"),
        intend(26, "authorise-inducements"),
        intend(30, "waive-domestic-content", partner=KOREA),
        intend(40, "hearing", component="SEEK_PAC3"),
        intend(44, "tighten-buy-american", index_from("politics-us", 66), partner=KOREA),
        intend(64, "options-report", component="TNT"),
    ),
    "congress/foreign-relations": (
        intend(10, "raise-notification-thresholds", lever="foreign-sale"),
        intend(22, "widen-licence-exemption", partner=JAPAN),
        intend(60, "hearing", component="CASTING"),
        intend(44, "raise-notification-thresholds", lever="coproduce"),
        intend(66, "widen-licence-exemption", partner=KOREA),
    ),
    "congress/appropriators": (
        intend(18, "full-year-bill", stopgap(26), 39, munitions="1800000", plants="500000"),
        intend(24, "matched-awards", index_from("politics-us", 57), 39),
        intend(34, "expand-component", component="CHARGE155", percent="200"),
        intend(44, "fund-inducements", in_force("inducement-authority"), amount="300000"),
        intend(58, "move-munitions-money", index_from("politics-us", 62)),
    ),
}
"""By organisation."""
