import Commands
import FoundationEssentials
import Glibc
import Settings

/// The user's configuration file, as commands change it.
struct ConfigurationFile: Sendable {
    let path: String
    private let directory: String

    init(_ environment: [String: String]) throws(CommandFailure) {
        do throws(SettingsError) {
            let paths = try Paths(environment: environment)
            path = paths.configFile
            directory = paths.config
        } catch { throw CommandFailure(error) }
    }

    func meaning() throws(CommandFailure) -> ConfigFile {
        do throws(SettingsError) {
            return try ConfigText.read(from: path).meaning()
        } catch { throw CommandFailure(error) }
    }

    /// Throws what is wrong with a change, and makes none.
    func tryChange(
        _ body: (ConfigText) throws(SettingsError) -> ConfigText
    ) throws(CommandFailure) {
        do throws(SettingsError) {
            _ = try body(try ConfigText.read(from: path))
        } catch { throw CommandFailure(error) }
    }

    /// Changes the file as it is now, at once and whole; a link to a shared file stays one.
    func change(
        _ body: (ConfigText) throws(SettingsError) -> ConfigText
    ) throws(CommandFailure) {
        do throws(SettingsError) {
            let changed = try body(try ConfigText.read(from: path))
            try? FileManager.default.createDirectory(
                atPath: directory,
                withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700]
            )
            try changed.write(to: target)
        } catch { throw CommandFailure(error) }
    }

    private var target: String {
        guard let resolved = realpath(path, nil) else { return path }
        defer { free(resolved) }
        return String(cString: resolved)
    }
}
