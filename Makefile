# `make` builds the example into output/. Needs Debian with Python 3.11 or newer; tools/prepare does
# the rest. PYTHON names another interpreter: make test PYTHON=python3.13
PYTHON ?= python3
export PYTHON
RUN := .venv/bin/python

.PHONY: site test serve check bench corpus docs shots clean lock

site:
	@tools/prepare site
	@$(RUN) build.py build

serve:
	@tools/prepare site
	@$(RUN) build.py serve

check:
	@tools/prepare site
	@$(RUN) build.py check

# The code is checked first: it is quick. WORKERS is how many processes share the tests.
WORKERS ?= 2
test:
	@tools/prepare test
	@echo "==> 检查代码写法"
	@$(RUN) -m ruff check --quiet .
	@$(RUN) -m ruff format --check --quiet .
	@echo "==> 检查类型"
	@$(RUN) -m mypy --no-error-summary
	@echo "==> 运行浏览器程序的测试"
	@tools/test-js
	@echo "==> 运行全部测试"
	@$(RUN) -m pytest -q -n $(WORKERS) --dist worksteal

# The checks that want texts from outside: make corpus CORPUS=DIR, DIR holding site.yaml and content/.
corpus:
	@test -d "$(CORPUS)/content" || { echo "错误：CORPUS=$(CORPUS) 里没有 content 文件夹" >&2; exit 2; }
	@tools/prepare test
	@$(RUN) -m pytest -q --corpus "$(CORPUS)"

# The tables of keys in the editors' guide and the JSON Schemas, from the keys that are read.
docs:
	@tools/prepare site
	@$(RUN) tools/docs.py

# Pictures of every kind of page, to look at, in .shots/: make shots PAGES="home overview" for some.
shots:
	@tools/prepare test
	@$(RUN) tools/shots.py $(PAGES)

# Builds beside Hugo, Eleventy, Pelican and MkDocs with Pagefind, on texts made up for it, then search in
# a browser; the tables are bench/RESULTS.md. SIZES="1947 35000 100000" takes hours, SIZES=1947 minutes.
# RUNS is how often, LARGE_RUNS how often the others from 10,000 texts; CORPUS=DIR adds real texts.
SIZES ?= 1947 35000
RUNS ?= 3
LARGE_RUNS ?= 3
bench:
	@tools/prepare test
	@$(RUN) bench/builds.py --sizes "$(SIZES)" --runs $(RUNS) --large-runs $(LARGE_RUNS) $(if $(CORPUS),--corpus "$(CORPUS)")
	@$(if $(CORPUS),$(RUN) bench/structure.py "$(CORPUS)/content" && $(RUN) bench/links.py "$(CORPUS)")

# UPGRADE=--upgrade takes newer versions; without it only what pyproject.toml and package.json ask for changes.
COMPILE := -m uv pip compile pyproject.toml --extra pdf --extra font --quiet --universal --python-version 3.11 \
	--generate-hashes --custom-compile-command "make lock" --no-annotate $(UPGRADE)
lock:
	@tools/prepare site
	@$(RUN) -m pip install -qq --disable-pip-version-check uv
	$(RUN) $(COMPILE) --output-file requirements.lock
	$(RUN) $(COMPILE) --extra cluster --constraints requirements.lock --output-file requirements-cluster.lock
	$(RUN) $(COMPILE) --extra cluster --group dev --constraints requirements-cluster.lock --output-file requirements-dev.lock
	npm install --package-lock-only --ignore-scripts --omit-lockfile-registry-resolved --no-audit --no-fund

clean:
	rm -rf output .output.gongkai .cache build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
