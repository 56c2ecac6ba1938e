# Everything a developer, the checks and a fresh machine do. `make` alone lists the targets.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

PORT ?= 8000
HOST ?= 127.0.0.1
SEED ?= data/mkba_seed.yaml
PYTEST_FLAGS ?= -n auto --dist loadfile --no-loadscope-reorder

VENV := .venv
BIN := $(VENV)/bin
STAMPS := $(VENV)/.stamps
PACKAGES := app catalogue search
CODE := $(wildcard $(PACKAGES) tests scripts migrations)
VENDOR := app/static/vendor
OWN_STATIC := $(shell find app/static -type f -not -path '$(VENDOR)/*' 2>/dev/null)

# Front-end tools: those of the machine, or those of the virtual environment when it has none.
export PATH := $(PATH):$(CURDIR)/$(BIN)
export PIP_DISABLE_PIP_VERSION_CHECK := 1
# Without cached bytecode every start compiles all libraries again, which takes seconds.
unexport PYTHONDONTWRITEBYTECODE
NODE_STAMP := $(if $(shell command -v npm 2>/dev/null | grep -v "^$(CURDIR)/"),,$(STAMPS)/node)
# The lists are complete, so pip resolves nothing: its resolver lets a newer release of an unpinned extra break an
# install that is pinned.
PIP := $(BIN)/python -m pip install --quiet --require-hashes --no-deps

.PHONY: help install serve test test-meilisearch lint style types imports templates dependencies dockerfile pytest coverage handbook
.PHONY: check fix lock assets bench relevance seed prepare hooks clean distclean FORCE

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  %-14s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

# --- what a machine needs ---------------------------------------------------------------------------------

$(BIN)/python:
	@python=$$(for name in python3 python3.13 python3.12 python3.11 python3.14; do \
	  if command -v $$name >/dev/null && $$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; \
	  then echo $$name; break; fi; done); \
	if [ -z "$$python" ]; then echo "Python 3.11 or newer is needed; none was found on the PATH." >&2; exit 1; fi; \
	if ! $$python -c 'import venv, ensurepip' 2>/dev/null; then \
	  echo "$$python cannot make virtual environments; on Debian: apt-get install python3-venv" >&2; exit 1; fi; \
	echo "Making $(VENV) with $$($$python --version)"; \
	$$python -m venv $(VENV)

$(STAMPS)/main: requirements/build.txt requirements/main.txt pyproject.toml | $(BIN)/python
	@echo "Installing the site's packages"
	@$(PIP) -r requirements/build.txt -r requirements/main.txt
	@$(BIN)/python -m pip install --quiet --no-build-isolation --no-deps --editable .
	@mkdir -p $(@D) && touch $@

$(STAMPS)/test: requirements/test.txt $(STAMPS)/main
	@echo "Installing the test packages"
	@$(PIP) -r requirements/test.txt
	@mkdir -p $(@D) && touch $@

$(STAMPS)/lint: requirements/lint.txt $(STAMPS)/main
	@echo "Installing the checks"
	@$(PIP) -r requirements/lint.txt
	@mkdir -p $(@D) && touch $@

$(STAMPS)/node: requirements/node.txt | $(BIN)/python
	@echo "No npm on this machine: installing Node in $(VENV)"
	@$(PIP) -r requirements/node.txt
	@mkdir -p $(@D) && touch $@

