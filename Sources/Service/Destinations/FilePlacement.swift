import FoundationEssentials

/// Moves files to their places, and derives their names.
enum FilePlacement {
    /// Moves a file or a folder, and creates the folders above its target.
    static func move(_ source: String, to target: String) throws {
        let target = target.hasSuffix("/") ? String(target.dropLast()) : target
        try FileManager.default.createDirectory(
            atPath: String(target[..<(target.lastIndex(of: "/") ?? target.startIndex)]),
            withIntermediateDirectories: true
        )
        try FileManager.default.moveItem(atPath: source, toPath: target)
    }

    /// Returns the name with its extension, and a number before it if the name is taken.
    static func free(_ name: String, _ ending: String) -> String {
        var candidate = name + ending
        var number = 1
        while FileManager.default.fileExists(atPath: candidate) {
            candidate = "\(name)-\(number)\(ending)"
            number += 1
        }
        return candidate
    }

    /// Returns the path of a URL: `a/b` for `hdfs://host:port/a/b/`.
    static func path(ofHDFS url: String) -> String {
        let rest = url.firstRange(of: "://").map { scheme in
            url[scheme.upperBound...].drop { $0 != "/" }
        }
        return (rest ?? url[...]).split(separator: "/").joined(separator: "/")
    }

    /// Returns a text as a file name of letters, digits, `.`, `_` and `-`: never hidden, never another
    /// directory.
    static func fileName(_ text: String) -> String {
        let name = String(
            text.map { character in
                character.isASCII && (character.isLetter || character.isNumber)
                    || "._-".contains(character) ? character : "_"
            }
        )
        return name.isEmpty || name.hasPrefix(".") ? "_" + name : name
    }
}
