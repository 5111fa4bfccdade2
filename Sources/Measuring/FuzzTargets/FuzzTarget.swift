/// A reader of input from outside, with the properties that must hold for every input.
package protocol FuzzTarget: SendableMetatype {
    /// Checks one input.
    ///
    /// - Returns: The property that does not hold; `nil` if all do.
    static func fault(in input: [UInt8]) -> String?
}

/// The targets by the names of their folders in the corpus.
package enum FuzzTargets {
    package static let all: [(name: String, target: any FuzzTarget.Type)] = [
        ("points", PointTarget.self),
        ("bodies", BodyTarget.self),
        ("answers", AnswerTarget.self),
        ("files", FileTarget.self),
        ("gzip", GzipTarget.self),
        ("schedules", ScheduleTarget.self),
        ("filters", FilterTarget.self),
        ("documents", DocumentTarget.self),
        ("input", InputTarget.self),
        ("records", RecordTarget.self),
        ("configuration", ConfigurationTarget.self),
    ]
}
