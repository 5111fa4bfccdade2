import ObjectStore
import Settings

/// Chooses where the objects of kodo are.
enum ObjectStoreChoice {
    /// Returns the store that `stores.yaml` in the data directory names; `nil` for files of this machine.
    static func find(in directory: DataDirectory) throws(SettingsError) -> ObjectStore? {
        let path = directory.path + "/" + ObjectStoreSettings.fileName
        guard let settings = try ObjectStoreSettings.read(from: path) else { return nil }
        return ObjectStore(
            ObjectStoreAddress(
                endpoint: settings.endpoint,
                region: settings.region,
                accessKey: settings.accessKey,
                secretKey: settings.secretKey,
                isPathStyle: settings.pathStyle
            )
        )
    }
}
