# Two commands matter: `make run` (the main job) and `make test`. The rest is for those who work on the project.
# Both bring all that they need into .venv; no Debian package is needed beside Python 3.11 with venv, and make.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# uv installs the locked set in seconds; where it cannot be had (or with `make UV= ...`) pip reads the same files.
UV ?= uv>=0.8,<1
export PIP_DISABLE_PIP_VERSION_CHECK := 1
install_locked = if test -n "$(UV)" && $(BIN)/python -m pip install -qq "$(UV)" 2>/dev/null; then \
		$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --require-hashes --compile-bytecode -r $(1); \
	else \
		$(BIN)/python -m pip install -qq --no-deps --require-hashes -r $(1); \
	fi
install_project = $(BIN)/python -m pip install -qq --no-deps --no-build-isolation --editable .

# A process for each core; the tests of one file stay together. Compiled files save a third of a second for each of the many
# processes that tests start, so they are written here even where the environment forbids it.
pytest := env -u PYTHONDONTWRITEBYTECODE $(BIN)/python -m pytest -n auto --dist loadfile

.PHONY: run test test-fast check browser format lock install install-dev sample places picture clean

run: install
	@$(BIN)/shutten run

test: check browser
	$(pytest)

test-fast: install-dev
	$(pytest) -m "not slow"

# The tests of the review page need Chromium. Where it is missing and this is root on Debian (as in CI), it is installed.
browser:
	@command -v chromium >/dev/null || { test "$$(id -u)" = 0 && command -v apt-get >/dev/null && \
		apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium >/dev/null; } || \
		echo "Chromium is not there: the tests of the review page in a browser are left out." >&2

check: install-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: install-dev
	$(BIN)/ruff check --fix-only .
	$(BIN)/ruff format .

install: $(VENV)/.run
install-dev: $(VENV)/.dev

$(VENV)/.run: requirements/run.txt pyproject.toml
	@echo "Installing what the main job needs into $(VENV) ..."
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(call install_locked,requirements/run.txt)
	@$(install_project)
	@touch $@

$(VENV)/.dev: requirements/dev.txt $(VENV)/.run
	@echo "Installing what the tests need into $(VENV) ..."
	@$(call install_locked,requirements/dev.txt)
	@touch $@

# Resolve the ranges of pyproject.toml anew; the files name no index.
lock_flags := --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links \
	--no-strip-extras --no-annotate --no-header
lock: install
	@test -x $(BIN)/uv || $(BIN)/python -m pip install -qq "$(or $(UV),uv)"
	$(BIN)/uv pip compile --quiet $(lock_flags) pyproject.toml requirements/build.in --output-file requirements/run.txt
	$(BIN)/uv pip compile --quiet $(lock_flags) pyproject.toml requirements/build.in --extra ocr --extra plot --group dev --group samples --group places \
		--constraint requirements/run.txt --output-file requirements/dev.txt

# Draw the sample deck again from its facts.
sample: install-dev
	$(BIN)/python sources/samples/make_deck.py

# Draw the table of cities again from GeoNames.
places: install-dev
	$(BIN)/python sources/places/make_cities.py

# Draw the README's pictures and table again from the last run.
picture: install-dev
	$(BIN)/python docs/make_picture.py
	$(BIN)/shutten plot timeline --format svg --output docs

clean:
	rm -rf $(VENV) output/cache output/datasets output/prefect .mypy_cache .ruff_cache .pytest_cache .hypothesis
