#!/usr/bin/env bash
# Puts what is for other machines into dist/: an archive and Debian packages, the same bytes each time.
#
# dist.sh stage DIR PREFIX puts the console's files below a directory, as make install does; dist.sh console makes the
# archive and the package of the console, dist.sh service the package of the service, dist.sh sums their checksums.
set -euo pipefail
cd "$(dirname "$0")/.."
. Tools/debian/package.sh

write_manual() { # PAGE ROOT
    # A man page has no empty lines.
    install -d "$2/share/man/man${1##*.}"
    sed '/^$/d' "dist/man/$1" | gzip -9n >"$2/share/man/man${1##*.}/$1.gz"
}

stage() { # DIR PREFIX
    local root=$1$2
    install -d "$root/bin" "$root/share/bash-completion/completions" \
        "$root/share/zsh/vendor-completions" "$root/share/fish/vendor_completions.d"
    install -m 755 bin/pandora "$root/bin/pandora"
    write_manual pandora.1 "$root"
    write_manual pandora-config.5 "$root"
    # A completion is not run by itself.
    bin/pandora completions bash | sed '1{/^#!/d}' >"$root/share/bash-completion/completions/pandora"
    bin/pandora completions zsh >"$root/share/zsh/vendor-completions/_pandora"
    bin/pandora completions fish >"$root/share/fish/vendor_completions.d/pandora.fish"
}

make_console() {
    local name=pandora-$version-linux-x86_64 package=$work/package
    stage "$work/$name" ""
    install -m 644 LICENSE "$work/$name/LICENSE"
    tar --sort=name --owner=0 --group=0 --numeric-owner --mtime="@$SOURCE_DATE_EPOCH" -C "$work" -c "$name" |
        gzip -9n >"dist/$name.tar.gz"

    stage "$package" /usr
    write_changelog pandora "$version" "$package"
    install -m 644 Tools/debian/pandora/copyright "$package/usr/share/doc/pandora/copyright"
    install -d "$package/usr/share/lintian/overrides"
    install -m 644 Tools/debian/pandora/overrides "$package/usr/share/lintian/overrides/pandora"
    write_control pandora "$version" "$package" <<END_OF_FIELDS
Recommends: ca-certificates
Suggests: pandorad
Description: console for Qiniu Pandora data pipelines
 Shows repos, transforms, exports and batch jobs of a Pandora service on one
 screen, keeps them fresh, and stops and reruns their runs, by keyboard and by
 commands for scripts. The program is one static file.
END_OF_FIELDS
    build_package "$package" "dist/pandora_${version}_amd64.deb"
}

# The program finds what is beside it: DuckDB, its extensions, the translator of Spark SQL and Spark's driver.
stage_service() { # ROOT
    local parts=Tools/debian/pandorad programs=$1/usr/lib/pandorad
    install -d "$programs/duckdb-extensions" "$1/usr/sbin" "$1/usr/lib/systemd/system" "$1/etc/default" \
        "$1/usr/share/python3/runtime.d"
    install -m 755 bin/pandorad .tools/duckdb "$programs/"
    install -m 644 .tools/duckdb-extensions/*.duckdb_extension "$programs/duckdb-extensions/"
    cp -r Sources/Service/SparkSQL/translator "$programs/translator"
    cp -r .tools/sqlglot "$programs/translator/packages"
    cp -r Sources/Service/SparkEngine/driver "$programs/driver"
    # Compiled on the machine it is installed on, by its own python3.
    find "$programs" -name __pycache__ -prune -exec rm -r {} +
    rm -rf "$programs"/translator/packages/.installed "$programs"/translator/packages/*.dist-info
    find "$programs"/translator "$programs"/driver -type f -exec chmod 644 {} +
    ln -s ../lib/pandorad/pandorad "$1/usr/sbin/pandorad"
    install -m 644 $parts/pandorad.service "$1/usr/lib/systemd/system/pandorad.service"
    install -m 644 $parts/pandorad.default "$1/etc/default/pandorad"
    install -m 755 $parts/rtupdate "$1/usr/share/python3/runtime.d/pandorad.rtupdate"
    write_manual pandorad.8 "$1/usr"
}

# The packages of the libraries that the programs load.
library_packages() { # NAME, below $work/debian
    printf 'Source: %s\n\nPackage: %s\nArchitecture: amd64\n' "$1" "$1" >"$work/debian/control"
    mkdir -p "$work/debian/$1/DEBIAN"
    (cd "$work" && dpkg-shlibdeps --warnings=1 -O "debian/$1/usr/lib/$1/pandorad" "debian/$1/usr/lib/$1/duckdb") |
        sed 's/^shlibs:Depends=//'
}

make_service() {
    local package=$work/debian/pandorad file
    stage_service "$package"
    write_changelog pandorad "$version" "$package"
    install -m 644 Tools/debian/pandorad/copyright "$package/usr/share/doc/pandorad/copyright"
    install -d "$package/usr/share/lintian/overrides"
    install -m 644 Tools/debian/pandorad/overrides "$package/usr/share/lintian/overrides/pandorad"
    write_control pandorad "$version" "$package" <<END_OF_FIELDS
Depends: $(library_packages pandorad), adduser, python3
Recommends: ca-certificates, tzdata
Suggests: default-jre-headless
Description: local service for Qiniu Pandora data pipelines
 Serves the HTTP API of Pandora on one machine: keeps repos and points in an
 SQLite file, computes transforms and batch jobs in Spark's SQL with DuckDB,
 and delivers exports. It is for rehearsing, learning and testing.
END_OF_FIELDS
    for file in postinst prerm postrm; do
        install -m 755 Tools/debian/pandorad/$file "$package/DEBIAN/$file"
    done
    echo /etc/default/pandorad >"$package/DEBIAN/conffiles"
    chmod 644 "$package/DEBIAN/conffiles"
    build_package "$package" "dist/pandorad_${version}_amd64.deb"
}

if [ "${1:-}" = stage ]; then
    stage "$2" "$3"
    exit
fi
version=$(sed -n 's/.*number = "\(.*\)"/\1/p' Sources/Shared/Settings/ProductVersion.swift)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
umask 022
mkdir -p dist
case "${1:-}" in
    console) make_console ;;
    service) make_service ;;
    sums)
        cd dist
        files=("pandora-$version-linux-x86_64.tar.gz" "pandora_${version}_amd64.deb" "pandorad_${version}_amd64.deb")
        sha256sum "${files[@]}" >SHA256SUMS
        stat -c '%s %n' "${files[@]}" | awk '{ printf "%8.1f MiB  dist/%s\n", $1 / 1048576, $2 }'
        ;;
    *)
        echo "dist.sh: say stage, console, service or sums" >&2
        exit 64
        ;;
esac
