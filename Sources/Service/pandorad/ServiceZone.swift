import ArgumentParser
import FoundationEssentials
import Glibc

/// The value of `--zone`: a zone by its name in the tz database, which DuckDB, Spark and this machine all know.
struct ServiceZone {
    /// Such as `Asia/Shanghai`.
    let name: String

    /// Reads the option's value; throws what to write instead, which follows the value in the message.
    static func read(_ text: String) throws -> ServiceZone {
        let isLocal = text == "local"
        guard let name = isLocal ? machine : text else {
            throw ValidationError("this machine's zone has no name: give one such as Asia/Shanghai")
        }
        guard isName(name) else {
            throw ValidationError(
                "\(isLocal ? "this machine's zone '\(name)' is no name: " : "")"
                    + "use the name of a zone such as Asia/Shanghai, UTC or local"
            )
        }
        guard name == "UTC" || isKnown(name) else {
            throw ValidationError(
                "this machine knows no such zone: look in \(directory), which the package tzdata fills"
            )
        }
        return ServiceZone(name: name)
    }

    /// Makes the zone that of this process, whose schedules and variables keep to the machine's.
    func setClock() {
        setenv("TZ", name == "UTC" ? "UTC0" : ":" + name, 1)
        tzset()
    }

    private static let directory = "/usr/share/zoneinfo"

    /// The name of the machine's zone, as `TZ`, the link `/etc/localtime` or `/etc/timezone` has it.
    private static var machine: String? {
        let environment = ProcessInfo.processInfo.environment["TZ"].map { $0.drop { $0 == ":" } }
        if let own = environment, !own.isEmpty { return String(own) }
        let target = try? FileManager.default.destinationOfSymbolicLink(atPath: "/etc/localtime")
        if let target, let marker = target.firstRange(of: "zoneinfo/") {
            return String(target[marker.upperBound...])
        }
        let written = try? String(contentsOfFile: "/etc/timezone", encoding: .utf8)
        return written?.split(whereSeparator: \.isWhitespace).first.map(String.init)
    }

    /// Whether a text is `UTC` or has the form `Area/City`: shorter names mean other zones in Java.
    private static func isName(_ text: String) -> Bool {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        let isWritten = parts.allSatisfy { part in
            !part.isEmpty
                && part.utf8.allSatisfy { byte in
                    Character(UnicodeScalar(byte)).isLetter
                        || Character(UnicodeScalar(byte)).isNumber
                        || "_+-".utf8.contains(byte)
                }
        }
        return text == "UTC" || parts.count > 1 && isWritten && text.first?.isUppercase == true
    }

    private static func isKnown(_ name: String) -> Bool {
        FileManager.default.contents(atPath: "\(directory)/\(name)")?.starts(with: "TZif".utf8)
            == true
    }
}
