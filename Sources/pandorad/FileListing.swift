import FoundationEssentials

/// The regular files below a directory, as paths relative to it; links are not followed.
enum FileListing {
    static func files(below directory: String) -> [String] {
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
