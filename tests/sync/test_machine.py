"""Whatever people do with their clones, and with git: after an exchange all have all.

Chance picks what three people, and copies of their clones, do: edits offline, syncs, plain git,
the merge button of a hosting site, rewound branches, wrong clocks, redactions. What is counted is
printed; ``RETROTUI_SLOW=1`` runs many more histories.
"""

import os
import shutil
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any, ClassVar

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule, run_state_machine_as_test

from retrotui.core.changes import Change, Drop, Exclude, Include, Put
from retrotui.sync.standing import standing
from tests.support.git import BRANCH, new_id
from tests.support.protected import closed
from tests.support.tally import Tally
from tests.sync.people import Company, Person, by_hand

SLOW = os.environ.get("RETROTUI_SLOW") == "1"
HISTORIES, STEPS = (60, 30) if SLOW else (12, 15)
YEAR = 365 * 86_400
KIND, FIELD = "cards", "tags"
WHO = st.integers(0, 3)
WHICH = st.integers(0, 5)
WORD = st.sampled_from(("slow", "fast", "fine"))
EDIT = st.sampled_from(("new", "text", "status", "both", "add", "remove", "drop", "restore"))
Edit = tuple[int, int, str, str]
EDITS = st.lists(st.tuples(WHO, WHICH, EDIT, WORD), min_size=1, max_size=4)
"""What is written before a step: who, which record, how, and a word."""


