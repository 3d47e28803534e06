# Everything runs from a virtual environment of its own, made from plain python3 on first use.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
PYTEST_ARGS ?=

.PHONY: run test check format pictures bench clean

run: $(STAMP)
	@$(BIN)/retrotui demo

test: $(STAMP)
	@$(BIN)/python -m pytest -q -n 2 $(PYTEST_ARGS)

check: $(STAMP)
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache

format: $(STAMP)
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

pictures: $(STAMP)
	@$(BIN)/python docs/pictures/make_pictures.py

bench: $(STAMP)
	@for script in bench/follow_up.py bench/pacing.py bench/store.py bench/sync.py bench/ui.py; do echo "== $$script"; $(BIN)/python $$script || exit 1; done

clean:
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache build dist

$(STAMP): pyproject.toml retrotui/__init__.py
	@$(PYTHON) -c 'import sys; sys.exit("retrotui needs Python 3.11 or newer; this is " + sys.version.split()[0] + ". Try: make PYTHON=python3.12 ...") if sys.version_info < (3, 11) else None'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install -q --disable-pip-version-check -e '.[dev]'
	@touch $(STAMP)
