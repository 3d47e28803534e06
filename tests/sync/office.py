"""A team at whose hub only some may push to the store's branch."""

from typing import Any

from retrotui.core.changes import Put
from retrotui.core.sharing import SyncOutcome, SyncState
from tests.support.git import BRANCH, new_id, plain_git
from tests.support.protected import as_pusher
from tests.sync.people import Company, Person


class Office(Company):
    """People whose pushes the hub tells apart."""

    def named(self, name: str) -> Person:
        return next(each for each in self.people if each.name == name)

    def share(self, name: str, **request: Any) -> SyncOutcome:
        clone = self.named(name)
        return clone.sync(git=as_pusher(clone.store, name), **request)

    def shared(self, *names: str, **request: Any) -> SyncOutcome:
        for name in names:
            outcome = self.share(name, **request)
            assert outcome.state is SyncState.IN_STEP, outcome
        return outcome

    def own_branches(self) -> list[str]:
        return self.hub_git("branch", "--list", "--format=%(refname:short)", "*-w-*").split()

    def settle(self, order: tuple[str, ...] = ("ana", "bo", "cy")) -> None:
        """Everybody syncs until no branch anywhere moves any more."""
        before: Any = None
        for _ in range(6):
            self.shared(*order)
            here = [each.git("rev-parse", BRANCH) for each in self.people]
            now = self.hub_git("for-each-ref"), here
            if now == before:
                return
            before = now
        raise AssertionError("syncs still change something")

    def write(self, name: str, count: int = 1) -> set[str]:
        """Somebody adds cards; gives the ids of the events."""
        made = [Put("cards", new_id(), {"text": f"{name} {each}"}) for each in range(count)]
        return set(self.named(name).acknowledged(*made))

    def held(self, *refs: str) -> str:
        """The log that branches of the hub hold."""
        found = []
        for ref in refs:
            names = self.hub_git("ls-tree", "-r", "--name-only", ref, "log").split()
            found += [self.hub_git("cat-file", "blob", f"{ref}:{name}") for name in names]
        return "".join(found)

    def commit(self, *files: tuple[str, str]) -> str:
        """A commit in the hub of files by path and text, on nothing."""
        tree = ""
        for path, text in files:
            oid = self.hub_git_given("hash-object", "-w", "--stdin", given=text)
            tree += f"100644 blob {oid}\t{path}\n"
        made = self.hub_git_given("mktree", given=tree)
        return self.hub_git("commit-tree", "-m", "odd", made).strip()

    def hub_git_given(self, *arguments: str, given: str) -> str:
        return plain_git(self.hub, *arguments, given=given.encode()).strip()
