# Targets: deps run test check fuzz kill bench reference completions install clean. `make` alone lists them.

PREFIX ?= /usr/local
DESTDIR ?=
RELEASE = -c release --static-swift-stdlib
PROGRAM = .build/release/needletail
SHARE = $(DESTDIR)$(PREFIX)/share

# What the linker needs: pkg-config name, Debian package, Homebrew formula.
LIBRARIES = \
	simdjson:libsimdjson-dev:simdjson \
	libhs:libvectorscan-dev:vectorscan \
	libpcre2-8:libpcre2-dev:pcre2 \
	libzstd:libzstd-dev:zstd \
	zlib:zlib1g-dev:zlib \
	libmaxminddb:libmaxminddb-dev:libmaxminddb \
	libcrypto:libssl-dev:openssl@3 \
	sqlite3:libsqlite3-dev:sqlite

FUZZ_SECONDS ?= 60
KILLS ?= 200

.PHONY: help deps run test check fuzz kill bench reference completions install clean

help:
	@echo 'make run      detections over the bundled example log'
	@echo 'make test     all tests'
	@echo 'make check    format, imports between modules, architecture tests'
	@echo 'make fuzz     mutated inputs for FUZZ_SECONDS (60) through each fuzz target'
	@echo 'make kill     kill the serving program KILLS (200) times under load; nothing may be lost'
	@echo 'make bench    measure against rg, jq and databases on a log of 1 GB'
	@echo 'make reference     write Documentation/Reference from the sources'
	@echo 'make completions   shell completions to .build/completions'
	@echo 'make install  program to $(DESTDIR)$(PREFIX)/bin, content to $(DESTDIR)$(PREFIX)/share'
	@echo 'make deps     install the system libraries that are missing (every target does that first)'
	@echo 'make clean    remove what was built'

# Installs what is missing and nothing else; never asks.
deps:
	@command -v swift >/dev/null || { \
	  echo 'deps: no `swift` here; install Swift 6.3 or newer from swift.org' >&2; exit 3; }
	@missing=''; \
	if command -v apt-get >/dev/null; then column=2; else column=3; fi; \
	if ! command -v pkg-config >/dev/null; then \
	  if [ $$column = 2 ]; then missing=' pkg-config'; else missing=' pkgconf'; fi; \
	fi; \
	for entry in $(LIBRARIES); do \
	  pkg-config --exists "$${entry%%:*}" 2>/dev/null && continue; \
	  missing="$$missing $$(echo $$entry | cut -d: -f$$column)"; \
	done; \
	[ -n "$$missing" ] || exit 0; \
	echo "deps: missing:$$missing"; \
	if [ $$column = 3 ]; then \
	  command -v brew >/dev/null || { \
	    echo 'deps: neither apt-get nor brew here; install these libraries by hand' >&2; exit 3; }; \
	  echo "deps: brew install$$missing"; \
	  exec brew install $$missing; \
	fi; \
	sudo=''; [ "$$(id -u)" = 0 ] || sudo='sudo -n'; \
	echo "deps: $${sudo:+$$sudo }apt-get install$$missing"; \
	{ $$sudo apt-get update -qq && \
	  $$sudo env DEBIAN_FRONTEND=noninteractive \
	    apt-get install -y -qq --no-install-recommends $$missing; } || { \
	  echo "deps: could not install; as an administrator run: apt-get install$$missing" >&2; exit 3; }

run: deps
	swift build $(RELEASE) --product needletail
	@echo
	$(PROGRAM) detect --format table Examples/audit.log

# One test after the other: some start servers and wait for them, and would wait for the others' threads.
# The runner's last lines come last, behind the names of what failed.
test: deps
	@mkdir -p .build
	@{ swift test --no-parallel 2>&1; echo $$? > .build/test.status; } | tee .build/test.log
	@echo
	@grep -aE 'Test .* failed after' .build/test.log || true
	@grep -aE 'error:' .build/test.log | tail -n 20 || true
	@grep -aE 'Executed [1-9][0-9]* tests?|Test run with' .build/test.log || true
	@exit $$(cat .build/test.status)

check: deps
	swift format lint --strict --recursive --parallel Package.swift Sources Tests
	swift build --build-tests --explicit-target-dependency-import-check error
	swift test --skip-build --filter ArchitectureTests

# What fails is kept in Tests/Corpus/<target>/.
fuzz: deps
	swift build -c release --product fuzz-needletail
	@failed=0; \
	for target in search events content; do \
	  .build/release/fuzz-needletail $$target --seconds $(FUZZ_SECONDS) || failed=1; \
	done; \
	exit $$failed

# NEEDLETAIL_SEED chooses other moments.
kill: deps
	swift build --build-tests
	NEEDLETAIL_KILLS=$(KILLS) swift test --skip-build --filter AcceptanceTests.KillTests

bench: deps
	swift build $(RELEASE) --product needletail
	swift build $(RELEASE) --product audit-generator
	python3 Benchmarks/bench.py
	python3 Benchmarks/serve.py

# A test compares the pages with what the sources say.
reference: deps
	swift build --product needletail
	rm -rf Documentation/Reference
	.build/debug/needletail reference --out Documentation/Reference

completions: deps
	swift build $(RELEASE) --product needletail
	@mkdir -p .build/completions
	$(PROGRAM) --generate-completion-script bash > .build/completions/needletail.bash
	$(PROGRAM) --generate-completion-script zsh > .build/completions/_needletail
	$(PROGRAM) --generate-completion-script fish > .build/completions/needletail.fish

# The program finds its content at ../share/needletail/Content from where it lies.
install: completions
	install -d '$(DESTDIR)$(PREFIX)/bin' '$(DESTDIR)$(PREFIX)/share/needletail'
	install -m 755 $(PROGRAM) '$(DESTDIR)$(PREFIX)/bin/needletail'
	install -d '$(SHARE)/bash-completion/completions' '$(SHARE)/zsh/site-functions' \
	  '$(SHARE)/fish/vendor_completions.d'
	install -m 644 .build/completions/needletail.bash '$(SHARE)/bash-completion/completions/needletail'
	install -m 644 .build/completions/_needletail '$(SHARE)/zsh/site-functions/_needletail'
	install -m 644 .build/completions/needletail.fish '$(SHARE)/fish/vendor_completions.d/needletail.fish'
	rm -rf '$(DESTDIR)$(PREFIX)/share/needletail/Content'
	cp -R Content '$(DESTDIR)$(PREFIX)/share/needletail/Content'

clean:
	swift package clean
