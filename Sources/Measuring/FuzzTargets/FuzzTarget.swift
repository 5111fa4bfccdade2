/// A reader of input from outside, and what must hold for whatever it reads.
package protocol FuzzTarget: SendableMetatype {
    /// Checks one input.
    ///
    /// - Returns: what is wrong with how it was read; `nil` where nothing is.
    static func fault(in input: [UInt8]) -> String?
}

/// The targets by the names of their corpora.
package enum FuzzTargets {
    package static let all: [(name: String, target: any FuzzTarget.Type)] = [
        ("points", PointTarget.self),
        ("bodies", BodyTarget.self),
        ("gzip", GzipTarget.self),
        ("schedules", ScheduleTarget.self),
        ("filters", FilterTarget.self),
        ("documents", DocumentTarget.self),
    ]
}
