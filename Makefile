# Sammachip Graph. Two commands matter: `make demo` and `make test`; both need Python and make alone.

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help demo setup test test-all lint fmt lock clean

PYTHON ?= $(shell for name in python3 python3.13 python3.12 python3.11; do \
	$$name -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' 2>/dev/null \
	&& echo $$name && break; done)
ARGS ?=

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet install
LOCK := $(BIN)/uv pip compile pyproject.toml --quiet --universal --python-version 3.11 \
	--fork-strategy fewest --generate-hashes --no-header

help: ## show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: $(VENV)/.running $(VENV)/.project ## load the example, serve it here, answer three questions (ARGS="--port 8001")
	@$(BIN)/sammachip demo $(ARGS)

setup: $(VENV)/.developing $(VENV)/.project ## prepare .venv with everything for running, testing and checking

test: setup ## run the whole test suite (ARGS="-k name")
	@$(BIN)/python -m pytest $(ARGS)

test-all: setup $(VENV)/.spark ## the same, all of NetworkX's own tests, and Spark (many minutes)
	@SAMMACHIP_TEST_ALL=1 $(BIN)/python -m pytest $(ARGS)

lint: setup ## check style, types and import rules
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --quiet --check .
	@$(BIN)/mypy --no-error-summary
	@$(BIN)/lint-imports --no-cache --no-logo
	@echo "lint: all in order"

fmt: setup ## mend what can be mended by itself
	@$(BIN)/ruff check --quiet --fix . || true
	@$(BIN)/ruff format --quiet .

lock: setup ## write the lock files anew (ARGS=--upgrade takes newer versions)
	@$(LOCK) $(ARGS) --output-file requirements.lock
	@$(LOCK) $(ARGS) --extra dev --constraints requirements.lock --output-file requirements-dev.lock
	@$(LOCK) $(ARGS) --extra national --constraints requirements-dev.lock --output-file requirements-national.lock
	@$(LOCK) $(ARGS) --extra dev --extra spark --constraints requirements-dev.lock --output-file requirements-spark.lock

clean: ## remove the environment and everything that was built
	@rm -rf $(VENV) build dist graph_api/asgi/static .mypy_cache .pytest_cache .ruff_cache \
		.import_linter_cache .hypothesis
	@find graph_api loaders tests -name __pycache__ -type d -prune -exec rm -rf {} +

# ---- the environment: made once, and again where a lock or the packaging changes ---------------

$(VENV)/pyvenv.cfg:
	@test -n "$(PYTHON)" && "$(PYTHON)" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' \
		|| { echo "Sammachip Graph needs Python 3.11, 3.12 or 3.13; none was found on PATH." \
			"Install one, or name it: make PYTHON=/path/to/python3.12" >&2; exit 1; }
	@echo "preparing $(VENV) with $$("$(PYTHON)" --version) ..."
	@"$(PYTHON)" -m venv $(VENV)

$(VENV)/.running: requirements.lock | $(VENV)/pyvenv.cfg
	@echo "installing what running needs (once, a minute or two) ..."
	@$(PIP) --require-hashes --requirement requirements.lock
	@touch $@

$(VENV)/.developing: requirements-dev.lock | $(VENV)/pyvenv.cfg
	@echo "installing what running, testing and checking need (once, a minute or two) ..."
	@$(PIP) --require-hashes --requirement requirements-dev.lock
	@touch $@

$(VENV)/.spark: requirements-spark.lock | $(VENV)/.developing
	@echo "installing Spark for its tests (once, some minutes) ..."
	@$(PIP) --require-hashes --requirement requirements-spark.lock
	@touch $@

$(VENV)/.project: pyproject.toml hatch_build.py web/package-lock.json | $(VENV)/pyvenv.cfg
	@echo "installing Sammachip Graph and its query page ..."
	@$(PIP) --no-deps --editable .
	@touch $@
