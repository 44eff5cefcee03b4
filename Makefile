# The targets that other scripts rely on. Each creates the environment it needs.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: install demo test bench golden clean

install: $(VENV)/.installed

$(VENV)/.installed: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Dragoman needs Python 3.11 or newer; give another with: make PYTHON=python3.12")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

# Codes the bundled examples and prints their records for reading.
demo: install
	$(BIN)/dragoman code examples --format text

# Everything that guards the project.
test: install
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pytest

# Time and memory of whole records against the bare parser: make bench STORIES=stories.jsonl
bench: install
	$(BIN)/python -m bench.speed $(STORIES)

# Writes the golden records anew, on purpose; read the difference before you commit it.
golden: install
	$(BIN)/python tests/golden/write.py

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis
