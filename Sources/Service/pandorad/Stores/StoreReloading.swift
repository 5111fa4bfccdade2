import Destinations
import Logging
import Settings
import UnixSignals

/// Reads the stores' file again whenever SIGHUP comes.
///
/// A file that cannot be used changes nothing, so that a slip in it stops no export.
struct StoreReloading: Sendable {
    let file: StoresFile
    let servers: StoreServers
    let logger: Logger

    /// Runs until its task is cancelled.
    func run() async {
        for await _ in await UnixSignalsSequence(trapping: .sighup) { reload() }
    }

    private func reload() {
        do throws(SettingsError) {
            servers.change(to: try file.read())
            logger.info("the stores were read again: \(servers.stores.summary)")
        } catch {
            logger.error("the stores stay as they were, since \(error.description)")
        }
    }
}
