"""TinyDB over the log answers as TinyDB over memory does, for every way to change a table."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tinydb import TinyDB, where
from tinydb.operations import add, decrement, delete, increment
from tinydb.operations import set as set_to
from tinydb.queries import Query
from tinydb.storages import MemoryStorage
from tinydb.table import Document, Table

from retrotui.core.changes import Include, Put
from retrotui.core.errors import UsageError
from retrotui.store import overlay
from retrotui.store.repository import StoreRepository
from retrotui.store.view import EventTable, RetroDB
from tests.store.support import new_id, put_all, reopened
from tests.support.memory import MemoryRepository
from tests.support.stores import make_repository

IDS = [f"{number:026d}" for number in range(6)]
DERIVED = ("created", "updated")


class Plain(Table):
    """Stock TinyDB with ids like the store's."""

    document_id_class = str

    def _get_next_id(self) -> str:
        return f"{len(self._read_table()) + 100:026d}"


class Detached(MemoryStorage):
    """Memory that, like a file, keeps no list of its caller's."""

    def write(self, data: dict[str, dict[str, Any]]) -> None:
        super().write(json.loads(json.dumps(data)))


def plain_table() -> Table:
    class Database(TinyDB):
        table_class = Plain

    return Database(storage=Detached).table("cards")


def content(table: Table) -> dict[str, Any]:
    return {
        str(doc.doc_id): {name: each for name, each in doc.items() if name not in DERIVED}
        for doc in table
    }


def event_table(repo: MemoryRepository) -> Table:
    return RetroDB(repo, lambda: repo.fold).table("cards")


ids = st.sampled_from(IDS)
documents = st.dictionaries(
    st.sampled_from(["n", "t", "l"]),
    st.one_of(st.integers(0, 2), st.sampled_from(["x", "y", None]), st.builds(lambda: ["x", 1])),
)
conditions = st.one_of(
    st.builds(lambda n: where("n") == n, st.integers(0, 2)),
    st.builds(lambda n: (where("n") == n) & (where("t") == "x"), st.integers(0, 2)),
    st.builds(lambda n: (where("n") == n) | (where("t") == "y"), st.integers(0, 2)),
    st.just(~(where("n") == 1)),
    st.just(where("t").exists()),
    st.just(where("l") == ["x", 1]),
    st.just(where("t") == None),  # noqa: E711 - TinyDB's own way to say it
)
fields = st.one_of(
    documents,
    st.just(set_to("t", "z")),
    st.just(lambda doc: doc.pop("t", None)),
    st.just(lambda doc: doc.setdefault("l", []) and None),
    st.just(lambda doc: doc["l"].append(2) if isinstance(doc.get("l"), list) else None),
)
Call = Callable[[Table], Any]
calls = st.one_of(
    st.builds(lambda doc, i: lambda t: t.insert(Document(doc, i)), documents, ids),
    st.builds(
        lambda docs: lambda t: t.insert_multiple([Document(doc, i) for i, doc in docs.items()]),
        st.dictionaries(ids, documents, max_size=3),
    ),
    st.builds(lambda f, c: lambda t: t.update(f, c), fields, conditions),
    st.builds(lambda f, some: lambda t: t.update(f, doc_ids=some), fields, st.lists(ids)),
    st.builds(lambda f: lambda t: t.update(f), fields),
    st.builds(
        lambda some: lambda t: t.update_multiple(some),
        st.lists(st.tuples(fields, conditions), max_size=2),
    ),
    st.builds(lambda doc, c: lambda t: len(t.upsert(doc, c)), documents, conditions),
    st.builds(lambda doc, i: lambda t: t.upsert(Document(doc, i)), documents, ids),
    st.builds(lambda c: lambda t: t.remove(c), conditions),
    st.builds(
        lambda some: lambda t: t.remove(doc_ids=some), st.lists(ids, unique=True)
    ),
    st.just(lambda t: t.truncate()),
)  # fmt: skip


def outcome(call: Call, table: Table) -> Any:
    try:
        answer = call(table)
    except ValueError as error:
        return str(error)
    return sorted(answer) if isinstance(answer, list) else answer


def strip(found: Any) -> Any:
    docs = found if isinstance(found, list) else [] if found is None else [found]
    return sorted(
        (str(doc.doc_id), repr(sorted((k, v) for k, v in doc.items() if k not in DERIVED)))
        for doc in docs
    )


def renumbered(table: Table) -> Any:
    """Content without the ids that a table chose itself."""
    made = content(table)
    known = {id_: made[id_] for id_ in IDS if id_ in made}
    return known, sorted(repr(sorted(doc.items())) for id_, doc in made.items() if id_ not in IDS)


@settings(max_examples=120, deadline=None)
@given(st.lists(st.one_of(calls), max_size=8), conditions)
def test_every_mutator_equals_memory_storage(history: list[Call], condition: Any) -> None:
    ours, theirs = event_table(MemoryRepository()), plain_table()
    for call in history:
        wanted = outcome(call, theirs)
        got = outcome(call, ours)
        if not isinstance(wanted, list) or set(wanted) <= set(IDS):
            assert got == wanted
        assert renumbered(ours) == renumbered(theirs)
    if renumbered(theirs)[1] == []:
        assert strip(ours.search(condition)) == strip(theirs.search(condition))
        assert ours.count(condition) == theirs.count(condition)
        assert ours.contains(condition) == theirs.contains(condition)
        assert strip(ours.get(doc_ids=IDS[:3])) == strip(theirs.get(doc_ids=IDS[:3]))
        assert len(ours) == len(theirs)


@pytest.fixture
def repo(tmp_path: Path) -> StoreRepository:
    return make_repository(tmp_path)


