#!/usr/bin/env bash
# Puts what is for other machines into dist/: an archive and a Debian package of the console, the same bytes each time.
#
# dist.sh stage DIR PREFIX puts the files below a directory, as make install does.
set -euo pipefail
cd "$(dirname "$0")/.."

stage() { # DIR PREFIX
    local root=$1$2
    install -d "$root/bin" "$root/share/man/man1" "$root/share/bash-completion/completions" \
        "$root/share/zsh/vendor-completions" "$root/share/fish/vendor_completions.d"
    install -m 755 bin/pandora "$root/bin/pandora"
    # A man page has no empty lines, and a completion is not run by itself.
    sed '/^$/d' dist/man/pandora.1 | gzip -9n >"$root/share/man/man1/pandora.1.gz"
    bin/pandora completions bash | sed '1{/^#!/d}' >"$root/share/bash-completion/completions/pandora"
    bin/pandora completions zsh >"$root/share/zsh/vendor-completions/_pandora"
    bin/pandora completions fish >"$root/share/fish/vendor_completions.d/pandora.fish"
}

if [ "${1:-}" = stage ]; then
    stage "$2" "$3"
    exit
fi

version=$(bin/pandora --version | cut -d' ' -f2)
SOURCE_DATE_EPOCH=$(git log -1 --format=%ct 2>/dev/null || echo 0)
export SOURCE_DATE_EPOCH
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
umask 022

name=pandora-$version-linux-x86_64
stage "$work/$name" ""
install -m 644 LICENSE "$work/$name/LICENSE"
tar --sort=name --owner=0 --group=0 --numeric-owner --mtime="@$SOURCE_DATE_EPOCH" -C "$work" -c "$name" |
    gzip -9n >"dist/$name.tar.gz"

package=$work/package
stage "$package" /usr
documents=$package/usr/share/doc/pandora
install -d "$documents" "$package/DEBIAN" "$package/usr/share/lintian/overrides"
maintainer="The authors of Pandora Console <authors@example.com>"
cat >"$documents/copyright" <<END
Pandora Console

Copyright: 2026 the authors of Pandora Console

License: Apache-2.0
 On Debian systems, the full text of the Apache License, Version 2.0, is in
 /usr/share/common-licenses/Apache-2.0.
END
gzip -9n >"$documents/changelog.gz" <<END
pandora ($version) unstable; urgency=medium

  * What is new is in the project's CHANGELOG.md.

 -- $maintainer  $(date -u -R -d "@$SOURCE_DATE_EPOCH")
END
# One static file for machines of any age is what it is for.
cat >"$package/usr/share/lintian/overrides/pandora" <<END
pandora: statically-linked-binary
pandora: embedded-library
END
cat >"$package/DEBIAN/control" <<END
Package: pandora
Version: $version
Architecture: amd64
Maintainer: $maintainer
Section: admin
Priority: optional
Recommends: ca-certificates
Installed-Size: $(du -sk "$package/usr" | cut -f1)
Description: console for Qiniu Pandora data pipelines
 Shows repos, transforms, exports and batch jobs of a Pandora service on one
 screen, keeps them fresh, and stops and reruns their runs, by keyboard and by
 commands for scripts. The program is one static file.
END
find "$package" -type d -exec chmod 755 {} +
find "$package" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +
dpkg-deb --root-owner-group --build "$package" "dist/pandora_${version}_amd64.deb" >/dev/null
(cd dist && sha256sum "$name.tar.gz" "pandora_${version}_amd64.deb" | tee SHA256SUMS)