# node_modules may have been thrown away while the stamp stayed; a stamp alone proves nothing.
$(STAMPS)/packages: package.json package-lock.json .npmrc $(NODE_STAMP) | $(BIN)/python
$(STAMPS)/packages: $(if $(wildcard node_modules/*),,FORCE)
	@echo "Fetching the front-end packages"
	@npm ci --no-audit --no-fund --loglevel=error
	@mkdir -p $(@D) && touch $@

$(STAMPS)/assets: $(STAMPS)/packages scripts/assets.py scripts/assets.toml $(OWN_STATIC)
$(STAMPS)/assets: $(if $(wildcard $(VENDOR)/manifest.json),,FORCE)
	@echo "Building the style sheet, icons and scripts"
	@$(BIN)/python scripts/assets.py >/dev/null
	@touch $@

FORCE:

install: $(STAMPS)/main $(STAMPS)/test $(STAMPS)/lint assets ## Install everything a developer needs

assets: $(STAMPS)/assets ## Fetch the front-end packages and fill app/static/vendor

# --- run --------------------------------------------------------------------------------------------------

prepare: $(STAMPS)/main ## Migrate the database and load the seed if it changed
	@$(BIN)/mkba prepare

serve: $(STAMPS)/main assets ## Install what is missing, prepare the data and start the site (PORT=8000)
	@$(BIN)/mkba prepare
	@MKBA_BASE_URL=$${MKBA_BASE_URL:-http://$(HOST):$(PORT)} exec $(BIN)/mkba serve --host $(HOST) --port $(PORT)

seed: $(STAMPS)/main ## Load the seed again, also when it did not change (SEED=data/mkba_seed.yaml)
	@$(BIN)/mkba load $(SEED)

# --- check ------------------------------------------------------------------------------------------------

test: lint pytest ## All checks and all tests; with TEST_DATABASE_URL the storage tests run there as well

check: test ## The same as test

lint: style templates types imports dependencies dockerfile ## Everything that reads the code without running it

style: $(STAMPS)/lint ## Ruff: rules and layout
	@$(BIN)/ruff check --quiet $(CODE)
	@$(BIN)/ruff format --quiet --diff $(CODE)

templates: $(STAMPS)/lint ## Djlint on the templates
	@$(BIN)/djlint templates --lint --quiet

types: $(STAMPS)/lint $(STAMPS)/test ## Mypy in strict mode
	@$(BIN)/mypy $(CODE)

imports: $(STAMPS)/lint ## The borders between the packages
	@$(BIN)/lint-imports --no-cache --no-logo

dependencies: $(STAMPS)/lint $(STAMPS)/test ## Every import is declared, every declaration is used, and the lists are complete
	@$(BIN)/deptry $(PACKAGES)
	@$(BIN)/python -m pip check --quiet

dockerfile: $(STAMPS)/lint ## Hadolint on the Dockerfile
	@$(BIN)/hadolint Dockerfile

pytest: $(STAMPS)/main $(STAMPS)/test assets ## Only the tests (PYTEST_FLAGS="-k word")
	@$(BIN)/python -m pytest $(PYTEST_FLAGS)

test-meilisearch: $(STAMPS)/main $(STAMPS)/test ## Contract and relevance on a real server (MEILI_URL, MEILI_SEARCH_KEY, MEILI_ADMIN_KEY)
	@[ -n "$${MEILI_URL:-}" ] || { echo "Set MEILI_URL, and with a protected server MEILI_SEARCH_KEY and MEILI_ADMIN_KEY." >&2; exit 1; }
	@$(BIN)/python -m pytest --import-mode=importlib -m meilisearch tests

handbook: $(STAMPS)/main $(STAMPS)/test assets ## Make the pictures of the editors' handbook again
	@MKBA_PICTURES=app/static/handleiding $(BIN)/python -m pytest -q tests/browser/test_whole_way.py

coverage: $(STAMPS)/main $(STAMPS)/test assets ## The tests with a coverage report
	@$(BIN)/python -m pytest $(PYTEST_FLAGS) --cov --cov-report=term-missing:skip-covered

bench: $(STAMPS)/main $(STAMPS)/test ## Measure loading, searching and pages
	@$(BIN)/python -m tests.bench

relevance: $(STAMPS)/main $(STAMPS)/test ## Measure the answers of search (RUN="--save file" or "--compare file")
	@$(BIN)/python -m tests.relevance $(RUN)

# --- keep up ----------------------------------------------------------------------------------------------

fix: $(STAMPS)/lint ## Repair what ruff can repair by itself
	@$(BIN)/ruff check --fix --quiet $(CODE) || true
	@$(BIN)/ruff format --quiet $(CODE)

# Plain text with hashes and without addresses: a registry is the business of the machine that installs.
COMPILE := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
  --custom-compile-command "make lock"

lock: $(STAMPS)/lint ## Pin every package again, newest versions that fit (UPGRADE= keeps the present pins)
	@$(COMPILE) $(UPGRADE) requirements/build.in -o requirements/build.txt
	@$(COMPILE) $(UPGRADE) requirements/main.in -o requirements/main.txt
	@$(COMPILE) $(UPGRADE) requirements/test.in -c requirements/main.txt -o requirements/test.txt
	@$(COMPILE) $(UPGRADE) requirements/lint.in -c requirements/main.txt -c requirements/test.txt -o requirements/lint.txt
	@$(COMPILE) $(UPGRADE) requirements/node.in -o requirements/node.txt
UPGRADE ?= --upgrade

hooks: $(STAMPS)/lint ## Install the git hooks
	@$(BIN)/pre-commit install

clean: ## Remove caches and reports
	@rm -rf .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .coverage .coverage.* htmlcov build
	@find $(CODE) -name __pycache__ -type d -prune -exec rm -rf {} +

distclean: clean ## Also remove the virtual environment and the front-end packages; data stays
	@rm -rf $(VENV) node_modules $(VENDOR) *.egg-info
