"""Whoever can push can push anything: none of it runs, leaves the store or blocks others."""

from pathlib import Path

import pytest

from retrotui.core.changes import Put
from retrotui.core.errors import UsageError
from retrotui.core.sharing import SyncState
from retrotui.store.logs import MAX_FILE
from retrotui.sync.objects import LOG
from tests.support.git import BRANCH, Team, plain_git

EVENT = (
    '{"t":"01a2045ec33e-0000-k3f9q2zrqgzx","at":"2026-11-22T09:00:00Z","by":"eve",'
    '"in":"cards","id":"01kanbpt60000000000000zzzz","set":{"text":"by Eve"}}\n'
)
FILE = "2026-11-x7m2qa.jsonl"


@pytest.fixture
def team(tmp_path: Path) -> Team:
    made = Team(tmp_path, ("ana", "bo"))
    made.clones[0].add("from Ana")
    made.sync_all()
    return made


def push_entries(team: Team, *entries: tuple[str, str, str]) -> None:
    """Puts these (mode, path, text) beside what the hub has, past all of git's checks."""
    stream = f"commit refs/heads/{BRANCH}\ncommitter E <e@e> 1 +0000\ndata 1\nx\nfrom {BRANCH}^0\n"
    for mode, path, text in entries:
        name = '"' + path.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'
        if mode == "160000":
            stream += f"M 160000 {'1' * 40} {name}\n"
        else:
            stream += f"M {mode} inline {name}\ndata {len(text.encode())}\n{text}\n"
    plain_git(team.hub, "fast-import", "--quiet", "--force", given=stream.encode())


HOSTILE = [
    ("120000", f"log/w-aaaaaaa/{FILE}", "/etc/passwd"),
    ("120000", "log/w-aaaaaaa", "/tmp"),
    ("120000", "README.md", "/etc/passwd"),
    ("160000", f"log/w-aaaaaaa/{FILE}", ""),
    ("160000", "sub", ""),
    ("100644", "git~1/config", "[core]\n\tfsmonitor = touch pwned\n"),
    ("100755", ".githooks/pre-push", "#!/bin/sh\ntouch pwned"),
    ("100644", ".gitmodules", '[submodule "x"]\n\tpath = x\n\turl = ext::sh -c touch%20pwned\n'),
    ("100644", "log/W-AAAAAAA/2026-11-X7M2QA.jsonl", EVENT),
    ("100644", f"log/w-aaaaaaa/{FILE}/inner.jsonl", EVENT),
    ("100644", "log/w-aaaaaaa/2026-11-../x.jsonl", EVENT),
    ("100644", f"log/{FILE}", EVENT),
    ("100644", f"log/w-aaaaaaa/x/{FILE}", EVENT),
    ("100644", f"log/w-aaaaaaa/{FILE}\n", EVENT),
    ("100644", f"log/w-áaaaaaa/{FILE}", EVENT),
    ("100644", "log/w-aaaaaaa/-rf.jsonl", EVENT),
    ("100644", f"held/w-aaaaaaa/{FILE}", EVENT),
    ("100644", "\x1b[31mred", "x"),
    ("100644", "formats/evil.toml", "x"),
]  # fmt: skip


@pytest.mark.parametrize("entry", HOSTILE, ids=range(len(HOSTILE)))
def test_what_is_no_log_file_is_neither_read_written_nor_carried_on(
    team: Team, entry: tuple[str, str, str]
) -> None:
    ana, bo = team.clones
    before = sorted(ana.store.rglob("*"))
    push_entries(team, entry)
    outcome = ana.synced()
    assert len(outcome.problems) == 1
    assert outcome.problems[0].isprintable()
    after = [path for path in sorted(ana.store.rglob("*")) if ".git/" not in str(path)]
    assert after == [path for path in before if ".git/" not in str(path)]
    assert not any(path.name == "pwned" for path in team.folder.rglob("*"))
    card = ana.add("on top")
    ana.synced()
    assert all(LOG.fullmatch(each) or "/" not in each for each in team.hub_files())
    assert set(team.hub_files()) >= {"retro.json", ".gitattributes", "README.md"}
    bo.synced()
    assert card in bo.cards()


