/// The computing resources of a transform or a job: a size and a count.
package struct Container: Codable, Equatable, Hashable, Sendable {
    /// The size, such as `1U2G`: cores and GiB of memory.
    package var type: String
    package var count: Int

    package init(type: String, count: Int) {
        self.type = type
        self.count = count
    }

    /// The cores of one container, read from its type; `nil` if it does not begin with `<number>U`.
    package var cores: Int? {
        guard let end = type.firstIndex(of: "U") else { return nil }
        return Int(type[..<end])
    }

    package static let transformTypes = ["1U2G", "1U4G", "2U4G", "4U8G", "4U16G", "8U16G"]
    /// Names of 2017 that the streaming document's own sample still has.
    package static let oldTransformTypes = ["M16C4", "M32C8"]
    package static let jobTypes = transformTypes + ["8U32G", "16U32G", "16U64G"]
    /// The maximum number of cores of a job: those of its type times its count.
    package static let mostJobCores = 100
}
