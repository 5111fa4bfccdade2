import PipelineEngine

import struct FoundationEssentials.Date

/// Files that one delivery of an export makes, and where they belong.
struct PlacementRequest: Sendable {
    enum SaveMode: String {
        case overwrite, append, errorIfExists, ignore
    }

    enum Layout {
        /// One file that is called like the target.
        case file(growth: FileGrowth)
        /// Files in the folder of the target.
        case parts
        /// Files whose names begin with the target and end with their extension.
        case named
    }

    var source: String
    /// The bucket, or the root of hdfs, as a path in the data directory.
    var place: String
    /// The key or path in the place, without a slash at either end; empty for the place itself.
    var target: String
    var run: Int64
    var layout: Layout
    var mode: SaveMode
    /// The absolute path of the directory with the files; `paths` are relative to it.
    var directory: String
    var paths: [String]
    /// The days after which the export's objects are removed; 0 keeps them for ever.
    var retention: Int
    var time: Date
    /// The run that ends with the placement.
    var ending: RunRecord?

    /// The target as a path in the data directory.
    var targetPath: String { PlacementRequest.path(place, target) }

    /// The time before which the export's objects have been kept long enough.
    var oldest: Date? {
        retention > 0 ? time.addingTimeInterval(-Double(retention) * 86_400) : nil
    }

    var question: WrittenKeyQuery {
        let target: String? = if case .named = layout { nil } else { targetPath }
        return WrittenKeyQuery(source: source, target: target, run: run, before: oldest)
    }

    static func path(_ folder: String, _ name: String) -> String {
        name.isEmpty ? folder : folder + "/" + name
    }
}