@pytest.mark.parametrize("path", [".GIT/hooks/pre-push", "..", ".git", "a/../../x", ".git/config"])
def test_a_path_that_git_itself_refuses_blocks_nobody(team: Team, path: str) -> None:
    ana, bo = team.clones
    blob = plain_git(team.hub, "hash-object", "-w", "--stdin", given=b"touch pwned").strip()
    raw = b"100644 " + path.encode() + b"\0" + bytes.fromhex(blob)
    literal = ["hash-object", "-w", "--literally", "-t", "tree", "--stdin"]
    evil = plain_git(team.hub, *literal, given=raw).strip()
    commit = team.hub_git("commit-tree", evil, "-p", BRANCH, "-m", "evil").strip()
    team.hub_git("update-ref", f"refs/heads/{BRANCH}", commit)
    ana.git("config", "transfer.fsckObjects", "true")
    card = ana.add("goes on")
    ana.synced()
    bo.synced()
    assert card in bo.cards()
    assert all("pre-push" not in each and ".." not in each for each in team.hub_files())


def test_an_event_from_anybody_who_can_push_is_read(team: Team) -> None:
    (ana, _) = team.clones
    push_entries(team, ("100755", f"log/w-k3f9q2z/{FILE}", EVENT))
    assert ana.synced().received == 1
    assert "by Eve" in ana.cards().values()


def test_a_link_on_disk_is_never_written_through(team: Team) -> None:
    ana, bo = team.clones
    outside = team.folder / "outside"
    outside.mkdir()
    (bo.store / "log" / "w-k3f9q2z").symlink_to(outside)
    push_entries(team, ("100644", f"log/w-k3f9q2z/{FILE}", EVENT))
    outcome = bo.sync()
    assert outcome.state is SyncState.NEEDS_YOU
    assert any("in the way" in each for each in outcome.problems)
    assert list(outside.iterdir()) == []
    (bo.store / "log" / "w-k3f9q2z").unlink()
    bo.synced()
    assert "by Eve" in bo.cards().values()
    target = outside / "target"
    target.write_text("mine")
    own = next(iter(ana.log_files()))
    (bo.store / own).unlink()
    (bo.store / own).symlink_to(target)
    bo.sync()
    assert target.read_text() == "mine"


def test_a_file_too_large_to_be_a_log_is_left_out(team: Team) -> None:
    ana, _ = team.clones
    push_entries(team, ("100644", f"log/w-k3f9q2z/{FILE}", EVENT + "x" * MAX_FILE))
    assert len(ana.synced().problems) == 1
    assert "by Eve" not in ana.cards().values()


@pytest.mark.parametrize(
    "line",
    ["[" * 100_000, '{"t":' * 9000, '{"t":1e999}', "9" * 6000, "\x00", '{"t":"\ud800"}'.encode(
        "utf-8", "surrogatepass").decode("latin-1")],
    ids=range(6),
)  # fmt: skip
def test_lines_made_to_break_a_reader_break_no_sync(team: Team, line: str) -> None:
    ana, bo = team.clones
    push_entries(team, ("100644", f"log/w-k3f9q2z/{FILE}", EVENT + line + "\n" + EVENT))
    ana.synced()
    theirs = ana.store / "log" / "w-k3f9q2z" / FILE
    theirs.write_bytes(EVENT.replace("ec33e", "ec33f").encode() + line.encode() + b"\n")
    ana.synced()
    bo.synced()
    assert ana.tree() == bo.tree() == team.hub_tree()
    assert line.encode() not in theirs.read_bytes()


HOOKS = (
    "pre-push", "post-commit", "post-checkout", "post-merge", "post-index-change", "pre-auto-gc",
    "reference-transaction", "post-rewrite", "fsmonitor-watchman",
)  # fmt: skip


