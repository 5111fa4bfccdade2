import FoundationEssentials
import Gzip

/// Gzip is unpacked within its limit, or refused; packing and unpacking gives the same bytes.
enum GzipTarget: FuzzTarget {
    private static let most = 10_000

    static func fault(in input: [UInt8]) -> String? {
        if let plain = try? Gzip.decompress(Data(input), atMost: most), plain.count > most {
            return "\(plain.count) bytes past the limit"
        }
        let packed = Gzip.compress(Data(input))
        let again = try? Gzip.decompress(packed, atMost: input.count)
        return again == Data(input) ? nil : "what was packed is not the same unpacked"
    }
}
