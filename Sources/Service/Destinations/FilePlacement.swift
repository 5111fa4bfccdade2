import FoundationEssentials

/// Derives the names of files on this machine.
enum FilePlacement {
    /// Returns a key as a path: without a slash at either end, without empty names and without `.`.
    static func path(ofKey key: String) -> String {
        key.split(separator: "/").filter { $0 != "." }.joined(separator: "/")
    }

    /// Returns the bucket of a key, or the root of hdfs: `buckets/BUCKET` or `hdfs`.
    static func place(of key: String) -> String {
        key.split(separator: "/").prefix(key.hasPrefix("buckets/") ? 2 : 1).joined(separator: "/")
    }

    /// Returns the path of a URL: `a/b` for `hdfs://host:port/a/b/`.
    static func path(ofHDFS url: String) -> String {
        let rest = url.firstRange(of: "://").map { scheme in
            url[scheme.upperBound...].drop { $0 != "/" }
        }
        return path(ofKey: String(rest ?? url[...]))
    }

    /// Returns a text as a file name of letters, digits, `.`, `_` and `-`: never hidden, never another
    /// directory.
    ///
    /// Of a long text the end stays, where a source has its identity.
    static func fileName(_ text: String, longest: Int = .max) -> String {
        let name = String(
            text.suffix(longest).map { character in
                character.isASCII && (character.isLetter || character.isNumber)
                    || "._-".contains(character) ? character : "_"
            }
        )
        return name.isEmpty || name.hasPrefix(".") ? "_" + name : name
    }
}
