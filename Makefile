# All targets work locally. `make site` and `make test` need git, make and Python 3.11 or newer with venv.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# What the site is compared with, each in an environment of its own.
COMPETITORS := properdocs zensical ezglossary
# The number of test processes, by default one for each processor.
WORKERS ?= auto

.PHONY: site pdf help pages serve check test test-fast engines coverage fuzz mutants lint types bench theme listen ci valid workflows reproducible links audit canary release lock clean

site: $(VENV)/site.stamp ## Convert the report, render site/, print the PDF if there is a browser, and check all (the default)
	@$(BIN)/python build.py --pdf auto

pdf: $(VENV)/site.stamp ## The same, and fail without a browser that can print the PDF
	@$(BIN)/python build.py --pdf always

help: ## List the targets
	@awk -F ':[^#]*## ' '/^[a-z-]+:.*## / { printf "%-12s  %s\n", $$1, $$2 }' Makefile

pages: $(VENV)/site.stamp ## Write content/ and CITATION.cff only
	@$(BIN)/python build.py --pages
	@cp content/data/CITATION.cff CITATION.cff

serve: $(VENV)/site.stamp ## Serve the site and rebuild it when an input, template or hook changes
	@$(BIN)/python build.py --serve

check: $(VENV)/site.stamp ## List the files of content/ that are out of date
	@$(BIN)/python build.py --check

# worksteal: browser tests and builds take seconds, the others milliseconds.
PYTEST := $(BIN)/python -m pytest -n $(WORKERS) --dist worksteal
test: $(VENV)/dev.stamp ## Run all tests in parallel; WORKERS=4 sets the number of processes
	$(PYTEST) --durations=20

test-fast: $(VENV)/dev.stamp ## Run the tests that need no browser and no full build
	$(PYTEST) -m "not slow"

ENGINES ?= firefox webkit
engines: $(VENV)/dev.stamp ## Run the browser scenarios in Firefox and WebKit; ENGINES=webkit chooses one
	$(PYTEST) tests/browser/engines $(ENGINES:%=--engine=%) --durations=5

coverage: $(VENV)/dev.stamp ## Measure branch coverage without browser tests and golden trees; fail under 92 %
	$(PYTEST) -m "not golden and not browser" --cov --cov-report=term:skip-covered --cov-report=html

fuzz: $(VENV)/dev.stamp ## Fuzz the conversion with 100,000 damaged inputs (FUZZ=1000 for fewer); kill 50 builds
	FUZZ=$(or $(FUZZ),100000) FUZZ_SEED=$(or $(FUZZ_SEED),1) KILLS=$(or $(KILLS),50) $(PYTEST) tests/fuzz tests/output/test_kills.py

mutants: $(VENV)/dev.stamp ## Run mutation tests; ONLY=links limits them to some modules
	@$(BIN)/python -m maintenance.mutants $(if $(ONLY),--only $(ONLY))

lint: $(VENV)/dev.stamp ## Lint and check the format of Python; lint the scripts
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/oxlint overrides

types: $(VENV)/dev.stamp ## Check types, strictly
	$(BIN)/mypy

# +: a dry run, and so maintenance/workflows.py, goes through its steps.
ci: ## Run what CI runs: the steps of .ci/run
	+@bash .ci/run

valid: site $(VENV)/dev.stamp ## Check that HTML, CSS, SVG, linked data and the EPUB are valid; needs Java and npm
	@$(BIN)/python -m maintenance.valid

workflows: $(VENV)/dev.stamp ## Run the steps of the workflows on this machine, each job in a fresh copy
	@$(BIN)/python -m maintenance.workflows

reproducible: $(VENV)/dev.stamp $(VENV)-other/stamp ## Compare builds in two environments, with two versions of Python if there are two
	OTHER_PYTHON=$(CURDIR)/$(VENV)-other/bin/python $(BIN)/python -m pytest tests/project/test_reproducible.py

links: site ## Count links and list external ones; EXTERNAL=1 requests each of them
	@$(BIN)/python -m maintenance.links $(if $(EXTERNAL),--external)

