# Every target says what it does: make help.
SHELL := /bin/bash
.DEFAULT_GOAL := help

SOURCES := Package.swift $(shell find Sources -type f \( -name '*.swift' -o -name '*.[ch]' -o -name '*.modulemap' \) 2>/dev/null)
RELEASE := .build-release
FLAGS := --static-swift-stdlib -Xlinker -s
# One file that needs no library of the machine, and has no function that nobody calls. That an access is exclusive is
# checked where the tests run.
STATIC := -Xswiftc -static-executable -Xswiftc -Osize -Xswiftc -enforce-exclusivity=unchecked \
  -Xswiftc -Xfrontend -Xswiftc -function-sections \
  -Xcc -Oz -Xcc -fno-asynchronous-unwind-tables -Xcc -fno-unwind-tables -Xcxx -fno-exceptions \
  -Xlinker -O2 -Xlinker --no-eh-frame-hdr -Xlinker --gc-sections -Xlinker --icf=all -Xlinker -Map=$(CURDIR)/$(RELEASE)-static/pandora.map
PROGRAMS := bin/pandora bin/pandorad

help: ## list the targets
	@grep -hE '^[a-z-]+:.*## ' Makefile | sed -E 's/^([a-z-]+):.*## (.*)/  make \1|\2/' | column -t -s '|'

demo: $(PROGRAMS) ## build, then open the console on a living sample pipeline
	@if [ -t 0 ] && [ -t 1 ]; then exec bin/pandora demo; else \
	  echo "the demo opens a full-screen console: run 'make demo' in a terminal"; fi

build: $(PROGRAMS) ## build bin/pandora and bin/pandorad, optimized

$(PROGRAMS) &: $(SOURCES) .tools/duckdb .tools/sqlglot/.installed .tools/locale/LC_CTYPE.z
	@Tools/install-packages.sh libncursesw5-dev libsqlite3-dev libyaml-dev nettle-dev zlib1g-dev
	@echo "building pandora and pandorad (a first build takes some minutes)"
	@swift build -c release --scratch-path $(RELEASE) $(FLAGS) --product pandorad
	@swift build -c release --scratch-path $(RELEASE)-static $(FLAGS) $(STATIC) --product pandora
	@python3 Tools/check-size.py $(RELEASE)-static/release/pandora $(RELEASE)-static/pandora.map
	@mkdir -p bin && install $(RELEASE)-static/release/pandora $(RELEASE)/release/pandorad bin/

.tools/locale/LC_CTYPE.z: Tools/pack-locale.py
	@Tools/pack-locale.py $@

.tools/duckdb: Tools/requirements-duckdb.txt
	@Tools/install-duckdb.sh && touch $@

.tools/sqlglot/.installed: Tools/requirements-sql.txt
	@Tools/install-sqlglot.sh && touch $@

test: .tools/duckdb .tools/sqlglot/.installed ## install what the tests need, build, lint, run every test
	@Tools/install-packages.sh libncursesw5-dev libsqlite3-dev libyaml-dev nettle-dev zlib1g-dev tmux python3
	@Tools/install-python.sh
	@Tools/install-sshd.sh
	@echo "testing the tools"
	@python3 Tools/test-terminal.py 2>&1 | tail -n 40; exit $${PIPESTATUS[0]}
	@echo "building with warnings as errors"
	@swift build --build-tests
	@echo "linting"
	@swift format lint --strict --recursive Sources Tests Package.swift
	@echo "running the tests"
	@swift test --skip-build --disable-xctest

bench: bench-terminal bench-scale ## measure the console: bench-terminal, bench-scale

bench-terminal: $(PROGRAMS) ## measure keys, bytes, memory and starts with 10 to 10,000 jobs, peers beside
	@Tools/install-packages.sh less tig mc htop
	@python3 Tools/bench-terminal.py

bench-scale: ## measure keys and answers with 10,000 jobs and repos, without a terminal
	@swift build -c release --scratch-path $(RELEASE)-static $(FLAGS) $(STATIC) --product ConsoleBenchmark
	@$(RELEASE)-static/release/ConsoleBenchmark scale

bench-instructions: ## count the instructions of a fixed script; fails when they have grown by 10 %
	@Tools/install-packages.sh valgrind
	@swift build -c release --scratch-path $(RELEASE)-static $(FLAGS) $(STATIC) --product ConsoleBenchmark
	@Tools/instructions.sh

