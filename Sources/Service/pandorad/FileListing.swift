import FoundationEssentials

/// Lists the regular files below a directory, as paths relative to it; links are not followed.
enum FileListing {
    /// Returns `nil` where there is no such directory.
    static func files(below directory: String) -> [String]? {
        guard FileManager.default.fileExists(atPath: directory) else { return nil }
        var found: [String] = []
        var wanted = [""]
        while let prefix = wanted.popLast() {
            let path = directory + "/" + prefix
            for name in (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? [] {
                let attributes = try? FileManager.default.attributesOfItem(atPath: path + name)
                switch attributes?[.type] as? FileAttributeType {
                case .typeDirectory?: wanted.append(prefix + name + "/")
                case .typeRegular?: found.append(prefix + name)
                default: break
                }
            }
        }
        return found
    }
}