# --strict: otherwise a package unknown to the service would pass.
audit: $(VENV)/dev.stamp ## Check the locked packages for known vulnerabilities
	@for lock in requirements-dev $(COMPETITORS:%=maintenance/%); do \
	  echo "Auditing $$lock.txt"; \
	  $(BIN)/pip-audit --strict --disable-pip --require-hashes --progress-spinner off -r $$lock.txt || { \
	    echo "$$lock.txt: a package has a known vulnerability or could not be looked up (see above)."; \
	    echo "Vulnerable: run make lock. Lookup failed: check that PyPI can be reached."; \
	    exit 1; }; \
	done

canary: $(VENV)/site.stamp $(VENV)-properdocs/stamp $(VENV)-zensical/stamp ## Build with MkDocs' successors and report differences
	@$(BIN)/python -m maintenance.canary --properdocs $(VENV)-properdocs/bin/properdocs \
	  --zensical $(VENV)-zensical/bin/zensical

# macOS has shasum, whose output is the same.
SHA256 := $(shell command -v sha256sum || echo shasum -a 256)
release: pdf ## Collect the release files in dist/: the bundle, the EPUB, the PDF, the data, the plain text and SHA256SUMS
	@for file in content/data/*; do cp site/data/"$${file##*/}" dist/; done
# A short report is one file of plain text, without parts.
	@cd site/report && set -- part-*.md && [ -e "$$1" ] || set -- index.md; \
	for file; do cp "$$file" ../../dist/report-"$$file"; done
	@cd dist && rm -f SHA256SUMS && sums=$$($(SHA256) *) && printf '%s\n' "$$sums" > SHA256SUMS
	@cat dist/SHA256SUMS

# Dependabot reads the options from the header of each lock.
# After adding a package, `make lock UPGRADE=` keeps the versions of the others.
UPGRADE := --upgrade
LOCK := --universal --python-version 3.11 --generate-hashes
lock: ## Update dependencies: write the locks of requirements*.in and maintenance/*.in
	$(PYTHON) -m venv $(VENV)-lock && $(VENV)-lock/bin/python -m pip install --quiet uv
	for name in requirements requirements-dev $(COMPETITORS:%=maintenance/%); do \
	  $(VENV)-lock/bin/uv pip compile --quiet $(UPGRADE) $(LOCK) --no-emit-index-url \
	    --custom-compile-command "make lock, which is: uv pip compile $(LOCK)" \
	    $$name.in --output-file $$name.txt || exit 1; \
	done
	rm -rf $(VENV)-lock

bench: site $(VENV)/dev.stamp $(COMPETITORS:%=$(VENV)-%/stamp) ## Measure builds, growth and pages for docs/benchmarks.md; ONLY=builds measures a part
	@$(BIN)/python -m maintenance.bench $(ONLY)

theme: site $(VENV)/dev.stamp ## Write the part of the theme's style sheets that pages use, after an upgrade of the theme
	@$(BIN)/python -m maintenance.theme

listen: site $(VENV)/dev.stamp ## Write down what a screen reader says on the site, in docs/heard.md; CHECK=1 compares
	@$(BIN)/python -m maintenance.listen $(if $(CHECK),--check)

clean: ## Delete environments, caches, site/ and dist/
	rm -rf $(VENV) $(COMPETITORS:%=$(VENV)-%) $(VENV)-other site dist .build.lock .coverage* htmlcov .mypy_cache .pytest_cache .ruff_cache .hypothesis maintenance/npm/node_modules

# A stamp is newer than the lock that its environment was built from. Every package must match its hash.
$(VENV)/site.stamp: requirements.txt
	@echo "Installing the site's packages into $(VENV)"
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is required. Choose one with: make PYTHON=python3.12")'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

$(VENV)/dev.stamp: requirements-dev.txt $(VENV)/site.stamp
	@echo "Installing the development packages into $(VENV)"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@

$(VENV)-other/stamp: requirements.txt | $(VENV)/site.stamp
	@python=$$($(BIN)/python -m maintenance.pythons) && echo "Installing the site's packages for $$python" && \
	  $$python -m venv --clear $(VENV)-other
	@$(VENV)-other/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

$(VENV)-%/stamp: maintenance/%.txt
	@echo "Installing $* into $(VENV)-$*"
	@test -x $(VENV)-$*/bin/python || $(PYTHON) -m venv $(VENV)-$*
	@$(VENV)-$*/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $<
	@touch $@
