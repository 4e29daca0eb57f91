# Everything a developer does. Each target works alone, in any order, again, and after a crash.
# Every command names the virtual environment's own Python, so nothing needs to be activated.

PORT ?= 8000
MINUTES ?= samples
ARGS ?=
UPGRADE ?=

# Tools load the settings too; production is only what somebody asks for by name.
export ENVIRONMENT ?= development

PYTHON := .venv/bin/python
MANAGE := $(PYTHON) manage.py
PACKAGES_STAMP := .venv/.installed
NODE_STAMP := node_modules/.installed
ASSETS_STAMP := build/.assets-built
ASSETS_SOURCES := minutes_archive/assets.py minutes_archive/management/commands/build_assets.py \
	$(addprefix apps/search/,data/irregular_forms.tsv $(addprefix language/,lexicon_build.py lexicon.py folding.py lists.py))

# A virtual environment whose Python was removed or moved is made again.
ifneq ($(shell $(PYTHON) -c 'print(1)' 2>/dev/null),1)
$(shell rm -f $(PACKAGES_STAMP))
endif

.DEFAULT_GOAL := help
.PHONY: help setup run test check bench bench-reading format lock clean database port-is-free
.DELETE_ON_ERROR:

help: ## vis denne oversigt
	@echo "Brug: make <mål>"
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  \1\t/' | expand -t 18

setup: $(PACKAGES_STAMP) $(NODE_STAMP) $(ASSETS_STAMP) ## gør maskinen klar: pakker, stilark og ordbog

run: port-is-free setup database ## start arkivet; MINUTES=<mappe> indlæser egne referater, PORT=8001 vælger en anden port
	@$(MANAGE) migrate --verbosity 0
	@$(MANAGE) check --database default >/dev/null
	@$(if $(filter-out samples,$(MINUTES)),$(MANAGE) remove_examples)
	@$(MANAGE) rebuild_search_index --stale >/dev/null
	@$(MANAGE) ingest "$(MINUTES)" || echo "Ikke alt kunne indlæses (se ovenfor); arkivet startes med resten."
	@echo
	@echo "Arkivet er klar: http://127.0.0.1:$(PORT)/   (stop med Ctrl-C)"
	@echo
	@$(MANAGE) work --with-parent & worker=$$!; trap 'kill $$worker 2>/dev/null' EXIT; trap 'exit 130' INT TERM; \
		DJANGO_RUNSERVER_HIDE_WARNING=true $(MANAGE) runserver 127.0.0.1:$(PORT) >/dev/null

test: setup database ## kør alle prøver; ARGS=... gives videre til pytest
	$(PYTHON) -m pytest --numprocesses=auto --maxprocesses=4 --dist=loadfile $(ARGS)

check: setup database ## format, kodestil, typer, importregler, migreringer og produktionsindstillinger
	$(PYTHON) -m ruff format --check .
	$(PYTHON) -m ruff check .
	$(PYTHON) -m mypy
	$(PYTHON) -c 'import sys; from importlinter.cli import lint_imports_command; lint_imports_command()'
	find templates -name '*.html' -exec $(PYTHON:python=djade) --check --target-version 5.2 {} +
	$(MANAGE) makemigrations --check --dry-run
	ENVIRONMENT=production ALLOWED_HOSTS=arkiv.eksempel.dk SITE_URL=https://arkiv.eksempel.dk \
		DATABASE_URL=postgresql://minutes@database/minutes \
		SECRET_KEY="$$($(PYTHON) -c 'import secrets; print(secrets.token_urlsafe(64))')" \
		$(MANAGE) check --deploy --fail-level WARNING

bench: setup database ## mål søgningen mod SQLite FTS5 og tantivy; ITEMS=100000, KEEP=1 beholder databasen
	@$(PYTHON) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-bench.txt
	@ITEMS=$(ITEMS) SEED=$(SEED) QUESTIONS=$(QUESTIONS) KEEP=$(KEEP) $(PYTHON) -m bench.run

bench-reading: setup ## mål, hvor hurtigt referater læses; DOCUMENTS=12, ITEMS=30, PROCESSES="1 2 4"
	@DOCUMENTS=$(DOCUMENTS) ITEMS=$(ITEMS) PROCESSES="$(PROCESSES)" $(PYTHON) -m bench.reading

format: $(PACKAGES_STAMP) ## ret format og kodestil, hvor det kan gøres sikkert
	$(PYTHON) -m ruff format .
	$(PYTHON) -m ruff check --fix .
	find templates -name '*.html' -exec $(PYTHON:python=djade) --target-version 5.2 {} +

lock: $(PACKAGES_STAMP) ## lås pakkernes versioner igen; UPGRADE=--upgrade henter nye
	@for name in requirements requirements-dev requirements-node requirements-bench; do \
		$(PYTHON) -m uv pip compile --quiet --universal --generate-hashes --python-version 3.11 $(UPGRADE) \
			--no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" \
			--output-file $$name.txt $$name.in || exit 1; \
	done
	npm install --package-lock-only --ignore-scripts --omit-lockfile-registry-resolved --no-audit --no-fund
	@$(PYTHON) -c 'import json, pathlib; path = pathlib.Path("package-lock.json"); lock = json.loads(path.read_text()); \
		[package.pop("funding", None) for package in lock["packages"].values()]; \
		path.write_text(json.dumps(lock, indent=2) + "\n")'

clean: ## stop databasen, og slet alt, der kan laves igen (data og originaler bliver)
	@if [ -x $(PYTHON) ]; then $(MANAGE) devdb stop || true; fi
	rm -rf .venv node_modules build .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

database: $(PACKAGES_STAMP)
	@$(MANAGE) devdb start

port-is-free: $(PACKAGES_STAMP)
	@$(PYTHON) -c 'import socket; socket.create_server(("127.0.0.1", $(PORT)))' 2>/dev/null || \
		{ echo "Port $(PORT) er optaget: vælg en anden med 'make run PORT=8001'." >&2; exit 1; }

$(PACKAGES_STAMP): requirements.txt requirements-dev.txt
	@python=; for name in python3.13 python3.12 python3.11 python3; do \
		if $$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then python=$$name; break; fi; \
	done; \
	if [ -z "$$python" ]; then echo "Python 3.11 eller nyere mangler på denne maskine." >&2; exit 1; fi; \
	if ! $$python -c 'import venv, ensurepip' 2>/dev/null; then \
		echo "Modulet venv mangler i $$python (pakken hedder ofte python3-venv)." >&2; exit 1; fi; \
	$(PYTHON) -m pip --version >/dev/null 2>&1 || { echo "Laver .venv med $$python"; $$python -m venv --clear .venv; }
	@echo "Henter Python-pakker"
	@$(PYTHON) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@

# The cache lies here because an account without a home folder has nowhere else.
$(NODE_STAMP): package.json package-lock.json requirements-node.txt | $(PACKAGES_STAMP)
	@echo "Henter stilark og ordbog"
	@if [ "$$(npm --version 2>/dev/null | cut -d. -f1)" -ge 7 ] 2>/dev/null; then :; else \
		$(PYTHON) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-node.txt || exit 1; \
		PATH="$(CURDIR)/.venv/bin:$$PATH"; fi; \
	npm ci --ignore-scripts --no-audit --no-fund --no-update-notifier --loglevel=error --cache build/npm-cache >/dev/null
	@touch $@

$(ASSETS_STAMP): $(NODE_STAMP) $(ASSETS_SOURCES) | $(PACKAGES_STAMP)
	@$(MANAGE) build_assets
	@touch $@
