import Glibc

/// Where the programs of this package are that were built together with the tests.
package enum BuiltProgram {
    /// The path of a program of the given name.
    package static func path(_ name: String) throws -> String {
        var buffer = [CChar](repeating: 0, count: 4096)
        let count = readlink("/proc/self/exe", &buffer, buffer.count)
        let own = buffer.prefix(max(0, count)).map { UInt8(bitPattern: $0) }
        let folders = [
            String(decoding: own, as: UTF8.self), CommandLine.arguments.first ?? "",
        ].map { $0.split(separator: "/", omittingEmptySubsequences: false).dropLast() }
        for folder in folders {
            let path = (folder + [Substring(name)]).joined(separator: "/")
            if access(path, X_OK) == 0 { return path }
        }
        throw PseudoTerminalError("no program '\(name)' beside the tests: run swift build first")
    }
}
