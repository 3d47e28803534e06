"""Two clones redact different texts of one event apart from each other: both texts go."""

from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from retrotui.core.changes import Include, Put
from retrotui.store.carried import is_blank, meet
from retrotui.store.codec import encode
from retrotui.store.repository import StoreRepository
from tests.store.support import log_files, new_id, put_all, reopened, rows
from tests.store.test_redaction import MARK, files_with
from tests.support.clones import disk_clones, unite

TITLE, WHY, TAG = "Ask Bo about 71,234", "Aa: he earns 71,234", "salary-71"
BLANKS: dict[str, Any] = {"title": MARK, "why": MARK, "drivers": [MARK], "links": [MARK]}
TEXTS: dict[str, Any] = {"title": "a", "why": "Z", "drivers": ["x", "y"], "links": ["l"]}


def both_redacted(folder: Path) -> tuple[StoreRepository, StoreRepository, str]:
    ana, bo = disk_clones(folder, 2)
    id_ = new_id()
    put_all(ana, Put("actions", id_, {"title": TITLE, "why": WHY, "status": "open"}))
    put_all(
        ana, Put("actions", id_, {"status": "blocked"}), Include("actions", id_, "tags", (TAG,))
    )
    unite(ana, bo)
    ana.redact("actions", id_, {"title": MARK}, by="ana")
    ana.redact("actions", id_, {"tags": MARK}, by="ana")
    bo.redact("actions", id_, {"why": MARK}, by="bo")
    unite(ana, bo)
    return ana, bo, id_


def test_nothing_is_shown_that_either_took_out_even_before_it_is_settled(tmp_path: Path) -> None:
    ana, bo, id_ = both_redacted(tmp_path)
    for clone in (ana, bo):
        row = rows(clone, "actions")[id_]
        assert (row["title"], row["why"], row["status"]) == (MARK, MARK, "blocked")
        steps = clone.past().about("actions", id_)
        assert "71,234" not in str([each.touched for each in steps])
        assert "71,234" not in str([each.changed for each in clone.history("actions", id_)])


def test_one_of_them_settles_it_for_both(tmp_path: Path) -> None:
    ana, bo, id_ = both_redacted(tmp_path)
    assert ana.reconcile()
    unite(ana, bo)
    assert not ana.reconcile()
    assert not bo.reconcile()
    for clone in (ana, bo):
        for text in (TITLE, WHY, TAG):
            assert files_with(clone.path, text) == []
        row = rows(clone, "actions")[id_]
        assert (row["title"], row["why"], row["status"]) == (MARK, MARK, "blocked")
        assert not row.get("tags")
        assert clone.problems() == clone.conflicts() == []
        with reopened(clone) as again:
            assert rows(again, "actions") == rows(ana, "actions")


def test_settling_it_in_both_at_once_comes_to_the_same(tmp_path: Path) -> None:
    ana, bo, _ = both_redacted(tmp_path)
    assert ana.reconcile()
    assert bo.reconcile()
    unite(ana, bo)
    assert (ana.reconcile(), bo.reconcile()) == (False, False)
    assert rows(ana, "actions") == rows(bo, "actions")
    assert [path.read_bytes() for path in log_files(ana)] == [
        path.read_bytes() for path in log_files(bo)
    ]
    assert files_with(bo.path, TITLE) == files_with(ana.path, WHY) == []


def test_redacting_once_more_takes_out_what_either_did(tmp_path: Path) -> None:
    ana, bo, id_ = both_redacted(tmp_path)
    put_all(bo, Put("actions", id_, {"title": "Ask Bo again about 71"}))
    bo.redact("actions", id_, {"title": MARK}, by="bo")
    unite(ana, bo)
    for clone in (ana, bo):
        assert files_with(clone.path, "71,234") == files_with(clone.path, TAG) == []


def test_redactions_of_the_same_text_leave_nothing_to_settle(tmp_path: Path) -> None:
    ana, bo = disk_clones(tmp_path, 2)
    id_ = new_id()
    put_all(ana, Put("actions", id_, {"title": TITLE}))
    unite(ana, bo)
    for clone in (ana, bo):
        clone.redact("actions", id_, {"title": MARK}, by=None)
    unite(ana, bo)
    assert not ana.reconcile()
    assert rows(ana, "actions") == rows(bo, "actions")


@given(st.lists(st.sets(st.sampled_from(sorted(BLANKS))), min_size=1, max_size=4), st.randoms())
def test_what_several_carry_is_what_all_of_them_keep(taken: list[set[str]], chance: Any) -> None:
    def form(gone: set[str]) -> dict[str, Any]:
        values = {name: BLANKS[name] if name in gone else TEXTS[name] for name in TEXTS}
        tags = {} if "links" in gone else {"add": {"tags": ["t"]}}
        op = {"in": "decisions", "id": "0" * 26, "set": {**values, "status": "open"}, **tags}
        return {"t": "e", "at": "now", "by": None, "ops": [op]}

    forms = [form(each) for each in taken]
    met = meet(forms)
    chance.shuffle(forms)
    assert encode(meet([*forms, met])) == encode(met)
    gone = set().union(*taken)
    (op,) = met["ops"]
    assert {name for name in TEXTS if is_blank(op["set"][name])} == gone
    assert op["set"]["status"] == "open"
    assert ("tags" in op.get("add", {})) == ("links" not in gone)
