"""A remote's name and address start no program and cannot be taken for an option."""

import pytest

from retrotui.core.errors import UsageError
from retrotui.sync.remotes import check_remote_name, check_url

GOOD_URLS = [
    "https://host/team.git", "https://ana@host:8443/team", "ssh://git@host:2222/team.git",
    "git@host:team/store.git", "host:team.git", "git@[::1]:team.git", "file:///srv/team.git",
    "/srv/team.git", "../team.git", "./team", "~/team.git", "team.git", "/srv/a:b/team.git",
    "ssh://git@[::1]/x", "/srv/with space/x.git",
]  # fmt: skip
BAD_URLS = [
    "", "-x", "--upload-pack=touch /tmp/x", "ext::sh -c touch%20x", "fd::17", "foo::bar",
    "git://host/x", "http://host/x", "ftp://host/x", "javascript:://x", "HTTPS+x://host/y",
    "ssh://-oProxyCommand=touch/x", "ssh://ana@-oProxyCommand=touch/x", "git@-oProxy:x",
    "-oProxy:x", "https:///x", "https://host", "https://ho st/x", "/srv/a\nb", "git@host:x\x1b[31m",
    "host:x\x00", "/x" * 2000, "::x", "a::b", "host:",
]  # fmt: skip


@pytest.mark.parametrize("url", GOOD_URLS)
def test_an_address_of_the_usual_kinds_is_taken(url: str) -> None:
    assert check_url(url) == url


@pytest.mark.parametrize("url", BAD_URLS)
def test_any_other_address_is_refused_without_control_characters(url: str) -> None:
    with pytest.raises(UsageError) as refused:
        check_url(url)
    assert refused.value.message.isprintable()
    assert refused.value.hint


@pytest.mark.parametrize("name", ["origin", "team-2", "a", "A.b_c", "x" * 64])
def test_a_plain_remote_name_is_taken(name: str) -> None:
    assert check_remote_name(name) == name


@pytest.mark.parametrize(
    "name", ["", "-x", "--all", "a b", "a/b", "../x", "a..b", "a.lock", "é", "a\nb", "x" * 65, "."]
)
def test_any_other_remote_name_is_refused(name: str) -> None:
    with pytest.raises(UsageError):
        check_remote_name(name)
