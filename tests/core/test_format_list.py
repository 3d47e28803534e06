"""Which formats are offered, in which order."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from retrotui.core.format_list import KIND_TITLES, YOURS, Group, Usage, grouped
from retrotui.core.formats import KINDS, SHIPPED, Format, check_format


def made(
    title: str,
    kind: str = "retrospective",
    minutes: int = 60,
    about: str = "",
    source: str = SHIPPED,
) -> Format:
    item = {"activity": "talk", "title": "Talk", "minutes": minutes}
    data = {"title": title, "kind": kind, "about": about, "agenda": [item]}
    return check_format(data, title.casefold().replace(" ", "-"), source)


SHORT = made("Short", minutes=20)
LONG = made("Long", minutes=90, about="Speaks of risks")
LONGER = made("Longer", "workshop", minutes=170)
RISKS = made("Risks first", "pre-mortem", minutes=45)
ALL = (LONG, LONGER, RISKS, SHORT)


def shown(groups: tuple[Group, ...]) -> dict[str, list[str]]:
    return {each.title: [offer.format.title for offer in each.offers] for each in groups}


def test_every_kind_has_a_group_of_its_own() -> None:
    assert tuple(KIND_TITLES) == KINDS
    assert len(set(KIND_TITLES.values())) == len(KINDS)


def test_formats_stand_by_kind_in_the_order_of_kinds() -> None:
    assert shown(grouped(ALL)) == {
        "Retrospectives": ["Long", "Short"],
        "Workshops": ["Longer"],
        "Pre-mortems": ["Risks first"],
    }


def test_what_the_team_ran_or_wrote_comes_first_the_latest_at_the_top() -> None:
    usage = {
        "long": Usage("2026-11-01T10:00:00Z"),
        "risks-first": Usage("2026-11-12T10:00:00Z", 4.2, 3),
    }
    own = made("Harbour", source="harbour.toml")
    found = grouped((*ALL, own), usage=usage)
    assert shown(found) == {
        YOURS: ["Risks first", "Long", "Harbour"],
        "Retrospectives": ["Short"],
        "Workshops": ["Longer"],
    }
    assert found[0].offers[0].usage == usage["risks-first"]


def test_what_takes_too_long_comes_last_the_nearest_first_and_says_by_how_much() -> None:
    found = grouped(ALL, minutes=45, usage={"long": Usage("2026-11-01T10:00:00Z")})
    assert shown(found) == {
        "Retrospectives": ["Short"],
        "Pre-mortems": ["Risks first"],
        "Longer than 45 min": ["Long", "Longer"],
    }
    assert [offer.over for offer in found[-1].offers] == [45, 125]


def test_words_look_into_title_kind_and_about_and_titles_win() -> None:
    assert shown(grouped(ALL, words=("RISKS",))) == {
        "Pre-mortems": ["Risks first"],
        "Retrospectives": ["Long"],
    }
    assert shown(grouped(ALL, words=("pre-mor", "first"))) == {"Pre-mortems": ["Risks first"]}
    assert grouped(ALL, words=("risks", "zzz")) == ()
    assert shown(grouped(ALL, kind="workshop")) == {"Workshops": ["Longer"]}


_formats = st.lists(
    st.builds(
        made,
        st.text("abc", min_size=1, max_size=4),
        st.sampled_from(KINDS),
        st.integers(1, 200),
    ),
    unique_by=lambda each: each.name,
    max_size=12,
)


@given(_formats, st.none() | st.integers(1, 200), st.data())
def test_every_format_is_offered_once_whatever_the_time(
    formats: list[Format], minutes: int | None, data: Any
) -> None:
    names = [each.name for each in formats]
    ran = data.draw(st.lists(st.sampled_from(names))) if names else []
    usage = {name: Usage("2026-11-01T10:00:00Z") for name in ran}
    found = grouped(formats, minutes=minutes, usage=usage)
    offers = [offer for group in found for offer in group.offers]
    assert sorted(offer.format.name for offer in offers) == sorted(names)
    assert all(group.offers for group in found)
    assert all((offer.over > 0) == (offer.format.minutes > (minutes or 999)) for offer in offers)
    overs = [offer.over for offer in offers]
    assert overs == sorted(overs)
