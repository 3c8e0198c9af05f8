# Every target does its own set-up; `make demo` and `make test` are all that a newcomer needs.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
DEMO   ?= build/demo
DEBIAN := chromium fonts-dejavu-core libreoffice-calc-nogui libreoffice-writer-nogui minisign openjdk-17-jre-headless poppler-utils postgresql qpdf tesseract-ocr tesseract-ocr-eng

.DEFAULT_GOAL := help
.PHONY: help setup debian frontend demo test test-slow explore check fix docs lock sbom wheel look example bench bench-protect bench-growth bench-linked bench-rules bench-audit bench-attackers bench-minimality bench-ledger fuzz bench-collect bench-encode bench-attack bench-scale bench-networks bench-trends bench-agreement bench-typology bench-link bench-engines bench-redact bench-spreadsheets bench-paper bench-release bench-desk bench-letters bench-reading clean

help:                ## this list
	@grep -E '^[a-z-]+: .*##|^[a-z-]+:  +##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

setup: $(VENV)/ready debian frontend   ## .venv from the lock, Debian's packages where they can be installed, style of the pages

$(VENV)/ready: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Clerestory needs Python 3.11 or newer. Name one: make PYTHON=python3.11 ...")'
	@echo "Making $(VENV) from requirements.lock (some minutes the first time)" >&2
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@# a minute less: Python compiles what is imported when it is, and most of what libraries bring never is
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-compile --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

debian:              ## Debian's packages for the page tests, when root; otherwise a line that says what to install
	@missing=""; for p in $(DEBIAN); do dpkg-query -W -f='$${Status}' $$p 2>/dev/null | grep -q 'ok installed' || missing="$$missing $$p"; done; \
	if [ -n "$$missing" ]; then \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	    echo "Installing$$missing" >&2; { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $$missing; } >/dev/null; \
	  else echo "Not installed:$$missing. Page tests are skipped without them. Install: sudo apt-get install$$missing" >&2; fi; \
	fi

FRONTEND := src/clerestory/web/frontend
STYLE    := src/clerestory/web/static/desk.css
frontend: $(STYLE)   ## style and scripts of the desk, from the lock of npm; otherwise a line that says what to install

$(STYLE): $(addprefix $(FRONTEND)/,desk.scss dark.css desk.js keys.js build.js package.json package-lock.json)
	@if command -v npm >/dev/null; then \
	  cd $(FRONTEND) && npm ci --silent --ignore-scripts --no-audit --no-fund && npm run --silent build; \
	else echo "Not built: style and scripts of the desk. Its tests are skipped, and \`clerestory serve\` refuses. Install Node.js and npm, then: make frontend" >&2; fi

demo: $(VENV)/ready  ## a synthetic nation, from its givers' returns to a published paper, in build/demo
	@rm -rf $(DEMO) $(DEMO).truth
	@$(BIN)/clerestory demo $(DEMO)

test: setup check    ## all checks and tests but the slow ones
	@$(BIN)/python -m pytest -n 2 --dist worksteal -m "not slow"

test-slow: setup     ## the exhaustive tests
	@$(BIN)/python -m pytest -n 2 --dist worksteal -m slow

explore: setup       ## the properties on other examples each time, and many; hours
	@EXAMPLES=explore $(BIN)/python -m pytest -n 2 --dist worksteal tests/property tests/spec

FUZZ ?=
fuzz: $(VENV)/ready  ## spoiled returns and documents against every reader, FUZZ_SECONDS=600 for each (FUZZ="csv ods" for a part); two hours or so
	@$(BIN)/python tests/fuzz/fuzz_readers.py $(FUZZ)

check: $(VENV)/ready ## format, lint, types, architecture
	@$(BIN)/ruff format --check -q . && $(BIN)/ruff check -q . && $(BIN)/mypy && $(BIN)/lint-imports --no-cache

fix: $(VENV)/ready   ## format and mend what can be mended
	@$(BIN)/ruff format -q . && $(BIN)/ruff check -q --fix .

