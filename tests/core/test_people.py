"""One person per name; merges lead to one person whatever their shape."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrotui.core.changes import Put
from retrotui.core.errors import ForbiddenMoveError, UsageError
from retrotui.core.people import Directory, merge, name_all, rename, set_function
from retrotui.core.records.people import Person, person_id

ANA = Person(person_id("Ana"), "Ana")
BO = Person(person_id("Bo"), "Bo")
CY = Person(person_id("Cy"), "Cy")


def merged(person: Person, into: Person) -> Person:
    return Person(person.id, person.name, merged_into=into.id)


def test_case_spaces_and_a_leading_at_do_not_make_another_person() -> None:
    known = Directory([ANA])
    named, changes = name_all(known, ["ana", "@ANA", "  Ana "])
    assert [(each.id, each.name, each.is_new) for each in named] == [(ANA.id, "Ana", False)]
    assert changes == ()


def test_an_unknown_name_becomes_a_person_once() -> None:
    known = Directory([Person(person_id("Jon"), "Jonathan Smith"), BO])
    named, changes = name_all(known, ["Jonathon Smith", "jonathon smith"])
    assert len(named) == 1
    assert named[0].is_new
    assert changes == (Put("people", named[0].id, {"name": "Jonathon Smith"}),)


def test_a_name_is_near_to_one_that_shares_a_word_begins_like_it_or_is_like_it() -> None:
    known = Directory([Person(person_id("Jon"), "Jonathan Smith"), BO])
    assert known.nearest("Jonathon Smyth") == "Jonathan Smith"
    assert known.nearest("jona") == "Jonathan Smith"
    assert Directory([Person(person_id("x"), "Ana López")]).nearest("ana") == "Ana López"
    assert Directory([BO]).nearest("Xaver") is None


def test_the_first_name_goes_on_meaning_a_renamed_person() -> None:
    renamed = Person(ANA.id, "Ana López")
    known = Directory([renamed])
    assert known.find("ana") == renamed
    assert known.find("ana lópez") == renamed
    assert known.find("ANA LÓPEZ") == renamed
    assert known.find(ANA.id) == renamed


def test_a_rename_keeps_the_id_and_refuses_a_name_that_is_taken() -> None:
    known = Directory([ANA, BO])
    assert rename(known, ANA, "Ana B") == (Put("people", ANA.id, {"name": "Ana B"}),)
    assert rename(known, ANA, "ANA") == (Put("people", ANA.id, {"name": "ANA"}),)
    with pytest.raises(ForbiddenMoveError, match="'Bo'"):
        rename(known, ANA, "bo")


@pytest.mark.parametrize("name", ["", " \t", "\u200b", "x" * 121])
def test_names_that_show_nothing_or_too_much_are_refused(name: str) -> None:
    with pytest.raises(UsageError):
        name_all(Directory([]), [name])


def test_control_characters_never_reach_a_name() -> None:
    named, _ = name_all(Directory([]), ["A\x1b]52;c;x\x07na\n[/]"])
    assert named[0].name == "A]52;c;xna [/]"


def test_a_function_is_set_and_taken_away() -> None:
    assert set_function(ANA, " legal ") == (Put("people", ANA.id, {"function": "legal"}),)
    assert set_function(ANA, "  ") == (Put("people", ANA.id, {"function": None}),)


def test_a_merge_marks_the_second_as_the_first() -> None:
    assert merge(Directory([ANA, BO]), ANA, BO) == (Put("people", BO.id, {"merged_into": ANA.id}),)


def test_merging_twice_is_nothing_to_do_and_the_other_way_round_is_refused() -> None:
    known = Directory([ANA, merged(BO, ANA)])
    assert merge(known, known[ANA.id], known[BO.id]) == ()
    with pytest.raises(ForbiddenMoveError, match="merged into 'Ana'"):
        merge(known, known[BO.id], known[ANA.id])
    with pytest.raises(ForbiddenMoveError, match="itself"):
        merge(known, ANA, ANA)


def test_a_merged_person_is_found_listed_and_named_as_the_one_they_became() -> None:
    known = Directory([ANA, merged(BO, ANA), merged(CY, BO)])
    assert known.find("cy") == ANA
    assert known.live() == (ANA,)
    assert known.names([CY.id, BO.id, ANA.id]) == ("Ana",)
    assert set(known.absorbed(CY.id)) == {ANA.id, BO.id, CY.id}


def test_an_unknown_id_stands_for_itself() -> None:
    known = Directory([])
    assert known.root("gone") is None
    assert known.names(["gone\x1b"]) == ("gone",)


def test_people_merged_into_each_other_by_two_clones_are_one() -> None:
    known = Directory([merged(ANA, BO), merged(BO, ANA), merged(CY, ANA)])
    assert {known.root_id(each) for each in known} == {min(ANA.id, BO.id)}
    assert len(known.live()) == 1


IDS = [f"{number:026d}" for number in range(7)]
GRAPHS = st.fixed_dictionaries(
    {each: st.none() | st.sampled_from([*IDS, "missing"]) for each in IDS}
)


@given(GRAPHS, st.randoms())
def test_any_shape_of_merges_ends_at_one_live_person(
    graph: dict[str, str | None], shuffler: st.DataObject
) -> None:
    people = [Person(each, f"P{each}", merged_into=into) for each, into in graph.items()]
    known = Directory(people)
    live = {each.id for each in known.live()}
    for person in people:
        root = known.root_id(person.id)
        assert root in live
        assert known.root_id(root) == root
        if person.merged_into in graph:
            assert known.root_id(person.merged_into or "") == root
    shuffler.shuffle(people)  # type: ignore[attr-defined]  # a random.Random
    assert {each: Directory(people).root_id(each) for each in IDS} == {
        each: known.root_id(each) for each in IDS
    }


@given(GRAPHS, st.sampled_from(IDS), st.sampled_from(IDS))
def test_a_merge_makes_two_people_one_whatever_came_before(
    graph: dict[str, str | None], keep: str, other: str
) -> None:
    people = {each: Person(each, f"P{each}", merged_into=into) for each, into in graph.items()}
    known = Directory(people.values())
    try:
        changes = merge(known, people[keep], people[other])
    except ForbiddenMoveError:
        assert known.root_id(keep) == known.root_id(other)
        return
    for change in changes:
        assert isinstance(change, Put)
        person = people[change.id]
        people[change.id] = Person(person.id, person.name, merged_into=change.fields["merged_into"])
    after = Directory(people.values())
    assert after.root_id(other) == after.root_id(keep) == known.root_id(keep)