class Histories(RuleBasedStateMachine):
    """One history; counts across all of them."""

    counts: ClassVar[Counter[str]] = Counter()

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="histories-"))
        self.team = Company(self.folder)
        self.records: list[str] = []
        self.acknowledged: set[str] = set()
        self.redacted: set[str] = set()
        self.rewritten = False

    def person(self, who: int, edits: list[Edit]) -> Person:
        """Whose turn it is, after some have written."""
        self.write_first(edits)
        people = self.team.people
        return people[who % len(people)]

    def did(self, person: Person, *changes: Change) -> None:
        self.acknowledged.update(person.acknowledged(*changes))

    def clean(self, outcome: tuple[bool, str], person: Person, *abort: str) -> bool:
        """Whether plain git did as told; never a conflict, where it could follow the history."""
        done, said = outcome
        if "CONFLICT" in said:
            assert self.rewritten, said
            self.counts["conflicts_of_rewritten_history"] += 1
        if not done and abort:
            person.hand(*abort)
        return done

    # Offline edits ----------------------------------------------------------------------

    def write_first(self, edits: list[Edit]) -> None:
        self.counts["steps"] += 1
        for who, which, edit, word in edits:
            person = self.team.people[who % len(self.team.people)]
            self.did(person, *self.changes(person, which, edit, word))

    def changes(self, person: Person, which: int, edit: str, word: str) -> list[Change]:
        """What an edit comes to for one who may not have heard of the record yet."""
        if edit == "new" or not self.records:
            self.records.append(new_id())
            return [Put(KIND, self.records[-1], {"text": word, "status": "new"})]
        record = self.records[which % len(self.records)]
        with person.open() as repo:
            row, hidden = repo.get(KIND, record), repo.hidden(KIND).get(record)
        edits: dict[str, list[Change]] = {
            "text": [Put(KIND, record, {"text": f"{word} by {person.name}"})],
            "status": [Put(KIND, record, {"status": word})],
            "both": [
                Put(KIND, record, {"text": word, "status": word}),
                Include(KIND, record, FIELD, (word,)),
            ],
            "add": [Include(KIND, record, FIELD, (word, "more"))],
        }
        if row:
            edits["remove"] = [Exclude(KIND, record, FIELD, (word,))]
            edits["drop"] = [Drop(KIND, record)]
        if hidden:
            edits["restore"] = [Put(KIND, record, {"text": str(hidden.get("text", word))})]
        return edits.get(edit, [])

    @rule(edits=EDITS, who=WHO, days=st.sampled_from((-365, -2, 0.5, 365)))
    def set_the_clock(self, edits: list[Edit], who: int, days: float) -> None:
        self.person(who, edits).clock.advance(days * 86_400)

    @rule(edits=EDITS, who=WHO, which=WHICH)
    def redact(self, edits: list[Edit], who: int, which: int) -> None:
        person = self.person(who, edits)
        if not self.records:
            return
        record = self.records[which % len(self.records)]
        with person.open() as repo:
            before = repo.redacted()
            fields = {"text": "[redacted]"}
            self.acknowledged.update(repo.redact(KIND, record, fields, by=person.name).events)
            named = repo.redacted() - before
        self.redacted |= named
        self.rewritten |= bool(named)

    # Sharing ----------------------------------------------------------------------------

    @rule(edits=EDITS, who=WHO)
    def sync(self, edits: list[Edit], who: int) -> None:
        self.person(who, edits).synced()

    @rule(edits=EDITS, first=WHO, second=WHO)
    def sync_in_turn(self, edits: list[Edit], first: int, second: int) -> None:
        self.person(first, edits).synced()
        self.person(second, []).synced()

    @rule(edits=EDITS, who=WHO)
    def sync_as_another_pushes(self, edits: list[Edit], who: int) -> None:
        person = self.person(who, edits)
        others = [each for each in self.team.people if each is not person]
        for other in others:
            other.commit_by_hand()
            other.hand("push", "-q", "origin", BRANCH)
        person.synced()

    @rule(edits=EDITS, who=WHO)
    def sync_while_the_branch_is_protected(self, edits: list[Edit], who: int) -> None:
        person = self.person(who, edits)
        with closed(self.team.hub):
            person.synced(own_branch=True)
        self.counts["syncs_by_own_branches"] += 1

    # Plain git --------------------------------------------------------------------------

    @rule(edits=EDITS, who=WHO)
    def commit(self, edits: list[Edit], who: int) -> None:
        self.person(who, edits).commit_by_hand()

    @rule(edits=EDITS, who=WHO, push=st.booleans())
    def pull_with_rebase(self, edits: list[Edit], who: int, push: bool) -> None:
        person = self.person(who, edits)
        person.commit_by_hand()
        pulled = person.hand("pull", "-q", "--rebase", "origin", BRANCH)
        if self.clean(pulled, person, "rebase", "--abort") and push:
            person.hand("push", "-q", "origin", BRANCH)

    @rule(edits=EDITS, who=WHO, squash=st.booleans(), push=st.booleans())
    def merge(self, edits: list[Edit], who: int, squash: bool, push: bool) -> None:
        person = self.person(who, edits)
        person.commit_by_hand()
        person.hand("fetch", "-q", "origin")
        how = ("--squash",) if squash else ("--no-edit",)
        self.rewritten |= squash
        merged = person.hand("merge", "-q", *how, f"origin/{BRANCH}")
        if not self.clean(merged, person, "reset", "-q", "--merge"):
            return
        person.commit_by_hand()
        if push:
            person.hand("push", "-q", "origin", BRANCH)

    @rule(edits=EDITS, who=WHO)
    def press_the_merge_button(self, edits: list[Edit], who: int) -> None:
        person = self.person(who, edits)
        person.commit_by_hand()
        if not person.hand("push", "-q", "-f", "origin", f"{BRANCH}:refs/heads/topic")[0]:
            return
        hub = self.team.hub
        merged, said = by_hand(hub, "merge-tree", "--write-tree", BRANCH, "topic")
        if not self.clean((merged, said), person):
            return
        parents = ("-p", BRANCH, "-p", "topic")
        done, commit = by_hand(hub, "commit-tree", *parents, "-m", "merged", said.split()[0])
        assert done, commit
        by_hand(hub, "update-ref", f"refs/heads/{BRANCH}", commit.strip())

    @rule(edits=EDITS, who=WHO, push=st.booleans())
    def revert(self, edits: list[Edit], who: int, push: bool) -> None:
        person = self.person(who, edits)
        person.commit_by_hand()
        if not person.hand("cat-file", "-e", "HEAD~1:retro.json")[0]:
            return
        merge = ("-m", "1") if person.hand("rev-parse", "-q", "--verify", "HEAD^2")[0] else ()
        self.rewritten = True
        reverted = person.hand("revert", "--no-edit", *merge, "HEAD")
        if self.clean(reverted, person, "revert", "--abort") and push:
            person.hand("push", "-q", "origin", BRANCH)

    @rule(edits=EDITS, who=WHO)
    def reset_and_clean(self, edits: list[Edit], who: int) -> None:
        person = self.person(who, edits)
        if person.hand("rev-parse", "-q", "--verify", "HEAD")[0]:
            person.hand("reset", "-q", "--hard")
            person.hand("clean", "-qfdx")

    @rule(edits=EDITS, back=st.integers(1, 3), squash=st.booleans())
    def push_an_old_commit_by_force(self, edits: list[Edit], back: int, squash: bool) -> None:
        self.write_first(edits)
        old = self.team.has_ancestor(back)
        if old is None:
            return
        self.rewritten = True
        if squash:
            old = by_hand(self.team.hub, "commit-tree", f"{old}^{{tree}}", "-m", "one")[1].strip()
        assert by_hand(self.team.hub, "update-ref", f"refs/heads/{BRANCH}", old)[0]

    @rule(edits=EDITS, who=WHO)
    def copy_a_clone(self, edits: list[Edit], who: int) -> None:
        person = self.person(who, edits)
        if len(self.team.clones) < 4:
            self.team.clones.append(person.copied("copy"))

    # After it ---------------------------------------------------------------------------

    def teardown(self) -> None:
        try:
            self.all_have_all()
        finally:
            shutil.rmtree(self.folder)

    def all_have_all(self) -> None:
        team, counts = self.team, self.counts
        if all(standing(person.store).branch for person in team.people):
            # Somebody finds the branch open again, as everybody does another day.
            team.people[0].clock.advance(86_400)
        counts["rounds"] += team.exchange()
        missing = team.missing(self.acknowledged, self.redacted)
        deleted = team.deleted_lines(self.redacted)
        counts["missing"] += len(missing)
        counts["deleted_lines"] += len(deleted)
        assert (missing, deleted) == ([], [])
        team.check()
        counts["histories"] += 1
        counts["events"] += len(self.acknowledged)
        counts["redacted"] += len(self.redacted)
        counts["commits_of_syncs"] += team.commits_of_syncs()


@pytest.mark.counted
def test_clones_converge_whatever_people_do(tally: Tally) -> None:
    Histories.counts = Counter()
    how = settings(
        max_examples=HISTORIES,
        stateful_step_count=STEPS,
        derandomize=not SLOW,
        database=None,
        deadline=None,
        print_blob=True,
        phases=(Phase.generate, Phase.shrink) if SLOW else (Phase.generate,),
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(Histories, settings=how)
    counts: dict[str, Any] = dict(Histories.counts)
    assert counts["histories"] >= HISTORIES
    assert counts["events"] > counts["steps"] > counts["histories"]
    assert counts["redacted"]
    first = {name: counts.pop(name) for name in ("histories", "steps", "events", "missing")}
    tally("clones converging", **first, **counts)
