#!/usr/bin/env bash
# Puts Spark, which comes in the package pyspark, into .tools/spark; does nothing where it is there already.
set -euo pipefail

cd "$(dirname "$0")/.."
requirements=Tools/requirements-spark.txt
target=.tools/spark
mark=$target/.installed
if ! command -v java >/dev/null && [ ! -x "${JAVA_HOME:-}/bin/java" ]; then
    Tools/install-packages.sh openjdk-17-jre-headless
fi
if [ -f "$mark" ] && cmp -s "$requirements" "$mark"; then
    exit 0
fi
if ! command -v python3 >/dev/null || ! python3 -m pip --version >/dev/null 2>&1; then
    Tools/install-packages.sh python3 python3-pip
fi
echo "fetching Spark (about 320 MB)"
mkdir -p .tools
directory=$(mktemp -d "$PWD/.tools/spark.XXXXXX")
trap 'rm -rf "$directory"' EXIT
mkdir "$directory/temporary"
# The package is a source archive: its build unpacks it more than once, which not every /tmp has room for.
if ! TMPDIR="$directory/temporary" python3 -m pip install --quiet --disable-pip-version-check --no-deps \
    --require-hashes --no-cache-dir --no-compile --target "$directory/packages" --requirement "$requirements" \
    >"$directory/log" 2>&1; then
    tail -n 5 "$directory/log" >&2
    echo "cannot fetch Spark: check the network, or unpack a Spark 3.5 and set SPARK_HOME" >&2
    exit 1
fi
cp "$requirements" "$directory/packages/.installed"
rm -rf "$target"
mv "$directory/packages" "$target"
"$target/pyspark/bin/spark-submit" --version >/dev/null 2>&1 || {
    echo "Spark does not start: it needs Java 17" >&2
    exit 1
}
