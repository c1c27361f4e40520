#!/bin/sh
# Everything that must hold before a change lands: format, lint, types, import layers, tests, quality floors, docs.
# Installs what it needs into .venv-check (or the folder that CHECK_VENV names).
set -eu
cd "$(dirname "$0")/.."
venv=${CHECK_VENV:-.venv-check}
[ -x "$venv/bin/python" ] || python3 -m venv "$venv"
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
"$venv/bin/ruff" format --check --quiet .
"$venv/bin/ruff" check --quiet .
"$venv/bin/mypy"
"$venv/bin/lint-imports" --no-cache | tail -n 6
exec "$venv/bin/python" -m pytest "$@"
