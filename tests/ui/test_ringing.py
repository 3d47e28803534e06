"""Sound: rings when an item's time runs out, never in a burst, and not where it is quiet."""

import pytest

from retrotui.core.text import one_line
from retrotui.services import agenda
from retrotui.ui.attention import QUIET, notification, notifies
from tests.support.hostile import HOSTILE
from tests.support.meeting_app import Table, sitting
from tests.support.screens import RAW


class Ear:
    """Hears what would go to the terminal."""

    def __init__(self, table: Table, monkeypatch: pytest.MonkeyPatch) -> None:
        self.bells, self.sent = 0, list[str]()
        monkeypatch.setattr(table.app, "bell", self._bell)
        monkeypatch.setattr(table.app, "write_raw", self.sent.append)

    def _bell(self) -> None:
        self.bells += 1


async def pass_by(table: Table, seconds: int) -> None:
    for _ in range(seconds):
        table.room.clock.advance(1)
        table.screen.tick()
    await table.pilot.pause()


async def test_it_rings_at_every_mark_and_the_clock_says_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with sitting(size=(80, 24)) as table:
        ear = Ear(table, monkeypatch)
        await pass_by(table, 239)
        assert ear.bells == 0
        await pass_by(table, 2)
        assert ear.bells == 1
        assert "00:59 ending" in table.text
        await pass_by(table, 60)
        assert ear.bells == 2
        assert "+00:01 over" in table.text
        await pass_by(table, 60)
        assert ear.bells == 3
        assert "+01:01 over 20 %" in table.text
        assert ear.sent == []


async def test_pausing_sleeping_and_going_on_never_ring(monkeypatch: pytest.MonkeyPatch) -> None:
    async with sitting(size=(80, 24)) as table:
        ear = Ear(table, monkeypatch)
        await pass_by(table, 10)
        agenda.pause(table.room.desk, table.room.meeting)
        await table.follow()
        await pass_by(table, 600)
        agenda.resume(table.room.desk, table.room.meeting)
        await table.follow()
        await table.wait(600)
        await pass_by(table, 3)
        assert ear.bells == 0


async def test_one_key_keeps_the_machine_quiet_and_another_rings_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with sitting(size=(80, 24)) as table:
        ear = Ear(table, monkeypatch)
        await table.press("Q")
        assert "Quiet on this machine" in table.toasts[-1]
        assert table.app.preferences.is_on(QUIET)
        await pass_by(table, 245)
        assert (ear.bells, "ending" in table.text) == (0, True)
        await table.press("Q")
        await pass_by(table, 60)
        assert ear.bells == 1


async def test_a_terminal_that_can_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    async with sitting(size=(80, 24)) as table:
        ear = Ear(table, monkeypatch)
        table.app.notifies_desktop = True
        await pass_by(table, 241)
        assert ear.sent == ["\x1b]9;Check-in · ending\x07"]


def test_only_known_terminals_are_sent_notifications() -> None:
    assert notifies({"TERM_PROGRAM": "WezTerm"})
    assert not notifies({"TERM_PROGRAM": "WezTerm", "TMUX": "/tmp/tmux"})
    assert not notifies({"TERM_PROGRAM": "vscode"})
    assert not notifies({})


def test_a_notification_is_one_sequence_whatever_the_title() -> None:
    for text in HOSTILE:
        sent = notification(text)
        assert sent.startswith("\x1b]9;")
        assert sent.endswith("\x07")
        assert not RAW.search(sent[4:-1])
        assert len(one_line(sent[4:-1])) <= 120


async def test_without_a_terminal_nothing_is_written(capsys: pytest.CaptureFixture[str]) -> None:
    async with sitting(size=(80, 24)) as table:
        table.app.notifies_desktop = True
        await pass_by(table, 245)
    captured = capsys.readouterr()
    assert "\x07" not in captured.out + captured.err
