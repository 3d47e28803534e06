"""Suites that prove by counting: what they counted is printed, and counting nothing is a failure.

A test takes the ``tally`` fixture and counts cases into a suite. The counts travel with its report,
so that they add up however the tests are spread over processes.
"""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

_KEY = "tally"
_TOTALS: dict[str, Counter[str]] = {}
_SILENT: list[str] = []


class Tally:
    """Counts of one test, by suite.

    Attributes:
        counts: By suite, how often each word was counted.
    """

    def __init__(self) -> None:
        self.counts: dict[str, Counter[str]] = {}

    def __call__(self, suite: str, **words: int) -> None:
        """Adds to a suite's counts; the first word named is what must not stay 0."""
        self.counts.setdefault(suite, Counter()).update(words)


@pytest.fixture
def tally(record_property: Any) -> Iterator[Tally]:
    """Where a test counts its cases; it fails when it counted none."""
    counted = Tally()
    yield counted
    for suite, words in counted.counts.items():
        record_property(_KEY, [suite, dict(words)])
    assert any(any(words.values()) for words in counted.counts.values()), "counted no case at all"


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Adds up what the tests counted, and notes those that should have and were skipped."""
    if report.skipped and "counted" in report.keywords:
        _SILENT.append(report.nodeid)
    if report.when != "teardown":
        return
    for name, value in report.user_properties:
        if name == _KEY and isinstance(value, list):
            suite, words = value
            _TOTALS.setdefault(suite, Counter()).update(words)


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Prints a line for each suite."""
    if not _TOTALS and not _SILENT:
        return
    terminalreporter.section("counted")
    for suite, words in sorted(_TOTALS.items()):
        told = ", ".join(f"{count:,} {word.replace('_', ' ')}" for word, count in words.items())
        terminalreporter.write_line(f"{suite}: {told}")
    for name in _SILENT:
        terminalreporter.write_line(f"SKIPPED, and must not be: {name}", red=True)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Fails a run in which a suite that must count was skipped."""
    if _SILENT and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
