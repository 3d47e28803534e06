"""Keeps a traceback where a person can find it, instead of throwing it at them."""

import tempfile
import traceback
from pathlib import Path


def report(error: BaseException) -> str:
    """Writes the traceback to a file and returns its path, or says that it could not."""
    text = "".join(traceback.format_exception(error))
    try:
        with tempfile.NamedTemporaryFile(
            "w", prefix="retrotui-", suffix=".txt", delete=False, encoding="utf-8", errors="replace"
        ) as file:
            file.write(text)
            return str(Path(file.name))
    except OSError as failure:
        return f"(not written: {failure})"
