"""Two people redact different texts of one step, apart from each other, and then share."""

from pathlib import Path

from retrotui.core.changes import Put
from tests.support.git import Clone, Team, new_id

TITLE, WHY = "Ask Bo about 71,234", "he earns 65,432"
MARK = "[redacted]"


def redacted_apart(team: Team) -> str:
    ana, bo = team.clones
    made = new_id()
    ana.write(Put("actions", made, {"title": TITLE, "why": WHY, "text": "the rest"}))
    team.sync_all()
    for clone, field in ((ana, "title"), (bo, "why")):
        with clone.open() as repo:
            repo.redact("actions", made, {field: MARK}, by=clone.name)
    return made


def texts_at_the_tip(clone: Clone) -> str:
    return clone.git("grep", "-h", "-e", "71,234", "-e", "65,432", "retrotui", check=False)


def test_both_texts_are_gone_from_every_tip_and_it_is_told(tmp_path: Path) -> None:
    team = Team(tmp_path, ("ana", "bo"))
    ana, bo = team.clones
    made = redacted_apart(team)
    assert ana.synced().problems == ()
    (told,) = bo.synced().problems
    assert "two redactions of one step met" in told
    assert ana.synced().problems == ()
    assert ana.state() == bo.state()
    assert ana.tree() == bo.tree() == team.hub_tree()
    for clone in (ana, bo):
        assert texts_at_the_tip(clone) == ""
        assert not any(
            b"71,234" in data or b"65,432" in data for data in clone.log_files().values()
        )
        journal = clone.local / "journal.jsonl"
        assert not journal.exists() or b"71,234" not in journal.read_bytes()
        with clone.open() as repo:
            row = repo.get("actions", made)
            assert row is not None
            assert (row["title"], row["why"], row["text"]) == (MARK, MARK, "the rest")
        assert clone.synced().sent == 0


def test_clones_that_both_settle_it_come_to_one_state(tmp_path: Path) -> None:
    team = Team(tmp_path, ("ana", "bo"))
    ana, bo = team.clones
    redacted_apart(team)
    # Each is handed the other's files, and settles it before it shares.
    by_ana, by_bo = ana.log_files(), bo.log_files()
    for name in by_bo.keys() - by_ana.keys():
        target = ana.store / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(by_bo[name])
    for name, data in by_ana.items():
        (bo.store / name).write_bytes(data)
    for clone in (ana, bo):
        with clone.open() as repo:
            assert repo.reconcile()
    team.sync_all()
    assert ana.state() == bo.state()
    assert ana.tree() == bo.tree() == team.hub_tree()
    assert texts_at_the_tip(ana) == texts_at_the_tip(bo) == ""