bench-service: $(PROGRAMS) ## measure the service: points and answers a second, history, start, memory
	@Tools/install-packages.sh wrk
	@python3 Tools/bench-service.py

test-kills: $(PROGRAMS) ## kill the service a hundred times under load, then recompute everything it acknowledged
	@python3 Tools/test-kills.py

PROMISES := test-endings test-pastes test-resizes test-faults soak
promises: $(PROMISES) ## hold the promises for long: test-endings, test-pastes, test-resizes, test-faults, soak (40 minutes)

test-endings: $(PROGRAMS) ## end the console in every way, and look at the terminal it leaves
	@Tools/install-python.sh
	@python3 Tools/endings.py $(ARGUMENTS)

test-pastes: $(PROGRAMS) ## paste 10,000 random texts into the console over ssh and tmux, or as many as ten minutes allow
	@Tools/install-packages.sh tmux
	@Tools/install-sshd.sh
	@python3 Tools/pastes.py $(ARGUMENTS)

test-resizes: $(PROGRAMS) ## change the window's size 1,000 times over ssh in tmux
	@Tools/install-packages.sh tmux
	@Tools/install-sshd.sh
	@python3 Tools/resizes.py $(ARGUMENTS)

test-faults: $(PROGRAMS) ## full and read-only disks and damaged stores, for the service and the console
	@python3 Tools/faults.py $(ARGUMENTS)

soak: $(PROGRAMS) ## ten minutes of 1,000 jobs, 20 consoles and 10,000 connections; fails when something grows
	@python3 Tools/soak.py $(ARGUMENTS)

bench-polling: ## simulate worlds of jobs: how soon changes are seen, beside round robin
	@swift build -c release --scratch-path $(RELEASE) --product PollingBenchmark
	@$(RELEASE)/release/PollingBenchmark

bench-polling-real: $(PROGRAMS) ## five minutes of 1,000 real jobs on pandorad, beside their simulation (11 minutes)
	@swift build -c release --scratch-path $(RELEASE) --product LivePollingBenchmark
	@python3 Tools/bench-polling-real.py

# The time of the last commit, which is that of every file in a package; touched only where it is another one.
dist/.commit: FORCE
	@mkdir -p dist && time=$$(git log -1 --format=%ct 2>/dev/null || echo 0); \
	  [ "$$(cat $@ 2>/dev/null)" = "$$time" ] || echo "$$time" >$@

MANUALS := dist/man/pandora.1 dist/man/pandorad.8 dist/man/pandora-config.5
$(MANUALS) &: $(SOURCES) dist/.commit Tools/manuals.sh Tools/debian/pandorad/manual Documentation/pandora-config.5
	@swift build --product pandora && swift build --product pandorad
	@Tools/manuals.sh

