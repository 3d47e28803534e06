"""Whose clone is it mostly?"""

import pytest

from retrotui.core.authorship import owners, via

OWNED = owners(
    {"a": {"Ana": 5, "Bo": 1}, "b": {"Bo": 3, "ana": 2}, "c": {"Cy": 1, "Bo": 1}, "d": {}}
)


def test_a_clone_is_whose_name_it_mostly_writes() -> None:
    assert OWNED == {"a": "Ana", "b": "Bo", "c": "Bo"}


@pytest.mark.parametrize(
    ("by", "clone", "said"),
    [
        ("Ana", "a", None),
        ("ana", "a", None),
        ("ana", "b", "Bo"),
        ("Bo", "a", "Ana"),
        ("Bo", "c", None),
        ("Dee", "a", None),
        (None, "a", None),
        ("Ana", "unknown", None),
    ],
)
def test_only_who_has_a_clone_of_their_own_is_told_to_write_in_another_s(
    by: str | None, clone: str, said: str | None
) -> None:
    assert via(by, clone, OWNED) == said
