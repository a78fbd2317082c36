# make run        start the cockpit (PORT=8501, THEME=projector for a wall); the first start installs everything into .venv
# make test       every quick test; make test-full: at full size, measurements to docs/verification/
# make mutate     do the tests notice a wrong sign in metrics/? A sample into docs/verification/
# make bench      how fast beside a stock page, and how fast returns come in, on a quiet machine; into docs/verification/
# make test-postgresql  the data layer's tests on a real PostgreSQL server; make bundle: to install without a network
# make lint       ruff; make screenshots: the screens into screenshots/, the manual's pictures anew

PORT   ?= 8501
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
VENV := .venv
BIN  := $(VENV)/bin
# Beside a wheelhouse (make bundle) nothing is asked of the network.
PIP  := $(BIN)/python -m pip install --quiet --disable-pip-version-check $(if $(wildcard wheelhouse/*.whl),--no-index --find-links wheelhouse)

.PHONY: run test test-full test-postgresql mutate bench lint screenshots bundle

run: $(VENV)/.product
	@$(BIN)/python -m data_access.preflight --port $(PORT)
	@$(BIN)/streamlit run app.py --server.port $(PORT) $(if $(THEME),--theme.base .streamlit/$(THEME).toml)

test: $(VENV)/.dev
	@$(BIN)/python -m tests.browser.provide
	@$(BIN)/python -m pytest -n 2 --dist loadgroup -m "not browser" $(ARGS)
	@$(BIN)/python -m pytest -m browser $(ARGS)  # by itself: two browsers drawing at once starve each other

test-full: export COCKPIT_TEST_FULL = 1
test-full: test mutate

mutate: $(VENV)/.dev
	@nice -n 10 $(BIN)/python -m tests.mutation $(ARGS)

test-postgresql: export COCKPIT_TEST_POSTGRESQL = 1
test-postgresql: $(VENV)/.dev
	@$(BIN)/python -m pytest tests/data_access $(ARGS)

bundle: $(VENV)/.product
	@rm -rf wheelhouse dist && mkdir dist
	@$(BIN)/python -m pip wheel --quiet --disable-pip-version-check --wheel-dir wheelhouse -r requirements.txt setuptools
	@git archive --format=tar --prefix=cockpit/ HEAD > dist/cockpit-bundle.tar
	@tar --append --file dist/cockpit-bundle.tar --transform 's,^,cockpit/,' wheelhouse && gzip -f dist/cockpit-bundle.tar
	@rm -rf wheelhouse && echo "已生成：dist/cockpit-bundle.tar.gz"

bench: $(VENV)/.dev
	@$(BIN)/python -m tests.browser.provide
	@$(BIN)/python -m benchmarks $(ARGS)
	@$(BIN)/python -m benchmarks.importing

lint: $(VENV)/.dev
	@$(BIN)/ruff check . && $(BIN)/ruff format --check .

screenshots: $(VENV)/.dev
	@$(BIN)/python -m tests.browser.provide
	@$(BIN)/python -m tests.browser.screenshots $(ARGS)

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "没有找到 Python 3.11 或更高版本，请先安装，例如：apt-get install python3 python3-venv"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); echo "无法创建虚拟环境，请先安装：apt-get install python3-venv"; exit 1; }

# The stamps make a second start take seconds: pip runs again only when a list of requirements changes.
CHART := $(wildcard chart_component/*.toml chart_component/cockpit_chart/* chart_component/cockpit_chart/assets/*)

$(VENV)/.product: requirements.txt $(CHART) | $(BIN)/python
	@echo "正在安装运行所需的组件，首次约需一两分钟……"
	@$(PIP) -r requirements.txt
	@touch $@

$(VENV)/.dev: requirements-dev.txt requirements.txt $(CHART) | $(BIN)/python
	@$(PIP) -r requirements-dev.txt
	@touch $@ $(VENV)/.product
