# Two commands do all their own set-up: `make run` and `make test`. They need Python 3.11 or later, Node 20 or later, make and git.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: run test check unit types lint format e2e browsers extension wheel eval fit bench fuzz model lock clean help
.DEFAULT_GOAL := help

help: ## Show what can be made
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/  make \1\t\2/' | expand -t 20

# --- set-up -------------------------------------------------------------------------------------------------------------

$(VENV)/installed: requirements.txt requirements-dev.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "softsell needs Python 3.11 or later; this is " + sys.version.split()[0])'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --require-hashes --requirement requirements-dev.txt
	SOFTSELL_SKIP_FRONTEND=1 $(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

extension/node_modules/.package-lock.json: extension/package.json extension/package-lock.json
	@command -v npm >/dev/null || { echo "softsell builds its page and its extension with Node 20 or later: install Node, then try again." >&2; exit 1; }
	npm --prefix extension ci --no-audit --no-fund --loglevel=error
	@touch $@

extension/dist/.built: extension/node_modules/.package-lock.json $(shell find extension/src extension/static -type f 2>/dev/null)
	npm --prefix extension run --silent build
	@touch $@

# --- the main job -------------------------------------------------------------------------------------------------------

run: $(VENV)/installed ## Check the example drafts
	@$(BIN)/softsell check tests/examples || [ $$? -eq 1 ]

# --- tests --------------------------------------------------------------------------------------------------------------

test: lint types unit ## Everything: format, lint, types, and every test

lint: $(VENV)/installed
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: $(VENV)/installed
	$(BIN)/mypy

unit: $(VENV)/installed
	$(BIN)/pytest -n auto

format: $(VENV)/installed ## Put all files into the house format
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

# --- slower work --------------------------------------------------------------------------------------------------------

eval: $(VENV)/installed ## Accuracy on labelled posts
	$(BIN)/python -m tests.eval

bench: $(VENV)/installed ## Speed, beside other linters
	$(BIN)/python -m tests.bench

wheel: $(VENV)/installed ## Build dist/softsell-*.whl
	$(BIN)/python -m hatchling build -t wheel

lock: ## Renew the hashed requirement files
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile --quiet --universal --no-emit-index-url --generate-hashes --no-header --output-file requirements.txt pyproject.toml
	$(BIN)/uv pip compile --quiet --universal --no-emit-index-url --generate-hashes --no-header --group dev --output-file requirements-dev.txt pyproject.toml

clean: ## Remove everything that was built or installed
	rm -rf $(VENV) dist build extension/dist extension/node_modules tests/e2e/node_modules