VERSION := $(shell sed -n 's/.*number = "\(.*\)"/\1/p' Sources/Shared/Settings/ProductVersion.swift)
PACKAGING := $(MANUALS) dist/.commit Tools/dist.sh $(wildcard Tools/debian/*.sh)
BESIDE := $(shell find Sources/Service/SparkSQL/translator Sources/Service/SparkEngine/driver -type f -not -name '*.pyc')

dist/pandora_$(VERSION)_amd64.deb: $(PROGRAMS) $(PACKAGING) LICENSE $(wildcard Tools/debian/pandora/*)
	@Tools/dist.sh console

dist/pandorad_$(VERSION)_amd64.deb: $(PROGRAMS) $(PACKAGING) $(BESIDE) $(wildcard Tools/debian/pandorad/*)
	@Tools/install-packages.sh dpkg-dev
	@Tools/dist.sh service

dist: dist/pandora_$(VERSION)_amd64.deb dist/pandorad_$(VERSION)_amd64.deb ## put an archive of the console and Debian packages of both programs into dist/
	@Tools/dist.sh sums

test-dist: dist ## install, use and purge the packages in a Debian of their own; nothing may be left (needs root)
	@Tools/install-packages.sh debootstrap lintian python3
	@python3 Tools/test-dist.py

PREFIX ?= /usr/local
install: $(PROGRAMS) $(MANUALS) ## install the console below PREFIX (/usr/local), of DESTDIR where that is given
	@Tools/dist.sh stage "$(DESTDIR)" "$(PREFIX)"

test-static: $(PROGRAMS) ## try bin/pandora in a root that holds nothing else: names, IPv6, TLS, locales (needs root)
	@Tools/install-packages.sh openssl ncurses-base
	@python3 Tools/test-static.py

test-stores: .tools/duckdb ## run the tests of real stores: S3, InfluxDB, MariaDB and PostgreSQL on this machine
	@Tools/install-packages.sh influxdb mariadb-server postgresql
	@Tools/install-moto.sh
	@swift build --build-tests
	@python3 Tools/test-stores.py

test-stores-kills: $(PROGRAMS) ## deliver to real stores while the service is killed and each store is away once
	@Tools/install-packages.sh influxdb mariadb-server
	@Tools/install-moto.sh
	@python3 Tools/test-stores-kills.py

bench-stores: $(PROGRAMS) ## measure 200,000 rows into each real store
	@Tools/install-packages.sh influxdb mariadb-server postgresql
	@Tools/install-moto.sh
	@python3 Tools/bench-stores.py

check-sql: .tools/duckdb .tools/sqlglot/.installed ## run every case of Spark SQL on DuckDB through the translator
	@python3 Tools/check-sql.py

.tools/spark/.installed: Tools/requirements-spark.txt
	@Tools/install-spark.sh && touch $@

test-spark: .tools/duckdb .tools/sqlglot/.installed .tools/spark/.installed ## fetch Spark; run the contract of engines, the cases of SQL and a cluster on it (20 minutes)
	@swift build --build-tests
	@PANDORA_TEST_SPARK=1 swift test --skip-build --disable-xctest --filter "EngineContractTests|ReadingContractTests|WritingContractTests"
	@python3 Tools/check-sql.py --spark --keep
	@PANDORAD=$$PWD/.build/debug/pandorad python3 Tools/test-spark-functions.py
	@PANDORAD=$$PWD/.build/debug/pandorad python3 Tools/test-spark.py

check-sql-spark: .tools/spark/.installed ## run every case of Spark SQL on Spark, and keep what it made of them
	@python3 Tools/check-sql.py --spark --keep

.tools/hadoop/.installed: Tools/requirements-hadoop.txt
	@Tools/install-hadoop.sh && touch $@

test-hdfs: .tools/duckdb .tools/sqlglot/.installed .tools/spark/.installed .tools/hadoop/.installed ## fetch Spark and Hadoop; read from and write to an HDFS of this machine's own, the service killed meanwhile
	@swift build --product pandorad
	@PANDORAD=$$PWD/.build/debug/pandorad python3 Tools/test-hdfs.py

SANITIZERS := sanitize-thread sanitize-address
sanitize: $(SANITIZERS) ## run the tests under both sanitizers: sanitize-thread, sanitize-address

$(SANITIZERS): sanitize-%: .tools/duckdb .tools/sqlglot/.installed
	@Tools/install-packages.sh libncursesw5-dev libsqlite3-dev libyaml-dev nettle-dev zlib1g-dev tmux python3
	@Tools/install-python.sh
	@Tools/install-sshd.sh
	@Tools/sanitize.sh $* "$(FILTER)"

fuzz: ## search for inputs that break a reader, by libFuzzer, for a minute
	@Tools/install-packages.sh libncursesw5-dev libsqlite3-dev libyaml-dev nettle-dev zlib1g-dev
	@Tools/fuzz.sh

fuzz-sql: .tools/duckdb .tools/sqlglot/.installed ## search for SQL that breaks its translator, by atheris, for a minute
	@Tools/install-atheris.sh
	@python3 Tools/fuzz-sql.py

monkey: $(PROGRAMS) ## press random keys in the demo for ten minutes
	@Tools/install-python.sh
	@python3 Tools/monkey.py

docs: ## make the documents of the API's types and of the client, for any web server, in .tools/docs/
	@Tools/build-docs.sh

screenshots: $(PROGRAMS) ## make screenshots/*.png of the real program in a real terminal
	@Tools/screenshots.sh

clean: ## remove everything that was built or installed here
	rm -rf .build .build-* bin dist .tools

.PHONY: FORCE docs dist test-dist install test-static test-stores test-stores-kills bench-stores test-kills test-spark check-sql check-sql-spark help demo build test bench bench-terminal bench-scale bench-instructions bench-service bench-polling bench-polling-real fuzz fuzz-sql monkey screenshots clean test-hdfs sanitize $(SANITIZERS) promises $(PROMISES)
