import Foundation

/// Files that only their owner may read.
///
/// Full Foundation, since the light one has no file attributes on every platform this builds on.
package enum PrivateFile {
    /// Throws for a file that cannot be read, or that others can.
    package static func read(_ path: String) throws(SettingsError) -> String {
        let manager = FileManager.default
        guard let attributes = try? manager.attributesOfItem(atPath: path) else {
            throw SettingsError("'\(path)' cannot be read: check that it is there and yours")
        }
        let mode = (attributes[.posixPermissions] as? NSNumber)?.intValue ?? 0o777
        guard mode & 0o077 == 0 else {
            throw SettingsError(
                "'\(path)' can be read by others, and it holds keys: run chmod 600 '\(path)'"
            )
        }
        guard let data = manager.contents(atPath: path) else {
            throw SettingsError("'\(path)' cannot be read: check who owns it")
        }
        return String(decoding: data, as: UTF8.self)
    }

    /// Writes whole or not at all, with mode 0600 from the first byte on.
    package static func write(_ text: String, to path: String) throws(SettingsError) {
        let temporary = path + ".new"
        let manager = FileManager.default
        try? manager.removeItem(atPath: temporary)
        guard
            manager.createFile(
                atPath: temporary,
                contents: Data(text.utf8),
                attributes: [.posixPermissions: 0o600]
            )
        else { throw SettingsError("'\(path)' cannot be written: check the directory's owner") }
        guard rename(temporary, path) == 0 else {
            throw SettingsError("'\(path)' cannot be written: check the directory's owner")
        }
    }
}
