# The commands of this project; `make help` lists them.
SHELL := /bin/bash
PYTHON_IN_VENV := .venv/bin/python
WORKERS ?= 2

# Settings meant for another Python must not reach the one in .venv.
unexport PYTHONPATH
unexport PYTHONHOME

.DEFAULT_GOAL := help
.PHONY: help run test check bench soak clean ready ready-dev

help: ## this list
	@sed -nE 's/^([a-z-]+):.*## (.*)/make \1\t\2/p' Makefile | expand -t 14

run: ready ## set up, then open the program (without a display: fill out/)
	@$(PYTHON_IN_VENV) main.py

test: ready-dev ## set up, then run every test
	@echo "· 运行全部测试（$(WORKERS) 个进程）"
	@$(PYTHON_IN_VENV) -m pytest -q -n $(WORKERS) $(TESTS)

check: ready-dev ## set up, then ruff, mypy and the layer rules
	@echo "· ruff check"
	@$(PYTHON_IN_VENV) -m ruff check .
	@echo "· ruff format --check"
	@$(PYTHON_IN_VENV) -m ruff format --check .
	@echo "· mypy --strict"
	@$(PYTHON_IN_VENV) -m mypy
	@echo "· 分层规则"
	@$(PYTHON_IN_VENV) -m pytest -q tests/test_architecture.py tests/test_environment.py

bench: ready-dev ## set up, then measure speed and print the ratios
	@$(PYTHON_IN_VENV) -m tests.bench $(ARGS)

soak: ready-dev ## set up, then 2,000 kills, 10,000 flips, 10,000 merges (some hours)
	@FAULT_ROUNDS=400 ACT_KILLS=100 DRAFT_STRIDE=1 FLIPS=10000 MERGE_HISTORIES=10000 \
		$(PYTHON_IN_VENV) -m pytest -q -rP -n $(WORKERS) tests/faults tests/storage/merging

clean: ## remove what the other commands made (not data/)
	rm -rf .venv out .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

ready:
	@tools/setup.sh run

ready-dev:
	@tools/setup.sh dev