docs: $(VENV)/ready  ## the generated pages and schemas of docs/reference
	@$(BIN)/python -m clerestory.cli.reference docs/reference

lock: $(VENV)/ready  ## the locks anew from pyproject.toml
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --group pyproject.toml:dev pyproject.toml -o requirements.lock
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-deps --group pyproject.toml:bench -o requirements-bench.lock
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --group pyproject.toml:load -o requirements-load.lock

sbom: $(VENV)/ready  ## the bill of materials (CycloneDX) of the locks, in build/clerestory.cdx.json
	@$(BIN)/python deploy/sbom.py build/clerestory.cdx.json

wheel: setup sbom    ## the package with its style and its bill of materials, in dist
	@$(BIN)/hatchling build -t wheel

look: setup          ## pictures of every page of the example and the demo, at phone and desk width, in build/look
	@$(BIN)/python tests/functional/look.py build/look

EXAMPLE := examples/modern-slavery-2013
example: $(VENV)/ready  ## the example's simulated decisions anew, after a change of what it publishes
	@rm -rf $(EXAMPLE)/decisions $(EXAMPLE)/.lock $(EXAMPLE)/ledger.* $(addprefix $(EXAMPLE)/,vault desk reports releases)
	@for gate in protect release; do \
	  $(BIN)/clerestory run $(EXAMPLE); test $$? = 40 || exit 1; $(BIN)/clerestory review simulate $(EXAMPLE) --gate $$gate || exit 1; \
	done; $(BIN)/clerestory run $(EXAMPLE)

bench: $(VENV)/ready ## the benchmarks, each beside its peer
	@for b in benchmarks/bench_*.py; do $(BIN)/python $$b; done

BENCH ?=
bench-collect: $(VENV)/ready ## a return of a million suspects in every form, beside its bare reading (BENCH="200000 20000" for fewer)
	@$(BIN)/python benchmarks/collect_check.py $(BENCH)

bench-protect: $(VENV)/ready ## hierarchical tables beside GaussSuppression (BENCH="--tables T1 --seeds 1-5" for a part); an hour or so
	@$(BIN)/python benchmarks/protect_tables.py $(BENCH)

bench-growth: $(VENV)/ready ## how the time of protection grows from 1,000 to 100,000 cells, in tables of one shape; minutes
	@$(BIN)/python benchmarks/protect_tables.py --tables G1,G2,G3,G4,G5 --attackers outsider --out build/bench-growth $(BENCH)

bench-linked: $(VENV)/ready ## crossing hierarchies protected together and table by table
	@$(BIN)/python benchmarks/linked_tables.py $(BENCH)

bench-rules: $(VENV)/ready ## what safe remainders and the rule of groups cost (BENCH="--tables T1" for a part)
	@$(BIN)/python benchmarks/stricter_rules.py $(BENCH)

bench-audit: $(VENV)/ready ## every interval of published tables, beside two linear programmes a cell (BENCH="--tables T1" for a part)
	@$(BIN)/python benchmarks/audit_intervals.py $(BENCH)

bench-attackers: $(VENV)/ready ## what each class of attacker and the interval criterion cost in hidden cells (BENCH="--seeds 1-20" for more)
	@$(BIN)/python benchmarks/attacker_costs.py $(BENCH)

bench-minimality: $(VENV)/ready ## what a reader of tiny tables learns who has the program (BENCH="--tables 10" for a part); an hour or so
	@$(BIN)/python benchmarks/minimality.py $(BENCH)

bench-ledger: $(VENV)/ready ## checking a ledger of 1,000,000 entries, beside SHA-256 and a JSON parse of its lines
	@$(BIN)/python benchmarks/ledger_verify.py $(BENCH)

bench-encode: $(VENV)/ready ## encoding of 100,000 and 1,000,000 people, beside plain hashing (BENCH="100000" for a part)
	@$(BIN)/python benchmarks/encode_people.py $(BENCH)

