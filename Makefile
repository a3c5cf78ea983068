# Needs make and Python 3.11 or newer; everything else is installed into .venv, which is made when it is missing and
# brought up to date when pyproject.toml has changed. `make PYTHON=python3.12 test` chooses another interpreter.

PYTHON ?= python3
KILLS ?= 1000
SPEED ?= 30
GAMES ?= 200
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.up-to-date

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: browser browser-report bundle help demo test slow check check-types check-all-else fix bench bench-server bench-terminal kill sample snapshots soak clean pictures

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z.-]+:.*## / {printf "  make %-14s %s\n", $$1, $$2}' $(firstword $(MAKEFILE_LIST))

demo: $(STAMP) ## open a server, bots and your client; without a terminal, play to the end
	@$(BIN)/surgex demo

test: $(STAMP) ## run the tests on every core
	$(BIN)/python -m pytest -n auto --dist worksteal -q

slow: $(STAMP) ## the tests that `make test` leaves out: every organisation's first order, all paces of both decks; half an hour
	$(BIN)/python -m pytest -n auto --dist worksteal -q -m slow

check: $(STAMP) ## lint, format, types, import contracts, freshness of the generated documents
	@$(MAKE) --no-print-directory -j2 check-types check-all-else

check-types: $(STAMP)
	$(BIN)/mypy

check-all-else: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	$(BIN)/surgex docs --check

fix: $(STAMP) ## format, mend what the linter can mend, write the generated documents
	$(BIN)/ruff check --fix --exit-zero .
	$(BIN)/ruff format .
	$(BIN)/surgex docs --write

bench: $(STAMP) ## measure speed and size, and write docs/benchmarks.md; some minutes
	$(BIN)/python -m bench

bench-server: $(STAMP) ## measure the server under load beside others, into docs/benchmarks.md; six minutes
	$(BIN)/python -m bench.server

bench-sweep: $(STAMP) ## kill a sweep half-way, go on, compare with one left alone; ten minutes; make bench-sweep GAMES=2000 for two hours
	$(BIN)/python -m bench.sweep --games $(GAMES)

bench-terminal: $(STAMP) ## measure the client in a terminal, into docs/benchmarks-terminal.md; two minutes
	$(BIN)/python -m bench.terminal

kill: $(STAMP) ## kill a server under load 1,000 times and check every log; a quarter of an hour; make kill KILLS=100 for fewer
	@$(BIN)/python -m tests.support.killing $(KILLS)

pictures: $(STAMP) ## draw the client's screens on the shipped deck into docs/pictures; two minutes
	@$(BIN)/python -m pictures

snapshots: $(STAMP) ## write the screens that the tests compare with anew; look at the difference before it is committed
	UPDATE_SNAPSHOTS=1 $(BIN)/python -m pytest -q tests/tui/test_snapshots.py

browser: $(STAMP) ## a real Chromium through surgex host --web: token, an order, reload; skips where there is none; REQUIRE=1 fails then
	@$(BIN)/python -m tests.support.browsing $(if $(REQUIRE),--require)

browser-report: $(STAMP) ## a report in a real Chromium and in LibreOffice: errors, requests, contrast, structure, A4; skips where there is none
	@$(BIN)/python -m tests.support.browsing_report $(if $(REQUIRE),--require)

sample: $(STAMP) ## play each main deck by bots and write its log and its report into docs/sample; some minutes
	@$(BIN)/python -m tests.support.sampling

bundle: $(STAMP) ## make dist/surgex-….tar.gz, which installs without a network, and try it; a minute or two
	$(BIN)/python -m bundle

soak: $(STAMP) ## forty seats through a whole exercise at a human pace, thirty times as fast, in some five minutes; SPEED=60 for half
	@$(BIN)/python -m bench.soak --speed $(SPEED)

$(VENV): $(STAMP) ## make or update the environment

clean: ## remove the environment, caches and build results
	rm -rf $(VENV) build dist .coverage .coverage.* htmlcov
	rm -rf .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(STAMP): pyproject.toml
	@command -v '$(PYTHON)' >/dev/null || { \
	  echo "surgex needs Python 3.11 or newer, and there is no '$(PYTHON)' here. Install it, or name another: make PYTHON=python3.12" >&2; exit 1; }
	@'$(PYTHON)' -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "surgex needs Python 3.11 or newer, and '$(PYTHON)' is $$('$(PYTHON)' -V 2>&1). Name another: make PYTHON=python3.12" >&2; exit 1; }
	@if command -v uv >/dev/null; then \
	  uv venv --quiet --allow-existing --python '$(PYTHON)' $(VENV) \
	  && uv pip install --quiet --python $(BIN)/python --editable '.[test]'; \
	else \
	  '$(PYTHON)' -c 'import ensurepip, venv' 2>/dev/null || { \
	    echo "'$(PYTHON)' cannot make environments: its venv module is missing (on Debian and Ubuntu: apt install python3-venv)" >&2; exit 1; }; \
	  echo "installing surgex and its tools into $(VENV) ..." \
	  && '$(PYTHON)' -m venv $(VENV) \
	  && $(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[test]'; \
	fi
	@touch $@
