"""What people give as an address, and how the code repository reaches its remote."""

from pathlib import Path

import pytest

from retrotui.core.errors import UsageError
from retrotui.store.placement import create_store
from retrotui.sync.addresses import Address, address_of, code_address
from retrotui.sync.setting_up import set_up
from tests.support.fakes import FakeClock, FakeIds
from tests.support.git import make_hub
from tests.support.machines import git


@pytest.fixture
def code(tmp_path: Path) -> Path:
    """A code repository with a remote."""
    git(tmp_path, "init", "-q", "code")
    git(tmp_path / "code", "remote", "add", "origin", "git@example.org:team/code.git")
    return tmp_path / "code"


def test_a_remote_is_meant_by_its_name_or_by_its_address(code: Path) -> None:
    store = code / "sub" / ".retrotui"
    expected = Address("git@example.org:team/code.git", remote="origin")
    assert address_of("origin", store, code) == expected
    assert address_of("git@example.org:team/code.git", store, code) == expected
    assert code_address(store) == expected
    other = address_of("git@example.org:team/notes.git", store, code)
    assert other == Address("git@example.org:team/notes.git")


def test_paths_are_from_where_the_person_is(tmp_path: Path, code: Path) -> None:
    for store in (code / ".retrotui", tmp_path / "team" / ".retrotui"):
        assert address_of("../x.git", store, code).url == str(tmp_path / "x.git")
    assert address_of("~/x.git", code / ".retrotui", code).url == str(Path.home() / "x.git")
    assert address_of("file:///x.git", code / ".retrotui", code).url == "file:///x.git"


def test_the_store_reaches_the_remote_as_the_code_does(tmp_path: Path, code: Path) -> None:
    hub = make_hub(tmp_path / "hub.git")
    git(code, "remote", "set-url", "origin", str(hub))
    git(code, "remote", "set-url", "--push", "origin", str(tmp_path / "push.git"))
    git(code, "config", "core.sshCommand", "ssh -i ~/.ssh/work")
    store = create_store(code, in_tree=False, clock=FakeClock(), ids=FakeIds())
    set_up(store, code_address(store), adopt=False)
    assert git(store, "remote", "get-url", "origin") == str(hub)
    assert git(store, "remote", "get-url", "--push", "origin") == str(tmp_path / "push.git")
    assert git(store, "config", "--local", "core.sshCommand") == "ssh -i ~/.ssh/work"
    assert git(store, "config", "--local", "remote.origin.fetch").startswith("+refs/heads/retrotui")


def test_a_password_is_never_shown(code: Path) -> None:
    address = address_of("https://ana:s3cret@example.org/x.git", code / ".retrotui", code)
    assert "s3cret" not in address.shown
    git(code, "remote", "set-url", "origin", "https://ana:s3cret@example.org/x.git")
    assert "s3cret" not in code_address(code / ".retrotui").shown


@pytest.mark.parametrize("url", ["", "-x", "ext::sh -c date", "a\nb", "http://x/y", "ssh://-oX/y"])
def test_what_could_do_harm_is_no_address(code: Path, url: str) -> None:
    with pytest.raises(UsageError):
        address_of(url, code / ".retrotui", code)
    git(code, "config", "remote.origin.url", url)
    with pytest.raises(UsageError):
        code_address(code / ".retrotui")
