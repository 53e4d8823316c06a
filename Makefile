# Needs GNU make (3.81 will do), Python 3.11 or newer and a C compiler; .ci/preflight says what is missing.

MAKEFLAGS += --no-print-directory
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help

export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PIP_NO_INPUT := 1
# durable-rules calls a function that Python 3.13 took away; its successor takes the same arguments.
export CPPFLAGS := $(CPPFLAGS) -DPyEval_CallObject=PyObject_CallObject

# Through `python -m`, because a script's first line cannot hold every path.
PIP := .venv/bin/python -m pip
PYTEST := .venv/bin/python -m pytest -q -n auto --maxprocesses 4 --dist loadfile --no-loadscope-reorder

.PHONY: help
help: ## show this list
	@echo "Remit recommends KPIs for product-marketing managers. To start it: make run"
	@echo
	@awk -F ': .*## ' '/^[a-z-]+:.* ## / { printf "  make %-11s %s\n", $$1, $$2 }' Makefile

.PHONY: install
install: .venv/runtime .venv/project ## install what Remit needs to run, into .venv

.PHONY: run
run: install ## install, then open Remit in the browser (PORT=8600 for another port)
	@exec .venv/bin/remit ui

.PHONY: install-dev
install-dev: install .venv/dev ## install what developing Remit needs as well

.PHONY: test
test: install-dev ## run the fast tests; without a browser its tests are skipped
	@$(PYTEST) -m "not slow"

.PHONY: test-all
test-all: check ## run every check and every test; nothing may be skipped
	@REMIT_REQUIRE_ALL=1 $(PYTEST)

.PHONY: check
check: install-dev ## lint, types, import directions, and the knowledge itself
	@.venv/bin/ruff check --quiet .
	@.venv/bin/ruff format --check --quiet . || { echo "Not formatted; run: .venv/bin/ruff format ." >&2; exit 1; }
	@.venv/bin/mypy
	@.venv/bin/lint-imports --no-logo
	@.venv/bin/remit check
	@.venv/bin/remit handbook --check

.PHONY: bench
bench: install-dev ## measure speed, and compare with other rule engines
	@.venv/bin/python -m benchmarks

.PHONY: sweep
sweep: install-dev ## try what explanations promise on a thousand random profiles (PROFILES=5000 for more)
	@.venv/bin/python -m tests.explanation_sweep --profiles $(or $(PROFILES),1000)

.PHONY: eval
eval: install ## measure the recommendations against what practitioners recommend
	@.venv/bin/remit eval

.PHONY: handbook
handbook: install ## write the handbook in docs/handbook anew, from the records and rules
	@.venv/bin/remit handbook

.PHONY: analyse
analyse: install ## judge the rules over every profile with one objective (a minute)
	@.venv/bin/remit rules analyse

.PHONY: lock
lock: install-dev ## bring the two lock files in line with pyproject.toml (UPGRADE=1 takes newer versions)
	@$(call compile,requirements.lock,)
	@$(call compile,requirements-dev.lock,--extra dev --constraint requirements.lock)

.PHONY: wheel
wheel: .venv/home ## build a wheel into dist
	@$(PIP) wheel --quiet --no-deps --wheel-dir dist .

.PHONY: clean
clean: ## remove what the other targets made
	@rm -rf .venv dist .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

# One lock for every system and every Python from 3.11 on.
compile = .venv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --custom-compile-command "make lock" $(if $(UPGRADE),--upgrade) \
	pyproject.toml $(2) --output-file $(1)

# The files below are stamps: each is newer than what it was made from, so nothing is done twice.

# An environment that was moved, or whose Python is gone, is of no use and is made anew.
ifneq ($(shell test -x .venv/bin/python && cat .venv/home 2>/dev/null),$(CURDIR))
.PHONY: .venv/home
endif

.venv/home:
	@python="$$(.ci/preflight)" && "$$python" -m venv --clear .venv
	@pwd -P > $@

# durable-rules comes as source. pip keeps what it builds, even a build that cannot be imported, and
# would take that again: so it is built on its own, past the cache, and tried at once.
.venv/runtime: .venv/home requirements.lock
	@echo "Installing what Remit needs into .venv (a minute or two the first time) ..."
	@awk '/^durable-rules==/ { on = 1 } on { print } on && !/\\$$/ { exit }' requirements.lock > .venv/durable-rules.lock
	@$(PIP) install --quiet --use-pep517 --no-cache-dir --no-deps --require-hashes -r .venv/durable-rules.lock
	@.venv/bin/python -c "import durable.engine" || { \
		$(PIP) uninstall --quiet --yes durable-rules; \
		echo "durable-rules was built but cannot be imported by this Python; try: make clean run PYTHON=python3.12" >&2; \
		exit 1; }
	@$(PIP) install --quiet --require-hashes -r requirements.lock
	@touch $@

.venv/project: .venv/runtime pyproject.toml
	@$(PIP) install --quiet --no-deps --editable .
	@touch $@

.venv/dev: .venv/runtime requirements-dev.lock
	@echo "Installing the tools for tests and checks into .venv ..."
	@$(PIP) install --quiet --require-hashes -r requirements-dev.lock
	@touch $@
