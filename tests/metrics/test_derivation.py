"""What the roll-up is told of the catalogue."""

from __future__ import annotations

from data_access.derivation import RatioSpec, StoredSpec, SumSpec
from metrics.derivation import derivation_of, frequency, is_point, is_yearly
from metrics.loading import catalogue

DEATHS, CREMATED, RATE = "deaths_persons", "cremations_count", "cremation_rate"


def test_the_roll_up_s_specs_follow_the_catalogue():
    made = derivation_of(catalogue())
    every = catalogue().indicators

    assert set(made.stored) == set(every) and made.hash == catalogue().hash
    months = frozenset(range(1, 13))
    assert made.stored[DEATHS] == StoredSpec(DEATHS, "flow", "funeral", months, False)
    assert made.stored["urban_dibao_standard"].nature == "standard" and made.stored["urban_dibao_persons"].nature == "stock"
    assert made.stored["age_allowance_amount"].months_due == every["age_allowance_amount"].months_due != months
    assert made.stored[RATE] == StoredSpec(RATE, "rate", "funeral")  # of its numerator: who should have reported
    assert made.stored["dibao_persons"] == StoredSpec("dibao_persons", "stock", "dibao")
    assert made.stored["dibao_funds_amount"] == StoredSpec("dibao_funds_amount", "flow", "dibao")
    assert made.stored["registered_population_persons"] == StoredSpec(
        "registered_population_persons", "stock", "denominators", yearly=True
    )
    assert made.stored["urban_population_persons"].yearly and not made.stored[DEATHS].yearly

    ratios = {one.id: one for one in made.ratios}
    assert ratios[RATE] == RatioSpec(RATE, CREMATED, DEATHS, "same_span", False)
    assert ratios["dibao_coverage_rate"] == RatioSpec(
        "dibao_coverage_rate", "dibao_persons", "registered_population_persons", "period_end", True
    )
    assert "child_filing_rate" not in ratios  # quoted only
    sums = [one.id for one in made.sums]
    assert SumSpec("dibao_funds_amount", ("urban_dibao_funds_amount", "rural_dibao_funds_amount")) in made.sums
    assert sums.index("dibao_funds_amount") < sums.index("subsidy_total_a") and len(sums) == len(set(sums))
    assert set(sums) == {one.id for one in every.values() if one.kind == "sum"}


def test_what_is_sensitive_stays_so_in_its_totals():
    made, every = derivation_of(catalogue()), catalogue().indicators

    assert {one.id for one in every.values() if one.sensitive} <= made.sensitive
    assert "orphans_defacto_children_persons" in made.sensitive and DEATHS not in made.sensitive


def test_points_and_frequencies_follow_from_the_parts():
    every = catalogue().indicators
    point = {code: is_point(every[code], every) for code in (DEATHS, "urban_dibao_persons", "urban_dibao_standard", RATE, "dibao_coverage_rate",
                                                            "dibao_persons", "dibao_funds_amount", "child_filing_rate")}  # fmt: skip
    assert point == {DEATHS: False, "urban_dibao_persons": True, "urban_dibao_standard": True, RATE: False, "dibao_coverage_rate": True,
                     "dibao_persons": True, "dibao_funds_amount": False, "child_filing_rate": False}  # fmt: skip
    assert frequency(every["dibao_coverage_rate"], every) == "month"  # monthly persons of a yearly population
    assert frequency(every["registered_population_persons"], every) == "year" == frequency(every["dibao_budget_amount"], every)
    assert is_yearly(every["registered_population_persons"], every) and not is_yearly(every["dibao_coverage_rate"], every)
