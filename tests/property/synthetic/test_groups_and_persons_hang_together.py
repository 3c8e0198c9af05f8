"""What must hold of the truth, whatever the seed."""

import polars as pl
import pytest


@pytest.fixture(params=range(5))
def truth(request, nations):
    return {path.stem: pl.read_parquet(path) for path in nations[request.param].truth.glob("*.parquet")}


def test_groups_have_two_to_twelve_members_with_a_heavy_tail(truth):
    sizes = truth["members"].group_by("group").len()["len"]
    assert (sizes.min(), sizes.max() <= 12, sizes.max() >= 8) == (2, True, True)
    assert (sizes == 2).mean() == pytest.approx(0.48, abs=0.15)
    assert truth["groups"].height == sizes.len()


def test_every_member_is_in_the_investigations_of_their_time_and_in_no_other(truth):
    cases = truth["cases"].drop_nulls("group").join(truth["case_suspects"], on="case")
    per_person = dict(cases.group_by("person").len().rows())
    for person, first, last in truth["members"].select("person", "first_investigation", "last_investigation").rows():
        assert per_person[person] == last - first + 1


def test_every_investigation_of_a_group_has_two_suspects_or_more(truth):
    cases = truth["cases"].drop_nulls("group").select("case").join(truth["case_suspects"], on="case")
    assert cases.group_by("case").len()["len"].min() >= 2


def test_ties_join_every_group_into_one_and_no_two_groups(truth):
    group = dict(truth["members"].select("person", "group").rows())
    root = {person: person for person in group}

    def find(person):
        while root[person] != person:
            person = root[person]
        return person

    for one, other in truth["ties"].select("person", "other_person").rows():
        assert group[one] == group[other]
        assert one < other
        root[find(one)] = find(other)
    assert len({find(person) for person in group}) == truth["groups"].height


def test_years_of_groups_members_and_ties_are_in_order(truth):
    assert (truth["members"]["year_from"] <= truth["members"]["year_to"]).all()
    assert (truth["groups"]["year_from"] <= truth["groups"]["year_to"]).all()
    closed = truth["ties"].drop_nulls("tie_year_to")
    assert (closed["tie_year_from"] <= closed["tie_year_to"]).all()
    assert 0 < closed.height < truth["ties"].height


def test_nobody_is_suspect_and_victim_in_one_case(truth):
    assert truth["case_suspects"].join(truth["case_victims"], on=["case", "person"]).height == 0
    assert truth["case_victims"].is_unique().all()


def test_persons_who_are_both_have_one_year_of_birth_and_were_children_as_victims(truth):
    def born(part):
        first = (
            truth[f"case_{part}"].join(truth["cases"], on="case").group_by("person").agg(pl.min("first_offence_year"))
        )
        ages = truth[part].join(first, on="person")
        return ages.select("person", pl.col("first_offence_year") - pl.col("age_first"), "age_first")

    both = born("suspects").join(born("victims"), on="person", suffix="_victim")
    assert both.height == 160  # 0.8 % of 20,000
    assert (both["first_offence_year"] == both["first_offence_year_victim"]).all()
    assert both["age_first"].min() >= 10
    assert both["age_first_victim"].max() < 18
    assert both["age_first_victim"].min() >= 0


def test_every_offence_and_every_victim_is_linked(truth):
    victims = truth["offences"].drop_nulls("victim").select("case", person="victim").unique()
    assert (
        victims.join(truth["case_victims"], on=["case", "person"], how="full").null_count().sum_horizontal().item() == 0
    )
    linked = truth["suspect_offences"].join(truth["offences"], on="offence").select("case", "person").unique()
    assert linked.height == truth["case_suspects"].height


def test_only_persons_who_are_both_have_a_cross_pseudonym_and_it_is_the_same_in_both_parts(nations):
    made = nations[0]
    cross = {}
    for entity, key in (("suspect", "sus_pseudo"), ("victim", "vic_pseudo")):
        paths = sorted(made.folder.glob(f"returns/*/*/{entity}.csv"))
        rows = pl.concat([pl.read_csv(path, infer_schema=False).select(key, "cross_pseudo") for path in paths])
        cross[entity] = rows.drop_nulls("cross_pseudo").unique().rename({"cross_pseudo": "cross"})
    both = cross["suspect"].join(cross["victim"], on="cross")
    true = pl.read_parquet(made.truth / "persons.parquet").filter(pl.col("suspect") & pl.col("victim"))
    assert both["cross"].n_unique() == both.height == true.height
    assert set(both.select("sus_pseudo", "vic_pseudo").rows()) == set(true.select("sus_pseudo", "vic_pseudo").rows())
