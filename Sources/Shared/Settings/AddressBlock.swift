#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// The addresses that begin with the same bits: `10.0.0.0/8`, `2001:db8::/32`, or a single address.
package struct AddressBlock: Equatable {
    /// Four bytes, or sixteen of IPv6.
    private let bytes: [UInt8]
    private let prefix: Int

    /// Returns `nil` for a text that is no numeric address, such as a name.
    package init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count <= 2, let bytes = AddressBlock.bytes(of: String(parts[0])) else {
            return nil
        }
        self.bytes = bytes
        guard parts.count == 2 else {
            prefix = bytes.count * 8
            return
        }
        guard parts[1].allSatisfy({ ("0"..."9").contains($0) }), let prefix = Int(parts[1]),
            prefix <= bytes.count * 8
        else { return nil }
        self.prefix = prefix
    }

    /// Whether it is an address of IPv6.
    package var isLong: Bool { bytes.count == 16 }

    /// Whether only this machine has the address.
    package var isLoopback: Bool {
        isLong ? bytes == [UInt8](repeating: 0, count: 15) + [1] : bytes[0] == 127
    }

    func contains(_ other: AddressBlock) -> Bool {
        guard bytes.count == other.bytes.count, prefix <= other.prefix else { return false }
        return (0..<prefix).allSatisfy { bit in
            (bytes[bit / 8] ^ other.bytes[bit / 8]) & (0x80 >> UInt8(bit % 8)) == 0
        }
    }

    private static func bytes(of text: String) -> [UInt8]? {
        for (family, count) in [(AF_INET, 4), (AF_INET6, 16)] {
            var bytes = [UInt8](repeating: 0, count: count)
            if inet_pton(family, text, &bytes) == 1 { return bytes }
        }
        return nil
    }
}
