"""Histories that chance found, and that once ended badly; each told as short as it gets."""

from pathlib import Path

import pytest

from retrotui.core.changes import Put
from retrotui.sync import synchronise
from tests.support.git import BRANCH, new_id
from tests.sync.people import Company


@pytest.fixture
def company(tmp_path: Path) -> Company:
    return Company(tmp_path, ("ana", "bo"))


def test_a_redacted_event_taken_away_by_hand_before_it_was_shared_waits_for_nothing(
    company: Company,
) -> None:
    ana, _ = company.people
    company.exchange()
    card = new_id()
    events = {*ana.acknowledged(Put("cards", card, {"text": "a name", "status": "new"}))}
    with ana.open() as repo:
        events |= {*repo.redact("cards", card, {"text": "[redacted]"}, by="ana").events}
        redacted = {*repo.redacted()}
    ana.commit_by_hand()
    assert ana.hand("revert", "--no-edit", "HEAD")[0]
    assert ana.synced().unshared == 0
    company.exchange()
    assert company.missing(events, redacted) == []
    assert ana.state() == company.people[1].state()


def test_a_sync_killed_before_the_index_followed_leaves_nothing_staged(
    company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    ana, bo = company.people
    company.exchange()
    for kill in range(3):
        ana.add(f"card {kill}")
        with monkeypatch.context() as patch:
            name = ("refresh_index", "refresh_index", "collect_garbage")[kill]
            patch.setattr(synchronise, name, _killed)
            with pytest.raises(KeyboardInterrupt):
                ana.sync()
        assert bool(ana.status()) == (name == "refresh_index")
    ana.synced()
    assert ana.status() == ""
    bo.add("from Bo")
    (ana.store / "mine.txt").write_text("staged by Ana")
    ana.git("add", "mine.txt")
    bo.synced()
    ana.synced()
    assert "A  mine.txt" in ana.status(), "what a person staged stays staged"


@pytest.mark.parametrize("how", ["reverted", "rewound"])
def test_what_only_one_clone_had_shared_comes_back_though_it_went_from_every_branch(
    company: Company, how: str
) -> None:
    ana, bo = company.people
    company.exchange()
    card = new_id()
    events = {*ana.acknowledged(Put("cards", card, {"text": "one"}))}
    ana.synced()
    if how == "reverted":
        assert ana.hand("revert", "--no-edit", "HEAD")[0]
        assert ana.hand("push", "-q", "origin", BRANCH)[0]
    else:
        ana.git("reset", "-q", "--hard", "HEAD~1")
        ana.git("push", "-q", "-f", "origin", BRANCH)
    assert card not in ana.cards()
    company.exchange()
    assert ana.cards() == bo.cards() == {card: "one"}
    assert company.missing(events, set()) == []
    assert ana.status() == bo.status() == ""


def test_what_was_kept_is_not_collected_as_garbage(company: Company) -> None:
    ana, bo = company.people
    company.exchange()
    card = new_id()
    ana.acknowledged(Put("cards", card, {"text": "one"}))
    ana.synced()
    ana.git("reset", "-q", "--hard", "HEAD~1")
    ana.git("push", "-q", "-f", "origin", BRANCH)
    ana.git("reflog", "expire", "--expire=now", "--all")
    ana.git("gc", "-q", "--prune=now")
    company.exchange()
    assert ana.cards() == bo.cards() == {card: "one"}


def _killed(*_: object) -> None:
    raise KeyboardInterrupt
