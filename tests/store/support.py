"""What the store's tests look at on disk."""

import os
from pathlib import Path
from typing import Any

from retrotui.core.changes import Change, Put
from retrotui.store.repository import StoreRepository, open_repository
from tests.support.fakes import FakeClock, FakeIds
from tests.support.stores import make_repository

IDS = FakeIds(500_000)


def new_id() -> str:
    return IDS.new()


def put_all(repo: Any, *changes: Change, by: str | None = "ana", **more: Any) -> Any:
    return repo.transact(lambda _: list(changes), by=by, **more)


def local(repo: StoreRepository) -> Path:
    return repo.path / ".git" / "retrotui"


def fill(repo: StoreRepository, count: int = 3) -> list[str]:
    ids = [new_id() for _ in range(count)]
    for id_ in ids:
        put_all(repo, Put("cards", id_, {"text": f"note {id_} ünï"}))
    return ids


def log_files(repo: StoreRepository, folder: str = "log") -> list[Path]:
    root = repo.path if folder == "log" else local(repo)
    return sorted(root.glob(f"{folder}/*/*.jsonl"))


def reopened(repo: StoreRepository) -> StoreRepository:
    return open_repository(repo.path, clock=FakeClock(), ids=FakeIds(900_000))


def rows(repo: StoreRepository, kind: str) -> dict[str, Any]:
    return {id_: dict(row) for id_, row in repo.all(kind).items()}


def environment() -> dict[str, str]:
    root = Path(__file__).parents[2]
    return {**os.environ, "PYTHONPATH": str(root)}


__all__ = [
    "environment", "fill", "local", "log_files", "make_repository", "new_id", "put_all",
    "reopened", "rows"
]  # fmt: skip
