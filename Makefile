# Every target calls start.py, which makes the environment first where it is missing.
PYTHON ?= python3
ARGS ?=

.PHONY: run test check bench clean

run:  ## Start Can Do
	@$(PYTHON) start.py

test:  ## All tests, those in a real browser included
	@$(PYTHON) start.py test $(ARGS)

check:  ## Style, types, direction of imports, content, all tests
	@$(PYTHON) start.py check

bench:  ## Load figures: make bench ARGS="--clients 30"
	@$(PYTHON) start.py bench $(ARGS)

clean:  ## Remove what was made here; databases live elsewhere and stay
	rm -rf .venv .venv.lock .hypothesis .mypy_cache .pytest_cache .ruff_cache build dist
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
