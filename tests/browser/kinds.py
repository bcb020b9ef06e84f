"""One page of every kind that the example has, by its address under the column."""

from __future__ import annotations

KINDS = {
    "home": "",
    "list": "normative/",
    "year": "policies/2026/",
    "shelves": "normative/agency/",
    "document": "normative/home-care-subsidy/",
    "statute": "regulations/home-care/",
    "older text": "normative/elderly-allowance/2020-07-01/",
    "no longer in force": "normative/rent-subsidy-2020/",
    "comparison": "normative/elderly-allowance/compare/2020-07-01..2025-07-01/",
    "interpretation": "interpretations/home-care-radio/",
    "decision": "decisions/meal-service-revision/",
    "catalogue": "decisions/2026/",
    "clearance": "clearances/2026/",
    "gazette": "gazette/",
    "gazette year": "gazette/2024/",
    "gazette issue": "gazette/2026/03/",
    "gazette item": "gazette/2024/09/01/",
    "gazette scan": "gazette/2009/03/01/",
    "places": "places/",
    "page": "pages/guide/",
    "updates": "updates/",
    "site map": "sitemap/",
    "search": "search/",
    "verify": "verify/",
    "overview": "overview/",
    "offline": "offline/",
    "missing": "404.html",
    "withdrawn": "policies/bus-transfer-2025/",
}
WIDTHS = (320, 768, 1280)
