# make help lists the targets. Everything runs in .venv, which is made from the locked requirements when it is needed.
# Options of build, check, format, serve and bench are handed on: make build ARGS='--as-of 2024-01-25 --timings'
PYTHON ?= python3
ARGS   ?=
RUNS   ?= 3
SECONDS ?= 60
VENV   := .venv
RUN    := $(VENV)/bin/python
GENERATE := $(VENV)/bin/aide-memoire
TEST   := $(RUN) -m pytest --numprocesses auto --maxprocesses 4 --dist loadfile --no-loadscope-reorder
PIP    := $(RUN) -m pip --disable-pip-version-check --quiet
SBOM   := build/sbom
LOCK   := uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-strip-extras --no-emit-index-url \
  --no-annotate --custom-compile-command "make lock"

.DEFAULT_GOAL := help
.PHONY: help build check format new test coverage serve schema golden labels bench bench-search bench-kills bench-serve bench-faults bench-fuzz bench-hostile bench-leaks lint types ci lock hooks sbom licences clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

build: $(VENV)/.run ## check the records and build the site into site/
	@$(GENERATE) build $(ARGS)

check: $(VENV)/.run ## check the records and print every problem
	@$(GENERATE) check $(ARGS)

format: $(VENV)/.run ## put the records' fields in order and lay them out alike; ARGS=--check, --diff
	@$(GENERATE) format $(ARGS)

serve: $(VENV)/.run ## show the site at http://127.0.0.1:8000/ while you edit
	@$(GENERATE) serve $(ARGS)

new: $(VENV)/.run ## start a record: make new KIND=meeting
	@$(GENERATE) new $(KIND) $(ARGS)

schema: $(VENV)/.run ## what editors complete and underline by: build/schemas/, and the tables in content/FIELDS.md
	@$(GENERATE) schema --fields content/FIELDS.md $(ARGS)

test: $(VENV)/.dev ## run the tests, in a browser too
	@$(RUN) tests/support/find_browser.py
	@$(TEST)

coverage: $(VENV)/.dev ## run the tests and print which lines and branches none of them reaches: twice the time
	@$(RUN) tests/support/find_browser.py
	@$(TEST) --cov --cov-report=term

golden: $(VENV)/.dev ## write the expected files of the tests anew; review the difference like code
	@$(RUN) -m pytest -q tests/checks/test_golden.py tests/checks/test_explanations.py tests/pages/test_golden.py tests/content/test_fix.py \
	  tests/kinds/test_field_guide.py tests/editing/importing/test_golden.py tests/cli --golden

labels: $(VENV)/.dev ## write new labels into the catalogs of translations in generator/values/locale/
	@$(RUN) -m tests.support.catalogs

bench: $(VENV)/.dev ## what a build costs at N records (1000 10000), beside MkDocs, Material and Hugo; RUNS=3
	@$(RUN) -m tests.bench.builds $(N) --runs $(RUNS) $(ARGS)

bench-search: $(VENV)/.dev ## how soon the search answers at N records (10,000), beside Material's own
	@$(RUN) -m tests.bench.search $(N)

bench-kills: $(VENV)/.dev ## kill builds at 50 random moments; the next must make what a clean one makes
	@$(RUN) -m tests.bench.kills $(ARGS)

bench-leaks: $(VENV)/.dev ## 500 random marks and days: the public edition is that of content without what is internal
	@$(RUN) -m tests.bench.leaks $(ARGS)

bench-faults: $(VENV)/.dev ## let each write of each command fail, and kill those that write records; nothing may be lost, Linux
	@$(RUN) -m tests.bench.faults $(ARGS)

bench-serve: $(VENV)/.dev ## 1,000 browsers at once, 400 slow ones and 200 saves a second at a preview
	@$(RUN) -m tests.bench.serve $(ARGS)

bench-hostile: $(VENV)/.dev ## hostile texts in every field, built and opened in a browser; no page may run, ask or break anything
	@$(RUN) -m tests.bench.hostile $(ARGS)

bench-fuzz: $(VENV)/.dev ## any bytes at what reads files, by atheris for SECONDS=60 a target; the worst 100 kB we know
	@$(RUN) -m tests.bench.fuzz --seconds $(SECONDS) $(ARGS)

lint: $(VENV)/.dev ## ruff
	@$(RUN) -m ruff check generator tests
	@$(RUN) -m ruff format --check generator tests

types: $(VENV)/.dev ## mypy, strictly
	@$(RUN) -m mypy

ci: lint types check test ## what continuous integration runs

sbom: $(VENV)/.run ## list every package the program runs on, with licences, in the form of CycloneDX: build/sbom.json
	@rm -rf $(SBOM) && $(RUN) -m venv --without-pip $(SBOM)/packages && $(RUN) -m venv --without-pip $(SBOM)/tool
	@$(PIP) --python $(SBOM)/packages install --require-hashes -r requirements.txt
	@$(PIP) --python $(SBOM)/tool install --require-hashes -r requirements-sbom.txt
	@$(SBOM)/tool/bin/cyclonedx-py environment $(SBOM)/packages --pyproject pyproject.toml --output-reproducible --validate -o build/sbom.json
	@rm -rf $(SBOM) && echo "build/sbom.json: written"

licences: $(VENV)/.dev ## write the licences of the packages into docs/licences.md
	@$(RUN) -m tests.support.licences

lock: ## lock the newest versions that pyproject.toml allows (needs uv)
	$(LOCK) --group install -o requirements-install.txt
	$(LOCK) pyproject.toml -o requirements.txt
	$(LOCK) pyproject.toml --group dev -c requirements.txt -o requirements-dev.txt
	$(LOCK) --group sbom -o requirements-sbom.txt
	$(MAKE) hooks licences

hooks: $(VENV)/.dev ## write the locked versions into .pre-commit-hooks.yaml
	@$(RUN) -m tests.support.hooks

clean: ## remove what was made: the site, the pages, the environment
	rm -rf $(VENV) build site site-internal .site*.made .site*.built .site*.index .site*.lock .mypy_cache .pytest_cache .ruff_cache .hypothesis .coverage

$(VENV)/.run: requirements.txt $(VENV)/.install
	@echo "installing what is needed into $(VENV)"
	@$(PIP) install --require-hashes -r requirements.txt
	@touch $@

$(VENV)/.dev: requirements-dev.txt $(VENV)/.install
	@echo "installing what the tests need into $(VENV)"
	@$(PIP) install --require-hashes -r requirements-dev.txt
	@touch $@ $(VENV)/.run

# pip and setuptools first, both locked; then the project itself, which is a link to this folder and a script.
$(VENV)/.install: requirements-install.txt pyproject.toml | $(VENV)/bin/python
	@$(PIP) install --require-hashes -r requirements-install.txt
	@$(PIP) install --no-index --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/bin/python:
	@$(PYTHON) -m venv $(VENV)
