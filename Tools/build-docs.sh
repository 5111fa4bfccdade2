#!/usr/bin/env bash
# Makes the documents of the API's types and of the client: .tools/docs/MODULE, to be served by any web server.
set -euo pipefail
cd "$(dirname "$0")/.."

swift build --target PipelineClient
modules=.build/debug/Modules
for module in PipelineAPI PipelineClient; do
    graphs=.tools/docs/graphs/$module
    rm -rf "$graphs" && mkdir -p "$graphs"
    swift symbolgraph-extract -module-name "$module" -I "$modules" -target "$(uname -m)-unknown-linux-gnu" \
        -minimum-access-level package -output-dir "$graphs"
    docc convert "Documentation/api/$module.docc" --additional-symbol-graph-dir "$graphs" \
        --fallback-display-name "$module" --fallback-bundle-identifier "pandora.$module" \
        --transform-for-static-hosting --hosting-base-path "$module" \
        --warnings-as-errors --output-path ".tools/docs/$module" >/dev/null
    echo ".tools/docs/$module"
done
