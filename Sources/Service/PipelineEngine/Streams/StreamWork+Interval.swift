import PipelineAPI

extension StreamWork {
    /// Seconds between two steps.
    var interval: Double {
        switch self {
        case .transform(let definition): Double(definition.spec.intervalSeconds ?? 60)
        case .export(let definition): definition.rotateInterval
        }
    }
}

extension StreamWork {
    /// Whether a step that was ended may be followed by a shorter one from the same position: not if it may have
    /// been delivered to what knows a delivery by its range.
    var mayReadLess: Bool {
        switch self {
        case .transform: true
        case .export(let definition): definition.type == .http
        }
    }
}

extension ExportDefinition {
    /// The types that write files at intervals; all others deliver points as they arrive.
    private static let fileTypes: [ExportType] = [.kodo, .hdfs]

    /// Seconds; the streaming document's default for files is 30, and clients send 0 for it.
    fileprivate var rotateInterval: Double {
        guard ExportDefinition.fileTypes.contains(type) else { return 1 }
        guard case .integer(let seconds)? = spec["rotateInterval"], seconds > 0 else { return 30 }
        return Double(seconds)
    }
}
