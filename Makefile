# Everything a person does with this tree. `make run` and `make test` are all that a newcomer needs: what
# is missing on the machine they install (tools/prepare).
CARGO_PROFILE := ci
CARGO_FLAGS   := --locked --profile $(CARGO_PROFILE)

.PHONY: help run test test-rust test-ui test-browser check bench crash gen ui
.DEFAULT_GOAL := help

help:
	@echo "make run    a hospital at work on http://127.0.0.1:8080 (lamplight demo)"
	@echo "make test   every test: rules, store, actors, the real program, screens, browser"
	@echo "make check  format, lints, licences, types"
	@echo "make bench  the journal's bench"
	@echo "make crash  kill -9 in bursts of commands, KILLS=50 times, with failpoints in the journal"
	@echo "make gen    generated files: OpenAPI document, TypeScript types"

run: ui
	cargo run $(CARGO_FLAGS) -- demo $(ARGS)

ui: ui/dist/index.html

UI_SOURCES := $(shell find ui -path ui/node_modules -prune -o -path ui/dist -prune -o -type f -print 2>/dev/null)

ui/node_modules/.package-lock.json: ui/package-lock.json
	tools/prepare build
	cd ui && npm ci --no-audit --no-fund
	@touch $@

ui/dist/index.html: ui/node_modules/.package-lock.json $(UI_SOURCES)
	cd ui && npm run build
	@touch $@

test: test-rust test-ui test-browser

test-rust: ui
	cargo test $(CARGO_FLAGS) --workspace

test-ui: ui/node_modules/.package-lock.json
	cd ui && npm test

test-browser: ui
	tools/prepare browser
	cargo build $(CARGO_FLAGS)
	cd ui && LAMPLIGHT_BIN=$(BIN) npm run test:browser

TARGET_DIR := $(if $(CARGO_TARGET_DIR),$(CARGO_TARGET_DIR),$(CURDIR)/target)
BIN := $(TARGET_DIR)/$(CARGO_PROFILE)/lamplight

check: ui/node_modules/.package-lock.json
	tools/prepare check
	cargo fmt --all --check
	cargo clippy $(CARGO_FLAGS) --workspace --all-targets -- -D warnings
	cargo deny --locked check bans licenses sources
	tools/advisories
	cd ui && npm run lint && npm run typecheck

bench: ui
	cargo build --locked --release
	cargo run --locked --release -p lamplight-loadtest -- journal
	cargo run --locked --release -p lamplight-loadtest -- create --program $(TARGET_DIR)/release/lamplight

KILLS ?= 50

crash: ui
	LAMPLIGHT_KILLS=$(KILLS) cargo test $(CARGO_FLAGS) --features failpoints --test it -- --nocapture nothing_acknowledged

gen: ui/node_modules/.package-lock.json
	cargo run $(CARGO_FLAGS) -p lamplight-web --bin openapi > docs/openapi.json
	cd ui && npm run gen
