#!/usr/bin/env bash
# Puts sqlglot, which translates users' SQL, into .tools/sqlglot.
set -euo pipefail

cd "$(dirname "$0")/.."
Tools/fetch-pinned.sh Tools/requirements-sql.txt .tools/sqlglot sqlglot \
    "check the network, or put the packages of Tools/requirements-sql.txt into .tools/sqlglot" --only-binary :all:
# Compiled here, since the translator writes no files while it runs.
python3 -m compileall -q .tools/sqlglot
python3 -I -S -B Sources/Service/SparkSQL/translator --packages .tools/sqlglot </dev/null
