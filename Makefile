# `make demo` shows what it does; `make test` tests everything. Python 3.11 or newer and make are
# all that must be there: the rest goes into .venv and .venv-lowest.

PYTHON ?= $(shell python3 .ci/pythons.py highest)
LOWEST_PYTHON ?= $(shell python3 .ci/pythons.py lowest)
BIN := .venv/bin
LOWEST := .venv-lowest/bin

# By two processes, each with whole groups of tests; see tests/conftest.py.
TOGETHER := -n 2 --dist loadgroup

# What depends neither on NumPy nor on the version of Python, takes minutes, and is among `tests`.
LEFT_OUT := $(addprefix --ignore=tests/checker/,interpreter test_sizes.py test_bounds.py)

.PHONY: help demo test lint types tests lowest docs peers format clean

help:  ## say what the targets do
	@sed -n 's/^\([a-z]*\):.*## /  make \1: /p' Makefile

demo: .venv/.demo  ## train on the digits, save, load, and see mypy reject a wrong network
	$(BIN)/interlock demo

test: lint types tests lowest  ## everything that must pass

lint: .venv/.dev  ## style and formatting
	$(BIN)/ruff check
	$(BIN)/ruff format --check

types: .venv/.dev  ## mypy --strict on the project itself
	$(BIN)/mypy

tests: .venv/.dev  ## every test, with the share of branches covered
	$(BIN)/pytest $(TOGETHER) --cov --cov-fail-under=95

lowest: .venv-lowest/.dev  ## the tests on the lowest Python and libraries, with fewer examples
	$(LOWEST)/pytest $(TOGETHER) --hypothesis-profile=brief $(LEFT_OUT)

docs: .venv/.dev  ## the pages as a site, in build/site
	$(BIN)/mkdocs build --strict

# On the lowest Python, for which PyTorch comes without CUDA's libraries on more machines.
peers: .venv-bench/.bench  ## measure speed beside other libraries, by one thread and by two
	.venv-bench/bin/python benchmarks/peers.py --threads 1 --write benchmarks/RESULTS.md
	.venv-bench/bin/python benchmarks/peers.py --threads 2 --write benchmarks/RESULTS.md

format: .venv/.dev  ## put the code into its form
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

clean:  ## remove what the other targets made
	rm -rf .venv .venv-* .mypy_cache .pytest_cache .ruff_cache .hypothesis .coverage build dist

.venv/bin/python:
	$(PYTHON) -m venv .venv

.venv/.demo: pyproject.toml | .venv/bin/python
	$(BIN)/python -m pip install --quiet --editable ".[train,check]"
	touch $@

.venv/.dev: pyproject.toml | .venv/bin/python
	$(BIN)/python -m pip install --quiet --editable ".[dev]"
	touch $@ .venv/.demo

.venv-bench/.bench: pyproject.toml
	test -x .venv-bench/bin/python || $(LOWEST_PYTHON) -m venv .venv-bench
	.venv-bench/bin/python -m pip install --quiet --editable ".[fast,bench]"
	touch $@

.venv-lowest/.dev: pyproject.toml .ci/lowest.txt
	test -x $(LOWEST)/python || $(LOWEST_PYTHON) -m venv .venv-lowest
	$(LOWEST)/python -m pip install --quiet --constraint .ci/lowest.txt --editable ".[dev]"
	touch $@
