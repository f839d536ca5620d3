# On a machine with Python 3.11 or later and make: `make run`, `make test`. `make` alone lists the targets.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
OUT ?= out

.DEFAULT_GOAL := help
.PHONY: help setup run test check generated golden samples bench bench-run bench-readers bench-peer clean

help: ## list the targets
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | awk -F '\t' '{printf "make %-13s %s\n", $$1, $$2}'

setup: $(READY) ## create .venv and install jixiao with its development tools

$(READY): pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "jixiao needs Python 3.11 or later: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev]'
	@touch $@

run: $(READY) ## extract the sample reports to out/ and print what was read
	$(BIN)/jixiao extract samples -o $(OUT)
	@echo "See them with: $(BIN)/jixiao show $(OUT)"

test: $(READY) ## run the tests
	$(BIN)/python -m pytest

check: $(READY) ## ruff, mypy and the tests
	$(BIN)/ruff check
	$(BIN)/mypy
	$(BIN)/python -m pytest

generated: $(READY) ## test on a thousand random reports instead of sixty
	JIXIAO_GENERATED=1000 $(BIN)/python -m pytest tests/test_generated.py

golden: $(READY) ## write tests/golden/*.txt and the outputs in README.md anew; read the difference
	$(BIN)/python -m pytest tests/test_output_golden.py tests/test_cli_readme.py --golden

samples: $(READY) ## write samples/ anew from tests/sampling
	$(BIN)/python tests/make_samples.py

bench: $(READY) ## documents a second and peak memory, as ratios against reading the files alone
	$(BIN)/python bench/bench.py

bench-run: $(READY) ## a run of a corpus: speed, one and two workers, memory, a run with nothing to do (BENCH_RUN=10000)
	$(BIN)/python bench/bench_run.py $(BENCH_RUN)

bench-peer: $(READY) ## the whole pipeline beside JioNLP's extract_money, and time with length (installs the peer)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[bench]'
	$(BIN)/python bench/bench_peer.py

bench-readers: $(READY) ## the readers beside the libraries they stand on: speed, cells, memory
	$(BIN)/python bench/bench_readers.py

clean: ## take away out/, caches and .venv
	rm -rf $(OUT) build *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis $(VENV)
