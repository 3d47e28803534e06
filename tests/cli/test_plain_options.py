"""The lines that are read without argparse mean what argparse would make of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrotui.cli import registry
from retrotui.cli.main import build_plainly
from retrotui.cli.parsing import build_parser
from retrotui.cli.spec import Verb
from retrotui.core.errors import UsageError

VERBS = [verb for name in registry.SUMMARIES for verb in registry.load(name).verbs.values()]
WORDS = st.sampled_from(
    (
        *("--json", "--plain", "--no-input", "--store", "--user", "--format", "--color", "--owner"),
        *("--overdue", "--unowned", "-q", "--quiet", "--all", "--tag", "--due-within", "--status"),
        *(
            "--store=x",
            "--owner=",
            "--json=1",
            "--user=a b",
            "--color=never",
            "--",
            "-",
            "-h",
            "-x",
        ),
        *(
            "",
            "x",
            "a b",
            "3d",
            "open",
            "-1",
            "--nothing",
            "-qx",
            "--due-by",
            "--meeting",
            "--force",
        ),
    )
)


@given(verb=st.sampled_from(VERBS), words=st.lists(WORDS, max_size=5))
def test_a_line_read_plainly_means_the_same_to_argparse(verb: Verb, words: list[str]) -> None:
    plain = build_plainly(verb).read(words)
    if plain is None:
        return
    assert vars(plain) == vars(build_parser("retrotui", verb).parse_args(words))


@pytest.mark.parametrize("words", [[], ["--json"], ["--store", "x", "--format={id}"], ["-q"]])
def test_what_prompts_ask_is_read_plainly(words: list[str]) -> None:
    assert build_plainly(registry.load("check").verbs[""]).read(words) is not None


@pytest.mark.parametrize("words", [["--stroe", "x"], ["--store"], ["--due-within", "soon"], ["x"]])
def test_what_is_wrong_is_refused_as_ever(words: list[str]) -> None:
    verb = registry.load("check").verbs[""]
    assert build_plainly(verb).read(words) is None
    with pytest.raises(UsageError):
        build_parser("retrotui check", verb).parse_args(words)
