import FoundationEssentials
import Settings

/// The directory a service keeps everything in, and the keys in it.
struct DataDirectory: Sendable {
    let path: String

    /// Makes the directory and those in it that are not there yet.
    init(at path: String) throws(StartFailure) {
        self.path = path
        let parts = ["", "/buckets", "/hdfs", "/runs", "/scratch"]
        do {
            for part in parts {
                try FileManager.default.createDirectory(
                    atPath: path + part,
                    withIntermediateDirectories: true
                )
            }
        } catch {
            throw StartFailure(
                .cannotWrite,
                "the data directory '\(path)' cannot be made: "
                    + "check who owns it, or give another with --data-dir"
            )
        }
    }

    var database: String { path + "/pipeline.sqlite" }
    var scratch: String { path + "/scratch" }
    private var keysPath: String { path + "/" + CredentialsFile.name }

    /// The keys, made at the first start.
    ///
    /// Only keys that somebody put there are good enough for an address that others can reach.
    func keys(
        for address: ListenAddress,
        random: inout some RandomNumberGenerator
    ) throws(StartFailure) -> CredentialsFile {
        guard !FileManager.default.fileExists(atPath: keysPath) else {
            do {
                return try CredentialsFile.read(from: keysPath)
            } catch { throw StartFailure(.keysUnsafe, error.description) }
        }
        guard address.isLoopback else {
            throw StartFailure(
                .keysUnsafe,
                "'\(address.host)' can be reached from outside and there are no keys: "
                    + "write accessKey and secretKey into '\(keysPath)' first"
            )
        }
        let keys = CredentialsFile(
            accessKey: DataDirectory.word(&random),
            secretKey: DataDirectory.word(&random)
        )
        do {
            try keys.write(to: keysPath)
        } catch { throw StartFailure(.cannotWrite, error.description) }
        return keys
    }

    /// 30 random bytes as 40 letters, digits, `-` and `_`.
    private static func word(_ random: inout some RandomNumberGenerator) -> String {
        let bytes = (0..<30).map { _ in UInt8.random(in: .min ... .max, using: &random) }
        return String(
            Data(bytes).base64EncodedString().map { $0 == "+" ? "-" : $0 == "/" ? "_" : $0 }
        )
    }

    /// Every regular file below a directory, as paths relative to it; links are not followed.
    static func files(below directory: String) -> [String] {
        let manager = FileManager.default
        let paths = (try? manager.subpathsOfDirectory(atPath: directory)) ?? []
        return paths.filter { path in
            let attributes = try? manager.attributesOfItem(atPath: directory + "/" + path)
            return attributes?[.type] as? FileAttributeType == .typeRegular
        }
    }
}
