# Every step runs on a laptop. `make site` and `make test` need git, make and Python 3.11 or newer with venv.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: site pages serve check test lint types ci links audit canary release lock clean

site: $(VENV)/site.stamp ## Convert the report, render site/ and prove that no word was lost
	@$(BIN)/python build.py

pages: $(VENV)/site.stamp ## Write content/ only
	@$(BIN)/python build.py --pages

serve: $(VENV)/site.stamp ## Serve the site, rebuilt at every change of the input
	@$(BIN)/python build.py --serve

check: $(VENV)/site.stamp ## Say which pages of content/ are not what the report gives
	@$(BIN)/python build.py --check

test: $(VENV)/dev.stamp ## All tests
	$(BIN)/python -m pytest

lint: $(VENV)/dev.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/oxlint overrides

types: $(VENV)/dev.stamp
	$(BIN)/mypy

ci: ## What CI runs: the steps of .ci/run
	@bash .ci/run

links: site ## Count the site's links and list those that lead elsewhere; EXTERNAL=1 asks whether they answer
	@$(BIN)/python -m maintenance.links $(if $(EXTERNAL),--external)

# --strict: a package that the service does not know would pass unaudited otherwise.
audit: $(VENV)/dev.stamp ## Look up known vulnerabilities of every locked package
	@for lock in requirements-dev maintenance/properdocs maintenance/zensical; do \
	  echo "Auditing $$lock.txt"; \
	  $(BIN)/pip-audit --strict --disable-pip --require-hashes --progress-spinner off -r $$lock.txt || { \
	    echo "$$lock.txt: a package is vulnerable, or could not be looked up; the lines above say which."; \
	    echo "Vulnerable: run make lock. Not found: the vulnerability service of PyPI must be in reach."; \
	    exit 1; }; \
	done

canary: $(VENV)/site.stamp $(VENV)-properdocs/stamp $(VENV)-zensical/stamp ## Build with MkDocs' successors, say what differs
	@$(BIN)/python -m maintenance.canary --properdocs $(VENV)-properdocs/bin/properdocs \
	  --zensical $(VENV)-zensical/bin/zensical

# macOS has shasum, which writes the same lines.
SHA256 := $(shell command -v sha256sum || echo shasum -a 256)
release: site ## Gather dist/ for a release: the zip, the data files and SHA256SUMS
	@cp content/data/* dist/
	@cd dist && rm -f SHA256SUMS && sums=$$($(SHA256) *) && printf '%s\n' "$$sums" > SHA256SUMS
	@cat dist/SHA256SUMS

# The header of a lock names the options, for Dependabot reads them there.
LOCK := --universal --python-version 3.11 --generate-hashes
lock: ## Renew the locks from requirements*.in and maintenance/*.in
	$(PYTHON) -m venv $(VENV)-lock && $(VENV)-lock/bin/python -m pip install --quiet uv
	for name in requirements requirements-dev maintenance/properdocs maintenance/zensical; do \
	  $(VENV)-lock/bin/uv pip compile --quiet --upgrade $(LOCK) --no-emit-index-url \
	    --custom-compile-command "make lock, which is: uv pip compile $(LOCK)" \
	    $$name.in --output-file $$name.txt || exit 1; \
	done
	rm -rf $(VENV)-lock

clean:
	rm -rf $(VENV) $(VENV)-properdocs $(VENV)-zensical site dist .mypy_cache .pytest_cache .ruff_cache .hypothesis

# A stamp says which lock the environment was made from. Hashes are required of every package.
$(VENV)/site.stamp: requirements.txt
	@echo "Installing what the site needs into $(VENV)"
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; name it with: make PYTHON=python3.12")'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

$(VENV)/dev.stamp: requirements-dev.txt $(VENV)/site.stamp
	@echo "Installing what the tests need into $(VENV)"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@

# Each successor in an environment of its own, beside that of the site.
$(VENV)-%/stamp: maintenance/%.txt
	@echo "Installing $* into $(VENV)-$*"
	@test -x $(VENV)-$*/bin/python || $(PYTHON) -m venv $(VENV)-$*
	@$(VENV)-$*/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $<
	@touch $@
