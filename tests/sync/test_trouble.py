"""Git's words told apart: a lost race is never an auth failure, and every class has a way out."""

import pytest

from retrotui.sync.trouble import Trouble, classify, failure, reason_in, without_secrets

PUSH = "To hub\n!\tabc:refs/heads/retrotui\t[{}] ({})\nerror: failed to push some refs to 'hub'\n"
ACCESS = "fatal: unable to access 'https://h/x.git/': "
SAID = {
    PUSH.format("rejected", "fetch first"): Trouble.STALE,
    PUSH.format("rejected", "non-fast-forward"): Trouble.STALE,
    PUSH.format("rejected", "stale info"): Trouble.STALE,
    PUSH.format("remote rejected", "failed to update ref"): Trouble.STALE,
    PUSH.format("remote rejected", "incorrect old value provided"): Trouble.STALE,
    "remote: error: cannot lock ref 'refs/heads/retrotui': is at 403401 but expected 4014": (
        Trouble.STALE
    ),
    PUSH.format("remote rejected", "cannot lock ref 'refs/heads/retrotui': is at 401403 but …"): (
        Trouble.STALE
    ),
    PUSH.format("remote rejected", "pre-receive hook declined"): Trouble.PROTECTED,
    PUSH.format("remote rejected", "hook declined"): Trouble.PROTECTED,
    PUSH.format("remote rejected", "protected branch hook declined"): Trouble.PROTECTED,
    PUSH.format("remote rejected", "prohibited by Gerrit: update denied"): Trouble.PROTECTED,
    "remote: error: GH006: Protected branch update failed for refs/heads/retrotui.\n"
    + PUSH.format("remote rejected", "x"): Trouble.PROTECTED,
    "remote: GitLab: You are not allowed to push code to protected branches": Trouble.PROTECTED,
    PUSH.format("remote rejected", "branch is currently checked out"): Trouble.CHECKED_OUT,
    PUSH.format("remote rejected", "shallow update not allowed"): Trouble.SHALLOW,
    "fatal: couldn't find remote ref refs/heads/retrotui": Trouble.BRANCH_MISSING,
    "git@h: Permission denied (publickey).\nfatal: Could not read from remote repository.": (
        Trouble.CREDENTIALS
    ),
    "fatal: Authentication failed for 'https://h/x.git/'": Trouble.CREDENTIALS,
    "fatal: could not read Username for 'https://h': terminal prompts disabled": (
        Trouble.CREDENTIALS
    ),
    "remote: Permission to team/x.git denied to ana.\n" + ACCESS + "The requested URL returned "
    "error: 403": Trouble.CREDENTIALS,
    "remote: Invalid username or token.": Trouble.CREDENTIALS,
    ACCESS + "The requested URL returned error: 401": Trouble.CREDENTIALS,
    "ERROR: Repository not found.\nfatal: Could not read from remote repository.": (
        Trouble.CREDENTIALS
    ),
    "fatal: repository 'https://h/x.git/' not found": Trouble.CREDENTIALS,
    "Host key verification failed.\nfatal: Could not read from remote repository.": (
        Trouble.HOST_KEY
    ),
    ACCESS + "server certificate verification failed. CAfile: none": Trouble.HOST_KEY,
    "ssh: Could not resolve hostname h: Name or service not known": Trouble.UNREACHABLE,
    "ssh: connect to host h port 22: Connection refused": Trouble.UNREACHABLE,
    ACCESS + "Could not resolve host: h": Trouble.UNREACHABLE,
    ACCESS + "The requested URL returned error: 503": Trouble.UNREACHABLE,
    "kex_exchange_identification: Connection closed by remote host": Trouble.UNREACHABLE,
    "fatal: early EOF\nfatal: fetch-pack: invalid index-pack output": Trouble.UNREACHABLE,
    "fatal: '/nowhere' does not appear to be a git repository\n"
    "fatal: Could not read from remote repository.": Trouble.NO_REMOTE,
    "fatal: transport 'ext' not allowed": Trouble.FORBIDDEN_TRANSPORT,
    "fatal: not a git repository (or any of the parent directories): .git": (
        Trouble.NOT_A_REPOSITORY
    ),
    "fatal: detected dubious ownership in repository at '/x'": Trouble.NOT_A_REPOSITORY,
    "fatal: Unable to create '/x/.git/packed-refs.lock': File exists.": Trouble.LOCKED,
    "error: remote unpack failed: unable to create temporary object directory\n"
    + PUSH.format("remote rejected", "unpacker error"): Trouble.CLOSED_DISK,
    "remote: error: insufficient permission for adding an object to repository database ./objects\n"
    "error: remote unpack failed: unpack-objects abnormal exit": Trouble.CLOSED_DISK,
    "error: inflate: data stream error (incorrect header check)": Trouble.DAMAGED,
    "error: object file .git/objects/21/cc is empty": Trouble.DAMAGED,
    "fatal: loose object 21cc (stored in .git/objects/21/cc) is corrupt": Trouble.DAMAGED,
    "fatal: write error: No space left on device": Trouble.DISK_FULL,
    "error: cannot update ref 'refs/x': couldn't write '/x/.git/refs/x.lock'": Trouble.DISK_FULL,
    "error: something else entirely": Trouble.OTHER,
    "": Trouble.OTHER,
}


@pytest.mark.parametrize("said", SAID, ids=range(len(SAID)))
def test_what_git_says_is_told_apart(said: str) -> None:
    assert classify(said) is SAID[said]


@pytest.mark.parametrize(
    "title", ["401", "403", "Permission denied", "Authentication failed for ", "hook declined"]
)
def test_words_inside_titles_and_ids_do_not_decide(title: str) -> None:
    said = f"remote: Resolving deltas\n  {title} in {'401403' * 6}\n"
    assert classify(said) is Trouble.OTHER
    assert classify(said + PUSH.format("rejected", "fetch first")) is Trouble.STALE


@pytest.mark.parametrize("trouble", Trouble)
def test_every_failure_has_a_code_of_the_contract_and_words(trouble: Trouble) -> None:
    refused = failure(trouble, where="origin", said="fatal: \x1b[31mred")
    assert refused.code in (5, 6, 7)
    assert "{" not in refused.message
    assert "\x1b" not in refused.message
    assert refused.hint or trouble is Trouble.BRANCH_MISSING


REFUSED = (
    "error: failed to push some refs to 'h'\n"
    "!\tHEAD:refs/heads/retrotui\t[remote rejected] (pre-receive hook declined)\nDone"
)


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (f"remote: GitLab: protected branches\n{REFUSED}", "GitLab: protected branches"),
        (f"remote: Resolving deltas: 100%\n{REFUSED}", "hook declined"),
        (
            "git@h: Permission denied (publickey).\nfatal: Could not read from remote repository.",
            "Permission denied (publickey)",
        ),
        ("remote: Enumerating objects: 9, done.\nkilled", "git failed: killed"),
        ("remote: Enumerating objects: 9, done.", "no reason given"),
    ],
)
def test_the_line_that_says_why_is_quoted(said: str, told: str) -> None:
    assert told in failure(classify(said), where="origin", said=said).message


def test_no_secret_is_shown() -> None:
    said = "fatal: unable to access 'https://ana:s3cret@host/x.git/': The requested URL …"
    assert "s3cret" not in reason_in(said)
    assert "s3cret" not in failure(classify(said), where="origin", said=said).message
    assert without_secrets("https://token@host/x") == "https://host/x"
    assert without_secrets("https://ana:p@ss@host/x") == "https://host/x"