def test_changes_through_tinydb_last_and_are_seen_by_others(repo: StoreRepository) -> None:
    other = reopened(repo)
    table = repo.database(by="ana").table("cards")
    id_ = table.insert({"text": "x", "n": 1})
    table.update(increment("n"), where("text") == "x")
    table.update(add("n", 5), doc_ids=[id_])
    table.update(decrement("n"), where("n") > 1)
    table.update(delete("text"), doc_ids=[id_])
    assert other.database().table("cards").search(Query().n == 6) == []
    other.refresh()
    (found,) = other.database().table("cards").search(Query().n == 6)
    assert found.doc_id == id_
    assert "text" not in found
    assert [step.by for step in other.history("cards", id_)] == ["ana"] * 5


def test_one_update_of_many_is_one_transaction_of_what_differs(repo: StoreRepository) -> None:
    table = repo.database().table("cards")
    table.insert_multiple([{"n": number, "text": "x"} for number in range(20)])
    lines = [path.read_text() for path in repo.path.glob("log/*/*")]
    table.update({"text": "y", "n": 3})
    (after,) = [path.read_text() for path in repo.path.glob("log/*/*")]
    (line,) = after.removeprefix(lines[0]).splitlines()
    assert line.count('"text":"y"') == 20
    assert line.count('"n":3') == 19


def test_results_are_copies(repo: StoreRepository) -> None:
    table = repo.database().table("cards")
    id_ = table.insert({"l": [1, {"k": 2}]})
    for found in (
        table.get(doc_id=id_),
        table.search(where("l").exists())[0],
        table.all()[0],
        table.get(where("l").exists()),
        table.get(doc_ids=[id_])[0],
    ):
        found["l"][1]["k"] = 3
        found["l"].append(4)
        found["m"] = 1
    assert table.get(doc_id=id_)["l"] == [1, {"k": 2}]
    with pytest.raises(TypeError):
        repo.database().storage.read()["cards"][id_] = {}


def test_an_equality_looks_at_nothing_else(
    repo: StoreRepository, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = repo.database().table("cards")
    table.insert_multiple([{"n": number, "t": "x"} for number in range(50)])
    assert isinstance(table, EventTable)
    looked: list[str] = []
    read = table._read_table

    class Watched(dict[str, Any]):
        def __getitem__(self, id_: str) -> Any:
            looked.append(id_)
            return super().__getitem__(id_)

    monkeypatch.setattr(table, "_read_table", lambda: Watched(read()))
    assert len(table.search(where("n") == 7)) == 1
    assert len(table.search((where("t") == "x") & (where("n") == 8))) == 1
    assert len(set(looked)) == 2
    looked.clear()
    assert len(table.search(where("n") > 47)) == 2
    assert len(set(looked)) == 50


def test_scanning_for_an_update_copies_only_what_matches(
    repo: StoreRepository, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = repo.database().table("cards")
    table.insert_multiple([{"n": number} for number in range(50)])
    copied: list[Any] = []
    thaw = overlay.thaw
    monkeypatch.setattr(overlay, "thaw", lambda row: (copied.append(row), thaw(row))[1])
    table.update({"t": 1}, where("n") > 47)
    table.remove(where("n") == 3)
    table.update_multiple([({"t": 2}, where("n") == 4)])
    assert len(copied) == 3


def test_sets_stay_sets(repo: StoreRepository) -> None:
    id_ = new_id()
    put_all(repo, Put("cards", id_, {"t": 1}), Include("cards", id_, "tags", ("a", "b")))
    table = repo.database().table("cards")
    table.update({"tags": ["b", "c"]}, doc_ids=[id_])
    assert table.get(doc_id=id_)["tags"] == ["b", "c"]
    assert "add" in str(list(repo._engine.events(id_))[-1])
    table.update({"tags": "none"}, doc_ids=[id_])
    assert table.get(doc_id=id_)["tags"] == "none"


def test_a_removed_record_inserted_again_starts_afresh(repo: StoreRepository) -> None:
    id_ = new_id()
    table = repo.database().table("cards")
    table.insert(Document({"a": 1, "b": 2}, id_))
    table.remove(doc_ids=[id_])
    table.insert(Document({"b": 2}, id_))
    assert set(table.get(doc_id=id_)) == {"b", *DERIVED}


def test_whole_tables_cannot_be_dropped(repo: StoreRepository) -> None:
    database = repo.database()
    database.table("cards").insert({"t": 1})
    for drop in (database.drop_tables, lambda: database.drop_table("cards")):
        with pytest.raises(UsageError, match="never rewritten"):
            drop()
    assert len(repo.all("cards")) == 1
    assert database.tables() == {"cards"}


def test_bad_ids_are_refused(repo: StoreRepository) -> None:
    with pytest.raises(UsageError):
        repo.database().table("cards").insert(Document({"t": 1}, 5))


def test_search_of_the_port(repo: StoreRepository) -> None:
    ids_ = [new_id() for _ in range(3)]
    put_all(repo, *(Put("cards", id_, {"n": n % 2, "l": [n]}) for n, id_ in enumerate(ids_)))
    put_all(repo, Include("cards", ids_[0], "tags", ("x",)))
    assert list(repo.search("cards", n=0)) == [ids_[0], ids_[2]]
    assert list(repo.search("cards", n=0, l=[2])) == [ids_[2]]
    assert list(repo.search("cards")) == ids_
    assert repo.search("cards", n=7) == repo.search("none", n=1) == {}
    assert repo.search("cards", n=None) == {}
    memory = MemoryRepository()
    put_all(memory, *(Put("cards", id_, {"n": n % 2, "l": [n]}) for n, id_ in enumerate(ids_)))
    assert list(memory.search("cards", n=0, l=[2])) == [ids_[2]]
