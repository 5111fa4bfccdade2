import PipelineAPI
import PipelineEngine

import struct FoundationEssentials.Date

extension ExportRules {
    func checkKodo(_ spec: KodoExportSpec) throws(APIError) {
        try require(spec.bucket, "bucket")
        try checkBucket(spec.bucket ?? "")
        try checkPath(spec.keyPrefix ?? "", "keyPrefix", without: "\\<>")
        try checkMapping(spec.fields, "fields")
        try checkFormat(
            spec.format,
            in: ["json", "text", "parquet", "csv"],
            compression: spec.compress == true ? "gzip" : "none",
            delimiter: spec.delimiter
        )
        try checkRotation(spec.rotateInterval, isParquet: spec.format == "parquet")
    }

    func checkHDFS(_ spec: HDFSExportSpec) throws(APIError) {
        try require(spec.path, "path")
        try require(spec.user, "user")
        try checkPath(spec.path ?? "", "path", without: "\\<>")
        guard spec.fields?.isEmpty == false else {
            throw APIError(invalid, "'spec.fields' is empty: map at least one field")
        }
        try checkMapping(spec.fields, "fields")
        try checkFormat(
            spec.format,
            in: ["json", "text", "parquet", "csv"],
            compression: spec.compress == true ? "gzip" : "none",
            delimiter: spec.delimiter
        )
        try checkRotation(spec.rotateInterval, isParquet: spec.format == "parquet")
    }

    func checkJobFiles(_ spec: JobFileExportSpec) throws(APIError) {
        if type == .kodo {
            try require(spec.bucket, "bucket")
            try checkBucket(spec.bucket ?? "")
            try checkPath(spec.keyPrefix ?? "", "keyPrefix", without: ":\\<>")
            try checkName(spec.keyPrefix ?? "")
        } else {
            try require(spec.path, "path")
            try checkPath(spec.path ?? "", "path", without: "\\<>")
        }
        try checkFormat(
            spec.format,
            in: ["json", "csv", "text", "orc", "parquet"],
            compression: spec.compression ?? "",
            delimiter: spec.delimiter
        )
        // The document requires it for csv in a bucket; the spec for HDFS has no such member.
        guard type == .hdfs || spec.format != "csv" || spec.containsHeader != nil else {
            throw APIError(invalid, "csv needs 'spec.containsHeader': say true or false")
        }
        guard let count = spec.fileCount, (1...1000).contains(count) else {
            throw APIError(
                invalid,
                "'spec.fileCount' is '\(spec.fileCount.map(String.init) ?? "")': use 1 to 1000"
            )
        }
        try checkPartitions(spec.partitionBy ?? [])
        try require(
            spec.saveMode,
            "saveMode",
            in: ["overwrite", "append", "errorIfExists", "ignore"]
        )
    }

    private func checkPartitions(_ partitions: [String]) throws(APIError) {
        for name in partitions { try checkField(name, "partitionBy") }
        guard partitions.count < fields.count else {
            throw APIError(invalid, "'spec.partitionBy' takes every field: leave one for the files")
        }
        guard Set(partitions).count == partitions.count else {
            throw APIError(invalid, "'spec.partitionBy' names a field twice: name it once")
        }
    }

    private func checkBucket(_ bucket: String) throws(APIError) {
        guard !Rules.isBucket(bucket) else { return }
        throw APIError(
            invalid,
            "'\(bucket)' is not a bucket name: use 4 to 63 letters, digits and '-'"
        )
    }

    private func checkPath(
        _ path: String,
        _ name: String,
        without forbidden: String
    ) throws(APIError) {
        let isPlain = path.unicodeScalars.allSatisfy { scalar in
            scalar.properties.generalCategory != .control
                && !forbidden.unicodeScalars.contains(scalar)
        }
        let hasDots = path.split(separator: "/").contains { $0 == "." || $0 == ".." }
        guard path.count <= 128, isPlain, !hasDots else {
            throw APIError(
                invalid,
                "'spec.\(name)' is '\(path)': use at most 128 characters, no control characters, no '.' or "
                    + "'..' between slashes and none of \(forbidden)"
            )
        }
        do throws(APIError) {
            _ = try ObjectName.fill(path, at: Date(timeIntervalSince1970: 0), in: .utc)
        } catch { throw APIError(invalid, "'spec.\(name)': \(error.message)") }
    }

    /// Checks that a prefix that is given has a name in it: slashes alone are the name of no object.
    private func checkName(_ prefix: String) throws(APIError) {
        guard !prefix.isEmpty, prefix.allSatisfy({ $0 == "/" }) else { return }
        throw APIError(
            invalid,
            "'spec.keyPrefix' is '\(prefix)', which names nothing: leave it out, or give a name"
        )
    }

    private func checkFormat(
        _ format: String?,
        in known: [String],
        compression: String,
        delimiter: String?
    ) throws(APIError) {
        try require(format, "format", in: known)
        let format = format.flatMap { $0.isEmpty ? nil : $0 } ?? "json"
        if format == "csv", delimiter?.isEmpty ?? true {
            throw APIError(
                .csvWithoutDelimiter,
                "csv needs 'spec.delimiter': give one, such as ','"
            )
        }
        if format == "csv", let delimiter,
            let problem = CSVDelimiter.problem(with: delimiter, atMost: 1)
        {
            throw APIError(invalid, problem)
        }
        let compression = compression.isEmpty ? "none" : compression
        try require(compression, "compression", in: ExportRules.compressions(of: format))
        let isSelfCompressed = format == "parquet" && !isOfJob
        if let reason = engine.refusal(
            ofFormat: format,
            compression: isSelfCompressed ? "snappy" : compression
        ) {
            throw APIError(invalid, reason)
        }
    }

    /// Checks the compression by the batch document's note 1; a stream's `compress` means `gzip`.
    private static func compressions(of format: String) -> [String] {
        switch format {
        case "orc": ["none", "snappy", "zlib", "lzo"]
        case "parquet": ["none", "snappy", "gzip", "lzo"]
        default: ["none", "bzip2", "gzip", "lz4", "snappy", "deflate"]
        }
    }

    /// Checks the interval by the streaming document's note 1: 30 to 60 s, parquet up to 600 s; 0 is the
    /// default.
    private func checkRotation(_ seconds: Int?, isParquet: Bool) throws(APIError) {
        let most = isParquet ? 600 : 60
        guard let seconds, seconds != 0, !(30...most).contains(seconds) else { return }
        throw APIError(invalid, "'spec.rotateInterval' is '\(seconds)': use 30 to \(most) seconds")
    }
}
