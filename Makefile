# Two commands do all their own set-up: `make run` and `make test`. They need Python 3.11 or later, Node 20 or later, make and git.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: run extension store test quick lint style types unit e2e browsers integrations format eval panel fit bench fuzz model learned wheel mcpb vsix lock clean help
.DEFAULT_GOAL := help

help: ## Show what can be made
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/  make \1\t\2/' | expand -t 20

# --- set-up -------------------------------------------------------------------------------------------------------------

NPM_CI := npm ci --no-audit --no-fund --loglevel=error

$(VENV)/installed: requirements.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "softsell needs Python 3.11 or later; this is " + sys.version.split()[0])'
	@echo "Setting up, once (1 of 3): a Python environment in $(VENV)."
	@$(PYTHON) -m venv $(VENV)
	@echo "Setting up (2 of 3): the Python packages. This takes a minute or two."
	@$(BIN)/python -m pip install --progress-bar off --require-hashes --requirement requirements.txt
	@$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

# One folder of npm packages each for what is built, for the browsers' tests, and for the programs that Python tests drive.
%/node_modules/.installed: %/package-lock.json
	@command -v npm >/dev/null || { echo "softsell needs Node 20 or later and npm for this. Install Node, then try again." >&2; exit 1; }
	@echo "Setting up (3 of 3): the npm packages of $*."
	@cd $* && $(NPM_CI)
	@touch $@

extension/dist/.built: extension/node_modules/.installed $(shell find extension -type f -not -path '*/node_modules/*' -not -path '*/dist/*' -not -path 'extension/vscode/*' 2>/dev/null)
	@npm --prefix extension run --silent build
	@touch $@

browsers: tests/e2e/node_modules/.installed
	@bash tests/e2e/browsers.sh

# --- the main job -------------------------------------------------------------------------------------------------------

run: $(VENV)/installed extension/dist/.built build/docs/index.html ## Start the local server with its playground; PORT=7400 for another port
	@$(BIN)/softsell serve $(if $(PORT),--port $(PORT))

extension: extension/dist/.built ## Build the browser extension into extension/dist/

store: extension/dist/.built tests/e2e/node_modules/.installed ## Build and check what Chrome's and Mozilla's stores ask, into extension/dist/store/
	npm --prefix extension run --silent store
	npm --prefix tests/e2e run --silent lint:store

build/docs/index.html: $(VENV)/installed $(shell find server rules tests/eval/RESULTS.md tests/bench/RESULTS.md -type f -not -name '*.pyc' 2>/dev/null) SECURITY.md
	@cd server && ../$(BIN)/python -m docs ../build/docs

docs: build/docs/index.html ## Build the documentation into build/docs/; the server shows it at /docs

# --- tests --------------------------------------------------------------------------------------------------------------

# Set-up, lint and types each use one core or wait for downloads, so they run side by side.
test: ## Everything: format, lint, types, and every test
	@$(MAKE) --no-print-directory -j3 lint types build/docs/index.html browsers
	@$(MAKE) --no-print-directory unit
	@$(MAKE) --no-print-directory e2e

# The rooms whose tests are quick and that most changes touch.
QUICK := platforms draft patterns checks config report project

quick: style types ## While you work, in under a minute: lint, types, and the tests of some rooms
	npm --prefix extension test --silent
	$(BIN)/pytest -n auto -q $(addprefix tests/,$(QUICK))

lint: style extension/dist/.built
	npm --prefix tests/e2e run --silent lint:store

style: $(VENV)/installed extension/node_modules/.installed tests/node_modules/.installed tests/e2e/node_modules/.installed
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/lint-imports --no-cache --no-logo
	npm --prefix extension run --silent lint
	npm --prefix tests/e2e run --silent lint
	npm --prefix tests run --silent lint:workflows

types: $(VENV)/installed extension/node_modules/.installed tests/e2e/node_modules/.installed
	$(BIN)/mypy
	npm --prefix extension run --silent typecheck
	npm --prefix tests/e2e run --silent typecheck

unit: $(VENV)/installed extension/dist/.built build/docs/index.html tests/node_modules/.installed browsers
	npm --prefix extension test --silent
	$(BIN)/pytest -n auto

e2e: $(VENV)/installed extension/dist/.built build/docs/index.html tests/e2e/node_modules/.installed browsers
	npm --prefix tests/e2e run --silent e2e

format: $(VENV)/installed extension/node_modules/.installed ## Put all files into the house format
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .
	$(BIN)/softsell packs schema > rules/pack.schema.json
	npm --prefix extension run --silent format

# --- slower work --------------------------------------------------------------------------------------------------------

CLIENTS := .venv-integrations

$(CLIENTS)/installed: tests/integrations/requirements.txt
	$(PYTHON) -m venv $(CLIENTS)
	$(CLIENTS)/bin/python -m pip install --quiet --require-hashes --requirement tests/integrations/requirements.txt
	@touch $@

integrations: $(VENV)/installed $(CLIENTS)/installed mcpb vsix ## Use softsell by real clients: editors, assistants, commit hooks, a cluster
	$(CLIENTS)/bin/pytest -c tests/integrations/pytest.ini tests/integrations

eval: $(VENV)/installed ## Accuracy on labelled posts
	$(BIN)/python -m tests.eval

panel: $(VENV)/installed ## Rate posts yourself, blind, to check the figures of make eval (RATER=name)
	$(BIN)/python -m tests.panel $(if $(RATER),--rater $(RATER))

fit: $(VENV)/installed ## Fit the weights of rules on labelled posts, and write them into the packs
	$(BIN)/python -m tests.eval.fit

bench: $(VENV)/installed extension/dist/.built tests/e2e/node_modules/.installed browsers ## Speed, beside other linters, and what the extension costs a page
	$(BIN)/python -m tests.bench
	npm --prefix tests/e2e run --silent bench

fuzz: $(VENV)/installed ## Search for crashes for an hour
	$(BIN)/python -m tests.fuzz

model: $(VENV)/installed ## Train the pipeline en_post_sm anew
	cd server && ../$(BIN)/python -m training ../../shared/corpora/ud_ewt

learned: $(VENV)/installed ## Fit the learned weights anew
	cd server && ../$(BIN)/python -m training.learned ../../shared/corpora

wheel: $(VENV)/installed ## Build dist/softsell-*.whl
	$(BIN)/python -m hatchling build -t wheel

mcpb: wheel ## Build dist/softsell-*.mcpb, with which a desktop assistant installs softsell
	cd server && ../$(BIN)/python -m mcpb ../dist

vsix: extension/vscode/node_modules/.installed ## Build extension/vscode/dist/softsell.vsix, the extension for VS Code
	npm --prefix extension/vscode run --silent typecheck
	npm --prefix extension/vscode run --silent package

lock: $(VENV)/installed ## Renew requirements.txt, the hashed versions that make installs
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile --quiet --upgrade --universal --no-emit-index-url --generate-hashes --no-header --group dev --output-file requirements.txt pyproject.toml
	$(BIN)/uv pip compile --quiet --upgrade --universal --no-emit-index-url --generate-hashes --no-header --extra cluster --output-file tests/integrations/requirements.txt tests/integrations/requirements.in pyproject.toml

clean: ## Remove everything that was built or installed
	rm -rf $(VENV) $(CLIENTS) dist build extension/dist extension/node_modules extension/vscode/dist extension/vscode/node_modules tests/node_modules tests/e2e/node_modules
