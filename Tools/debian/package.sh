# Sourced by what makes Debian packages: the parts that every one has, the same bytes each time.

maintainer="The authors of Pandora Console <authors@example.com>"

# Where a commit is known, its time is that of every file.
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct 2>/dev/null || echo 0)}
export SOURCE_DATE_EPOCH

write_changelog() { # NAME VERSION ROOT
    install -d "$3/usr/share/doc/$1"
    gzip -9n >"$3/usr/share/doc/$1/changelog.gz" <<END_OF_CHANGELOG
$1 ($2) unstable; urgency=medium

  * What is new is in the project's CHANGELOG.md.

 -- $maintainer  $(date -u -R -d "@$SOURCE_DATE_EPOCH")
END_OF_CHANGELOG
}

# The fields that differ come from standard input, the description last.
write_control() { # NAME VERSION ROOT
    install -d "$3/DEBIAN"
    {
        printf 'Package: %s\nVersion: %s\nArchitecture: amd64\nMaintainer: %s\n' "$1" "$2" "$maintainer"
        printf 'Section: admin\nPriority: optional\nInstalled-Size: %s\n' \
            "$(cd "$3" && find . -path ./DEBIAN -prune -o -type f -printf '%s\n' | awk '{ sum += int(($1 + 1023) / 1024) } END { print sum }')"
        cat
    } >"$3/DEBIAN/control"
}

build_package() { # ROOT FILE
    (cd "$1" && find . -path ./DEBIAN -prune -o -type f -printf '%P\0' | LC_ALL=C sort -z | xargs -0 md5sum) >"$1/DEBIAN/md5sums"
    chmod 644 "$1/DEBIAN/md5sums" "$1/DEBIAN/control"
    find "$1" -type d -exec chmod 755 {} +
    find "$1" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +
    # The best compression takes two minutes for a tenth less.
    dpkg-deb --root-owner-group -Zxz -z2 --build "$1" "$2" >/dev/null
}
