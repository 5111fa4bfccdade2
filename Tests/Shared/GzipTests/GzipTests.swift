import FoundationEssentials
import Testing

@testable import Gzip

@Suite struct GzipTests {
    @Test(arguments: [0, 1, 100, 65_535, 65_536, 65_537, 1_000_000])
    func `what was packed is unpacked the same`(_ count: Int) throws {
        let data = bytes(count)
        #expect(try Gzip.decompress(Gzip.compress(data), atMost: count) == data)
    }

    @Test func `members one after another are one text`() throws {
        let packed = Gzip.compress(Data("one ".utf8)) + Gzip.compress(Data("two".utf8))
        #expect(try Gzip.decompress(packed, atMost: 100) == Data("one two".utf8))
    }

    @Test func `more than the limit is refused, however small it is packed`() {
        let bomb = Gzip.compress(Data(count: 50_000_000))
        #expect(bomb.count < 100_000)
        #expect(throws: GzipError.tooLarge(limit: 1000)) {
            try Gzip.decompress(bomb, atMost: 1000)
        }
    }

    @Test func `wherever it is cut, gzip is broken`() {
        let packed = Gzip.compress(bytes(300))
        for count in 0..<packed.count {
            #expect(throws: GzipError.self) {
                try Gzip.decompress(packed.prefix(count), atMost: 1000)
            }
        }
    }

    @Test func `a flipped bit is found, or changes nothing that counts`() throws {
        let data = bytes(300)
        let packed = Gzip.compress(data)
        for index in packed.indices {
            var broken = packed
            broken[index] ^= 0x10
            let read = try? Gzip.decompress(broken, atMost: 1000)
            #expect(read == nil || read == data, "byte \(index)")
        }
    }

    @Test func `something after the end is refused`() {
        let packed = Gzip.compress(Data("text".utf8)) + Data("junk".utf8)
        #expect(throws: GzipError.self) { try Gzip.decompress(packed, atMost: 100) }
    }

    /// Bytes that neither repeat nor change between runs.
    private func bytes(_ count: Int) -> Data {
        var state: UInt64 = 88_172_645_463_325_252
        return Data(
            (0..<count).map { _ in
                state ^= state << 13
                state ^= state >> 7
                state ^= state << 17
                return UInt8(truncatingIfNeeded: state)
            }
        )
    }
}
