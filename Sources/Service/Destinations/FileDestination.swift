import FoundationEssentials
import PipelineAPI
import PipelineEngine

/// Writes files to where data sources read them: `buckets/BUCKET/KEY` for kodo, `hdfs/PATH` for hdfs.
///
/// A file is written in a private directory and moved, so that no reader sees an incomplete one.
struct FileDestination: Sendable {
    let root: String
    let zone: LocalZone
    let engine: any SQLEngine

    /// The settings that stream exports of both file types have in common.
    private struct Wanted {
        var fields: [String: String]
        var format: String
        var isCompressed: Bool
        var delimiter: String?
        var prefix: String
        var directory: String
        var retention: Int
    }

    func deliver(_ delivery: Delivery) async throws(DeliveryFailure) {
        let wanted = try wanted(of: delivery)
        do {
            let mapping = FieldMapping(wanted.fields, schema: delivery.schema)
            let rows = delivery.workDirectory + "/rows.json"
            guard try write(delivery, mapping, to: rows) else { return }
            let output = delivery.workDirectory + "/files"
            try FileManager.default.createDirectory(
                atPath: output,
                withIntermediateDirectories: true
            )
            let isParquet = wanted.format == "parquet"
            let paths = try await engine.write(
                FileWriting(
                    table: InputTable(
                        name: "rows",
                        files: InputFiles(paths: [rows], format: .json),
                        schema: mapping.schema
                    ),
                    directory: output,
                    workDirectory: delivery.workDirectory,
                    format: wanted.format,
                    compression: isParquet ? "snappy" : wanted.isCompressed ? "gzip" : "none",
                    delimiter: wanted.delimiter
                )
            )
            let name = try ObjectName.name(from: wanted.prefix, at: delivery.time, in: zone)
            for path in paths {
                let ending = path[(path.firstIndex(of: ".") ?? path.endIndex)...]
                let target = FilePlacement.free(wanted.directory + "/" + name, String(ending))
                try FilePlacement.move(output + "/" + path, to: target)
                try Retention(root: root, source: delivery.source, days: wanted.retention)
                    .keep(target, at: delivery.time)
            }
        } catch {
            throw FileDestination.failure(error)
        }
    }

    static func failure(_ error: any Error) -> DeliveryFailure {
        switch error {
        case let error as DeliveryFailure: error
        case let error as APIError: DeliveryFailure(error.message)
        case QueryFailure.failed(let reason): DeliveryFailure(reason)
        default: DeliveryFailure("the files cannot be written: \(error)")
        }
    }

    private func wanted(of delivery: Delivery) throws(DeliveryFailure) -> Wanted {
        if delivery.type == .kodo {
            let spec = try delivery.spec(as: KodoExportSpec.self)
            return Wanted(
                fields: spec.fields ?? [:],
                format: spec.format.nonEmpty ?? "json",
                isCompressed: spec.compress ?? false,
                delimiter: spec.delimiter,
                prefix: spec.keyPrefix ?? "",
                directory: "\(root)/buckets/\(spec.bucket ?? "")",
                retention: spec.retention ?? 0
            )
        }
        let spec = try delivery.spec(as: HDFSExportSpec.self)
        return Wanted(
            fields: spec.fields ?? [:],
            format: spec.format.nonEmpty ?? "json",
            isCompressed: spec.compress ?? false,
            delimiter: spec.delimiter,
            prefix: FilePlacement.path(ofHDFS: spec.path ?? "") + "/",
            directory: "\(root)/hdfs",
            retention: 0
        )
    }

    /// Writes the mapped records, one JSON object per line.
    ///
    /// Returns false if there were none.
    private func write(
        _ delivery: Delivery,
        _ mapping: FieldMapping,
        to path: String
    ) throws -> Bool {
        var bytes = Data()
        while let records = try delivery.nextRecords() {
            for record in records {
                bytes.append(try JSONCoding.encode(mapping.map(record)))
                bytes.append(UInt8(ascii: "\n"))
            }
        }
        guard !bytes.isEmpty else { return false }
        try bytes.write(to: URL(filePath: path))
        return true
    }
}

extension String? {
    /// `nil` for an empty text: clients write what they do not set so.
    var nonEmpty: String? { self?.isEmpty == true ? nil : self }
}
