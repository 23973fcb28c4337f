# Two commands matter: `make run` (the main job) and `make test`. The rest is for those who work on the project.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# uv installs the locked set in seconds; where it cannot be had, pip reads the same files.
install_locked = $(BIN)/python -m pip install --quiet "uv>=0.8,<1" 2>/dev/null \
	&& $(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --require-hashes -r $(1) \
	|| $(BIN)/python -m pip install --quiet --no-deps --require-hashes -r $(1)
install_project = $(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .

.PHONY: run test test-fast check lock install install-dev sample clean

run: install
	$(BIN)/shutten run

test: install-dev check
	$(BIN)/python -m pytest

test-fast: install-dev
	$(BIN)/python -m pytest -m "not slow"

check: install-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

install: $(VENV)/.run
install-dev: $(VENV)/.dev

$(VENV)/.run: requirements/run.txt pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(call install_locked,requirements/run.txt)
	$(install_project)
	touch $@

$(VENV)/.dev: requirements/dev.txt $(VENV)/.run
	$(call install_locked,requirements/dev.txt)
	touch $@

# Resolve the ranges of pyproject.toml anew; the files name no index.
lock: install
	$(BIN)/uv pip compile --quiet $(lock_flags) pyproject.toml requirements/build.in --output-file requirements/run.txt
	$(BIN)/uv pip compile --quiet $(lock_flags) pyproject.toml requirements/build.in --group dev --group samples \
		--constraint requirements/run.txt --output-file requirements/dev.txt
lock_flags := --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-strip-extras --no-annotate --no-header

# Draw the sample deck again from its facts.
sample: install-dev
	$(BIN)/python sources/samples/make_deck.py

clean:
	rm -rf $(VENV) output/cache output/datasets output/prefect .mypy_cache .ruff_cache .pytest_cache .hypothesis
