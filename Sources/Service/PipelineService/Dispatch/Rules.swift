import PipelineAPI

/// The rules that several resources share.
enum Rules {
    static func checkRegion(_ region: String) throws(APIError) {
        guard Region.known.contains(region) else {
            throw APIError(
                .regionMismatch,
                "region '\(region)' is unknown: use \(Region.known.joined(separator: " or "))"
            )
        }
    }

    /// Checks a container against the streaming document; the old names of both documents are accepted.
    static func check(_ container: Container) throws(APIError) {
        let known = Container.transformTypes + Container.oldTransformTypes
        guard known.contains(container.type) else {
            throw APIError(
                .invalidContainerType,
                "container type '\(container.type)' is unknown: use "
                    + Container.transformTypes.joined(separator: ", ")
            )
        }
        guard container.count >= 1 else {
            throw APIError(
                .invalidContainerCount,
                "container count '\(container.count)' is not allowed: use 1 or more"
            )
        }
    }

    /// Whether a name is one of a bucket: 4 to 63 letters, digits and `-`.
    static func isBucket(_ name: String) -> Bool {
        (4...63).contains(name.utf8.count)
            && name.utf8.allSatisfy { byte in
                (byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "z"))
                    || (byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9"))
                    || byte == UInt8(ascii: "-")
            }
    }
}
