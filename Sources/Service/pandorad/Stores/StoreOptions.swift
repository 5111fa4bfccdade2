import ArgumentParser
import Settings

/// Where the stores outside are named.
struct StoreOptions: ParsableArguments {
    @Option(
        help: """
            The file that names the servers behind exports (default: stores.yaml in the data directory); \
            read again on SIGHUP.
            """
    )
    var stores: String?

    func file(in directory: String) -> StoresFile {
        StoresFile(path: stores ?? directory + "/" + Stores.name, mustExist: stores != nil)
    }
}

/// The file that names the servers behind exports.
struct StoresFile {
    let path: String
    /// Whether its user has named it, so that a missing one is an error.
    let mustExist: Bool

    func read() throws(SettingsError) -> Stores {
        try Stores.read(from: path, mustExist: mustExist)
    }
}
