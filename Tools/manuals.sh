#!/usr/bin/env bash
# Puts the man pages into dist/man, of the built programs' own help and of the configuration's declarations.
set -euo pipefail
cd "$(dirname "$0")/.."

date=$(git log -1 --format=%cs 2>/dev/null || date +%F)
swift package plugin generate-manual --configuration debug --date "$date" >/dev/null
mkdir -p dist/man
{
    cat .build/plugins/GenerateManual/outputs/*/pandora.1
    printf '\n.Sh SEE ALSO\n.Xr pandora-config 5 ,\n.Xr pandorad 8\n'
} >dist/man/pandora.1
# A service is a program for administrators, and has files.
{
    sed 's/^\.Dt PANDORAD 1/.Dt PANDORAD 8/' .build/plugins/GenerateManual/outputs/*/pandorad.1
    echo
    cat Tools/debian/pandorad/manual
} >dist/man/pandorad.8
{
    LC_ALL=C date -u -d "$date" '+.Dd %B %-d, %Y'
    cat Documentation/pandora-config.5
} >dist/man/pandora-config.5
