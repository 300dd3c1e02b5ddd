# make demo: the main job on the built-in dataset, into out/.   make test: everything, from a clean clone.
# make check: test, and the style of the code.   make check-all: check, with a load killed at 50 moments instead of 5 and one of a million triples at 50 more, all that is derived explained instead of 120, and three times as many random examples.
# make spark: the example on Apache Spark, some seven minutes; brings half a gigabyte into .venv/spark, needs Java 17 or newer.
# make docs: the page of the ontology, docs/ontology.html.
# All make .venv themselves; a second run finds it there. Needs Python 3.11 or newer, make and git.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: demo test check check-all spark format bench docs clean

$(VENV)/installed: pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed" if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e .
	@touch $@

$(VENV)/tested: $(VENV)/installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[test]'
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[readers]' || \
		echo "Could not install followthemoney (it needs libicu-dev and a C++ compiler): its test is skipped."
	@touch $@

demo: $(VENV)/installed
	@BIN=$(BIN) sh examples/demo.sh

test: $(VENV)/tested
	@sh tests/install-tools.sh
	@$(BIN)/python -m compileall -q conflictkg tests  # else, where Python may keep no bytecode, each command compiles it all
	$(BIN)/python -m pytest -n auto --dist loadfile

check: $(VENV)/tested
	$(BIN)/ruff format --check conflictkg tests benchmarks
	$(BIN)/ruff check conflictkg tests benchmarks
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	@$(MAKE) --no-print-directory test

check-all:
	@CONFLICTKG_KILLS=50 CONFLICTKG_CROWD=1000,60 CONFLICTKG_WALK=1000000 CONFLICTKG_ALL=1 $(MAKE) --no-print-directory check

$(VENV)/spark/installed: pyproject.toml
	$(PYTHON) -m venv $(VENV)/spark
	$(VENV)/spark/bin/python -m pip install --quiet --disable-pip-version-check -e '.[spark,remote]'
	@touch $@

spark: $(VENV)/tested $(VENV)/spark/installed
	CONFLICTKG_SPARK=$(CURDIR)/$(VENV)/spark/bin/python $(BIN)/python -m pytest tests/test_spark.py -rPs --durations=0

format: $(VENV)/tested
	$(BIN)/ruff format conflictkg tests benchmarks
	$(BIN)/ruff check --fix conflictkg tests benchmarks

docs: $(VENV)/installed
	$(BIN)/conflictkg ontology -f html -o docs/ontology.html

bench: $(VENV)/tested
	$(BIN)/python -m benchmarks

clean:
	rm -rf $(VENV) out dist
