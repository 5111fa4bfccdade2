#!/usr/bin/env bash
# Puts Spark, which comes in the package pyspark, into .tools/spark.
set -euo pipefail

cd "$(dirname "$0")/.."
if ! command -v java >/dev/null && [ ! -x "${JAVA_HOME:-}/bin/java" ]; then
    Tools/install-packages.sh openjdk-17-jre-headless
fi
# It is a source archive, whose compiled files nobody would read.
Tools/fetch-pinned.sh Tools/requirements-spark.txt .tools/spark "Spark (about 320 MB)" \
    "check the network, or unpack a Spark 3.5 and set SPARK_HOME" --no-cache-dir --no-compile
.tools/spark/pyspark/bin/spark-submit --version >/dev/null 2>&1 || {
    echo "Spark does not start: it needs Java 17" >&2
    exit 1
}
