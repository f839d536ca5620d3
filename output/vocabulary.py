"""The controlled vocabularies of the tables: a value outside them is our own mistake, not the document's."""

from __future__ import annotations

from normalize.agency_kind import CODES

PART_KINDS = (
    "overall_report", "overall_form", "project_report", "project_form", "base_data_form",
    "final_accounts", "budget", "other",
)  # fmt: skip
YEAR_SOURCES = ("title", "cover", "body", "bundle")
STATUSES = ("ok", "partial", "failed")
PRECISIONS = ("day", "month", "year")
TEXT_ORIGINS = ("native", "ocr")
SEVERITIES = ("error", "warning", "info")
CHECK_CODES = (
    "sum_of_parts", "share", "rate", "score_total", "fiscal_year", "agency", "magnitude",
    "contradiction", "duplicate_part", "filing_date",
)  # fmt: skip

AGENCY_KINDS = CODES

DOMAINS = ("budget", "programme")
STAGES = ("initial_budget", "adjusted_budget", "budget", "allocated", "outturn")
MEASURES = ("level", "change", "per_unit", "threshold")
QUALIFIERS = ("exact", "about", "over", "under")
BASES = ("actual", "planned")
MONEY_UNITS = ("元", "千元", "万元", "百万元", "亿元")
UNIT_SOURCES = ("inline", "row_label", "column_header", "caption", "inferred")
BREAKDOWNS = (
    "basic", "project", "personnel", "public", "general_public_budget", "government_fund", "state_capital",
    "special_account", "service", "business", "carried_in", "other",
)  # fmt: skip

# An entry is a regular expression over the whole value; \d parts are codes of the national classifications.
CONCEPTS = (
    r"funds\.(total|current|carried_in|other|central|province|city|county|unit|special_account|lifetime)",
    r"revenue\.(total|general_public_budget|government_fund|state_capital|special_account|other)",
    r"revenue\.(fiscal_appropriation|service|business|superior_subsidy|function\.\d{3,7})",
    r"expenditure\.(total|general_public_budget|basic|basic\.personnel|basic\.public)",
    r"expenditure\.project(\.superior|\.own|\.item)?",
    r"expenditure\.(economic|function)\.\d{3,7}",
    r"three_public\.(total|vehicles|vehicle_purchase|vehicle_operation|overseas|reception)",
    r"public\.(office|utilities_travel|meetings_training|meetings|training|travel|utilities)",
    r"operating_costs|procurement(\.goods|\.works|\.services|\.small_business)?",
    r"carryover|carryover_opening|budget_adjustment",
    r"assets\.(fixed_original|fixed_net|fixed_item)|investment\.(planned|actual)",
)
RATE_CONCEPTS = (
    "execution_rate", "adjustment_rate", "carryover_rate", "staffing_control_rate",
    "procurement_execution_rate", "share", "growth",
)  # fmt: skip

POPULATIONS = ("staff", "persons", "visits")
STAFF_STATUSES = (
    "authorised", "in_post", "retired", "retired_cadre", "retired_any", "contract", "leadership_posts",
    "total",
)  # fmt: skip
ESTABLISHMENTS = ("administrative", "law_enforcement", "public_institution", "worker", "all")

OPERATORS = (">=", "<=", "=", ">", "<")
SCOPES = ("overall", "category", "fund_execution")
