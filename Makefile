# The two to know are `make demo` and `make test`; each sets up what it needs in .venv and leaves no tracked file changed.

PYTHON ?= $(shell for python in python3 python3.14 python3.13 python3.12 python3.11; do \
	"$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo "$$python" && break; done)
VENV := .venv
VENV_20 := .venv-sa20
SQLALCHEMY_20 := 2.0.40
# What SQLAlchemy has no part in.
NOT_20 := $(addprefix --ignore=tests/,architecture errors fuzz language packaging)
WORKERS ?= 2
PYTEST_ARGS ?=

.PHONY: help demo setup test test-quick test-sqlalchemy-20 lint types check architecture bench docs format clean

help:
	@echo "make demo                 a tour of two applications on SQLite, with real rows"
	@echo "make test                 every test, on SQLite and PostgreSQL"
	@echo "make test-quick           the same without the slow ones"
	@echo "make test-sqlalchemy-20   behaviour again, with the oldest SQLAlchemy we support ($(SQLALCHEMY_20))"
	@echo "make lint | types         ruff, black, our own schemas | mypy --strict and pyright strict"
	@echo "make check                does the committed generated code match its schemas?"
	@echo "make architecture         does every import point the right way?"
	@echo "make bench                figures against the driver and the SQLAlchemy ORM (ARGS=... for python -m bench)"
	@echo "make docs                 the pages that are made from the code: commands and diagnostics"
	@echo "make format               black, what ruff can mend, our own schemas"
	@echo "make clean                remove the environments and caches"

demo: $(VENV)/.demo
	$(VENV)/bin/python examples/demo.py

setup: $(VENV)/.dev

test: $(VENV)/.dev
	$(VENV)/bin/python -m pytest -n $(WORKERS) $(PYTEST_ARGS)

test-quick: $(VENV)/.dev
	$(VENV)/bin/python -m pytest -n $(WORKERS) -m "not slow" $(PYTEST_ARGS)

test-sqlalchemy-20: $(VENV_20)/.dev
	$(VENV_20)/bin/python -m pytest -n $(WORKERS) -m "not slow" -p no:cacheprovider $(NOT_20) $(PYTEST_ARGS)

lint: $(VENV)/.dev
	$(VENV)/bin/ruff check .
	$(VENV)/bin/black --check --quiet .
	$(VENV)/bin/tenantry format --check

types: $(VENV)/.dev
	$(VENV)/bin/mypy
	$(VENV)/bin/pyright

check: $(VENV)/.dev
	$(VENV)/bin/tenantry check

architecture: $(VENV)/.dev
	$(VENV)/bin/python -m pytest -q tests/architecture

bench: $(VENV)/.dev
	$(VENV)/bin/python -m bench $(ARGS)

docs: $(VENV)/.dev
	UPDATE_EXPECT=1 $(VENV)/bin/python -m pytest -q tests/cli/test_commands_page.py tests/errors/test_page.py

format: $(VENV)/.dev
	$(VENV)/bin/ruff check --fix --quiet .
	$(VENV)/bin/black --quiet .
	$(VENV)/bin/tenantry format

clean:
	rm -rf $(VENV) $(VENV_20) .demo .mypy_cache .pytest_cache .ruff_cache .hypothesis build dist

# A stamp stands in the environment it speaks of, so that they go together.

$(VENV)/bin/python $(VENV_20)/bin/python:
	@test -n "$(PYTHON)" || { echo "tenantry needs Python 3.11 or later; say where: make PYTHON=/path/to/python3.11" >&2; exit 2; }
	$(PYTHON) -m venv $(@D:/bin=)

$(VENV)/.demo: pyproject.toml | $(VENV)/bin/python
	$(VENV)/bin/python -m pip install --quiet --disable-pip-version-check -e '.[generate,sqlite]'
	@touch $@

$(VENV)/.dev: pyproject.toml | $(VENV)/bin/python
	$(VENV)/bin/python -m pip install --quiet --disable-pip-version-check -e '.[dev]'
	@touch $@ $(VENV)/.demo

$(VENV_20)/.dev: pyproject.toml | $(VENV_20)/bin/python
	$(VENV_20)/bin/python -m pip install --quiet --disable-pip-version-check -e '.[dev]' 'sqlalchemy==$(SQLALCHEMY_20)'
	@touch $@
