"""The console entry point: small, so that nothing can fail before failures are reported well."""

import gc
import os
import sys


def main() -> int:
    """Runs the command line on ``sys.argv`` and returns the exit code."""
    # A command is over before a search for garbage pays; the app has it turned on again.
    gc.disable()
    _fill_closed_streams()
    try:
        from retrotui.cli.main import run  # noqa: PLC0415 - an import error must not exit 1
    except Exception as error:  # noqa: BLE001 - exit 1 would mean "check found something"
        sys.stderr.write(f"retrotui: cannot start: {error!r}\n")
        return 70
    code = run(sys.argv[1:])
    # Nor does the one that the interpreter makes on its way out.
    gc.freeze()
    return code


def _fill_closed_streams() -> None:
    """Puts the null device where the caller closed a stream, before a file takes its number."""
    if sys.stdin is None:
        sys.stdin = open(os.devnull, encoding="utf-8")  # noqa: SIM115, PTH123 - open to the end
    if sys.stdout is None:
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123 - as above
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123 - as above


if __name__ == "__main__":
    sys.exit(main())
