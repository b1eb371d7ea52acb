# `make demo` and `make test` do all the set-up on a machine with Python 3.11 to 3.13, make and gcc.
PYTHON ?= python3
ARGS ?=
BIN := .venv/bin

.PHONY: demo test lint format bench train gazetteer wheel screenshots constraints clean

demo: .venv/.ready front
	$(BIN)/dateline demo $(ARGS)

test: .venv/.ready front
	@$(BIN)/python tools/build_frontend.py --test
	$(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder $(ARGS)

lint: .venv/.ready
	$(BIN)/ruff check src tests bench tools training
	$(BIN)/ruff format --check src tests bench tools training
	$(BIN)/mypy

format: .venv/.ready
	$(BIN)/ruff check --fix src tests bench tools training
	$(BIN)/ruff format src tests bench tools training

bench: .venv/.ready
	$(BIN)/python -m bench $(ARGS)

gazetteer: .venv/.ready
	$(BIN)/python tools/build_gazetteer.py $(ARGS)

train: .venv/.ready
	$(BIN)/python -m pip install -q -e ".[train]"
	$(BIN)/python -m training $(ARGS)

wheel: .venv/.ready front
	$(BIN)/python -m build --wheel --no-isolation

screenshots: .venv/.ready front
	$(BIN)/dateline demo --once
	$(BIN)/python tools/screenshots.py

constraints: .venv/.ready
	$(BIN)/python -m pip install -q uv
	$(BIN)/uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 --generate-hashes \
		--no-emit-index-url --no-header --no-annotate -q -o constraints.txt

.PHONY: front
front: .venv/.ready
	@$(BIN)/python tools/build_frontend.py

# The exact versions, each with its hash; then the project itself.
.venv/.ready: pyproject.toml constraints.txt
	$(PYTHON) -c 'import sys; v = sys.version_info[:2]; sys.exit(not (3, 11) <= v <= (3, 13) and "Dateline needs Python 3.11 to 3.13; name one: make PYTHON=python3.12")'
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r constraints.txt
	$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

clean:
	rm -rf .venv build dist src/dateline/web/static frontend/node_modules
