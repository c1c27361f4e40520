"""The safety gate: which warnings a claim calls for, and that the table holds what it promises."""

import pytest
from factories import claim

from claims.records import Direction, Kind
from claims.vocabulary import load_vocabulary
from pipeline.verdict.safety import GROUPS, _parts, _table, safety_of

INTERVENTIONS = load_vocabulary("interventions")


def rules(intervention: str, **fields: object) -> set[str]:
    made = claim(intervention, fields.pop("outcome", "mood"), fields.pop("direction", Direction.IMPROVES), **fields)  # type: ignore[arg-type]
    return {notice.rule for notice in safety_of(made, INTERVENTIONS)}


@pytest.mark.parametrize(
    ("intervention", "fields", "expected", "absent"),
    [
        # an interaction, with either of the two as what acts
        ("cranberry", {"context": "with warfarin"}, {"cranberry-warfarin"}, set()),
        ("warfarin", {"context": "with cranberry juice"}, {"cranberry-warfarin"}, set()),
        # a class stands for its members, on both sides
        ("St John's wort", {"context": "with sertraline"}, {"st-johns-wort-serotonin"}, {"st-johns-wort-tricyclic"}),
        ("ibuprofen", {"context": "on apixaban"}, {"nsaid-anticoagulant"}, set()),
        # the article's situation counts, a benefit does not net it
        ("St John's wort", {"setting": "amitriptyline withdrawal"}, {"stopping-antidepressant", "st-johns-wort-tricyclic"}, {"stopping-medicine"}),
        # stopping: the medicine of the sentence, and only its own warning
        ("hawthorn", {"quote": "Stop taking propranolol and try hawthorn for a calm heart"}, {"stopping-beta-blocker"}, {"stopping-medicine", "unknown-medicine"}),
        ("magnesium", {"quote": "Replace your zorbafil with magnesium", "context": "after stopping zorbafil"}, {"stopping-medicine", "unknown-medicine"}, set()),
        # groups
        ("honey", {"population": "babies"}, {"honey-infant"}, set()),
        ("honey", {"population": "adults"}, set(), {"honey-infant"}),
        ("aspirin", {"population": "children"}, {"aspirin-children"}, set()),
        ("vitamin A", {"population": "pregnant women"}, {"vitamin-a-pregnancy"}, set()),
        ("magnesium", {"population": "people with kidney disease"}, {"minerals-kidney"}, set()),
        ("garlic", {}, set(), {"herbs-surgery", "herbal-pregnancy", "herbs-anticoagulant"}),
        # harm by itself
        ("kava", {}, {"kava-liver"}, set()),
        ("beta-carotene", {}, {"beta-carotene-smokers"}, set()),
        # nothing to warn of is no assurance: there is simply no notice
        ("walking", {}, set(), {"unknown-medicine"}),
    ],
)  # fmt: skip
def test_notices(intervention: str, fields: dict[str, object], expected: set[str], absent: set[str]) -> None:
    found = rules(intervention, **fields)
    assert expected <= found
    assert not absent & found


def test_a_benefit_claim_and_its_denial_carry_the_same_warnings() -> None:
    assert rules("kava", negated=True) == rules("kava") == rules("kava", kind=Kind.SAFETY)


def test_the_table_is_sound() -> None:
    rows = _table()
    assert len({row["id"] for row in rows}) == len(rows) >= 100
    names = {concept.preferred: concept.kind for concept in INTERVENTIONS}
    for row in rows:
        assert all(row.get(field) for field in ("id", "text", "source", "kind")), row
        assert set(_parts(row["interventions"])) <= names.keys(), row["id"]
        assert row["situation"] in {"", "*"} or names[row["situation"]] == "drug", row["id"]
        assert set(_parts(row["population"])) <= GROUPS.keys(), row["id"]
        assert "safe" not in row["text"].lower().replace("unsafe", "").split(), row["id"]
        assert row["kind"] in {"withdrawal", "interaction", "contraindication", "vulnerable group", "harm"}, row["id"]


@pytest.mark.parametrize(
    "row", [row for row in _table() if not row["id"].startswith("stopping-")], ids=lambda row: row["id"]
)
def test_every_row_can_fire(row: dict[str, str]) -> None:
    """For each of its interventions, in its situation and group."""
    examples = {
        "pregnant": "pregnant women",
        "breastfeeding": "breastfeeding mothers",
        "surgery": "people before surgery",
    }
    group = next(iter(_parts(row["population"])), None)
    population = (
        examples.get(
            group, f"people with {group}" if group not in {None, "children", "infants", "older people"} else group
        )
        if group
        else None
    )
    for intervention in _parts(row["interventions"]):
        context = f"with {row['situation']}" if row["situation"] else None
        assert row["id"] in rules(intervention, context=context, population=population), intervention