bench-attack: $(VENV)/ready ## what attackers read of encodings, and what linking loses, by parameters; half an hour
	@$(BIN)/python benchmarks/attack_encodings.py $(BENCH)

bench-networks: $(VENV)/ready ## networks of 50,000 persons beside networkx, and of 1,000,000 (BENCH="5000 20" for fewer)
	@$(BIN)/python benchmarks/networks.py $(BENCH)

bench-agreement: $(VENV)/ready ## how often the interval of alpha holds the true one, and a million codings (BENCH="200 10000" for fewer)
	@$(BIN)/python benchmarks/agreement.py $(BENCH)

bench-trends: $(VENV)/ready ## how often the true turn of a synthetic series is found, and coverage (BENCH="200 100")
	@$(BIN)/python benchmarks/trends.py $(BENCH)

bench-typology: $(VENV)/ready ## latent classes of a million rows beside StepMix, bootstrap tests, and how well planted types are recovered (BENCH="100000 20000 5000" for a part)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements-bench.lock
	@$(BIN)/python benchmarks/typology.py $(BENCH)

bench-scale: $(VENV)/ready ## estimates of scale beside a general optimiser, then 2,000 synthetic nations, and 300 whose links are wrong (BENCH="200 400" for fewer); an hour or so
	@$(BIN)/python benchmarks/scale.py
	@$(BIN)/python benchmarks/scale_nations.py $(BENCH)
	@$(BIN)/python benchmarks/scale_links.py $(BENCH)

bench-link: $(VENV)/ready ## linking on FEBRL, and beside bare Splink on a nation (BENCH="--persons 753000" for a million records)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements-bench.lock
	@$(BIN)/python benchmarks/link_records.py $(BENCH)

bench-engines: $(VENV)/ready ## all tables and links of a synthetic nation on polars, DuckDB and Spark (BENCH="20000" for a part)
	@$(BIN)/python benchmarks/engines.py $(BENCH)

bench-redact: $(VENV)/ready ## redaction: rosters, identifiers, people no roster knows, documents, bad PDFs, widths (BENCH="roster pdf" for a part); half an hour
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements-bench.lock
	@for part in $(or $(BENCH),roster facts speed tagger forms pdf inspect removing); do $(BIN)/python benchmarks/redact_$$part.py || exit 1; done

bench-spreadsheets: $(VENV)/ready ## a million cells as ODS and XLSX, and 100,000 beside odfpy and bare XlsxWriter (BENCH="100000" for a part)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements-bench.lock
	@$(BIN)/python benchmarks/spreadsheets.py $(BENCH)

bench-release: $(VENV)/ready ## the release of a demonstrated nation of 20,000 persons, whole and by its parts (BENCH="2000" for a smaller one); many minutes
	@$(BIN)/python benchmarks/publish_release.py $(BENCH)

bench-paper: $(VENV)/ready ## a paper of 65 pages as PDF/UA and DOCX, beside LibreOffice (BENCH="10" for fewer tables)
	@$(BIN)/python benchmarks/paper_pdf.py $(BENCH)

bench-letters: $(VENV)/ready frontend ## pages of the list of ten thousand letters at a served desk (BENCH="1000 20" for fewer)
	@$(BIN)/python benchmarks/letters_list.py $(BENCH)
bench-reading: $(VENV)/ready ## what is found in marked letters and in the source documents: precision and recall by kind
	@$(BIN)/python benchmarks/letters_read.py

LOCUST := build/locust
bench-desk: $(VENV)/ready frontend ## fifty people at once at a served desk, on SQLite and PostgreSQL (BENCH="--seconds 30" for less); ten minutes or so
	@test -x $(LOCUST)/bin/python || $(BIN)/uv venv --quiet --python $(BIN)/python $(LOCUST)
	@$(BIN)/uv pip install --quiet --python $(LOCUST)/bin/python --require-hashes -r requirements-load.lock
	@$(BIN)/python benchmarks/desk_load.py $(LOCUST)/bin/locust $(BENCH)

clean:               ## everything that was made
	rm -rf $(VENV) build