def install(hooks: Path, marker: Path) -> None:
    hooks.mkdir(exist_ok=True)
    for name in HOOKS:
        (hooks / name).write_text(f"#!/bin/sh\ntouch {marker}\n")
        (hooks / name).chmod(0o755)


def test_no_hook_filter_monitor_signer_or_editor_of_the_clone_runs(team: Team) -> None:
    ana, bo = team.clones
    marker = team.folder / "ran"
    install(ana.store / ".git" / "hooks", marker)
    program = str(ana.store / ".git" / "hooks" / "pre-push")
    for name, value in {
        "core.fsmonitor": program,
        "core.hooksPath": str(ana.store / ".git" / "hooks"),
        "commit.gpgSign": "true",
        "push.gpgSign": "true",
        "gpg.program": program,
        "filter.evil.clean": program,
        "filter.evil.smudge": program,
        "filter.evil.process": program,
        "core.attributesFile": str(team.folder / "attributes"),
        "core.editor": program,
        "core.pager": program,
        "core.autocrlf": "true",
        "remote.origin.mirror": "true",
        "fetch.prune": "true",
        "transfer.fsckObjects": "true",
        "fetch.recurseSubmodules": "true",
        "push.recurseSubmodules": "check",
        "core.askPass": program,
        "credential.helper": program,
    }.items():
        ana.git("config", name, value)
    (team.folder / "attributes").write_text("* filter=evil\n")
    (ana.store / ".git" / "info").mkdir(exist_ok=True)
    (ana.store / ".git" / "info" / "attributes").write_text("* filter=evil text eol=crlf\n")
    marker.unlink(missing_ok=True)
    ana.add("with everything set against it")
    outcome = ana.sync()
    assert outcome.state is SyncState.IN_STEP, outcome
    assert not marker.exists()
    bo.synced()
    assert ana.cards() == bo.cards()
    assert ana.log_files() == bo.log_files()
    assert all(b"\r" not in data for data in bo.log_files().values())


@pytest.mark.parametrize(
    "url", ["ext::sh -c touch% /tmp/x", "fd::3", "http://h/x", "git://h/x", "--upload-pack=x"]
)
def test_a_remote_that_would_start_a_program_is_never_asked(team: Team, url: str) -> None:
    ana, _ = team.clones
    ana.git("config", "remote.origin.url", url)
    with pytest.raises(UsageError, match="cannot share through"):
        ana.sync()


def test_an_address_rewritten_to_a_forbidden_transport_is_not_followed(team: Team) -> None:
    ana, _ = team.clones
    marker = team.folder / "ran"
    ana.git("config", f"url.ext::touch {marker} #.insteadOf", "https://host/")
    ana.git("remote", "set-url", "origin", "https://host/x")
    outcome = ana.sync()
    assert outcome.state is SyncState.NEEDS_YOU
    assert "not allowed" in outcome.message
    assert not marker.exists()


def test_a_name_in_the_settings_cannot_forge_a_commit(team: Team) -> None:
    ana, _ = team.clones
    name = "Eve eve@x 0 +0000 committer Mallory"
    ana.git("config", "user.name", "Eve <eve@x> 0 +0000\ncommitter Mallory")
    ana.git("config", "user.email", "")
    ana.add()
    ana.synced()
    written = team.hub_git("log", "-1", "--format=%an|%ae|%cn", BRANCH).strip()
    assert written.split("|") == [name, "retrotui@localhost", name]


def test_a_message_made_of_hostile_text_is_harmless(team: Team) -> None:
    ana, _ = team.clones
    evil = "\x1b]0;x\x07[/] \u202egnp\x00\ndata 5\nfrom HEAD\n" + "long " * 500
    ana.add("x", kind="actions", title=evil, status="open")
    ana.synced()
    with ana.open() as repo:
        (id_,) = repo.all("actions")
    ana.write(Put("actions", id_, {"status": "done"}))
    ana.synced()
    body = team.hub_git("log", "-1", "--format=%B", BRANCH)
    assert all(each.isprintable() for each in body.splitlines())
    assert all(len(each) <= 100 for each in body.splitlines())
    assert "open → done" in body
