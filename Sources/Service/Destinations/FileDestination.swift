import FoundationEssentials
import PipelineAPI
import PipelineEngine

/// Writes files to where data sources read them: for kodo the object store, or `buckets/BUCKET/KEY` where none is named;
/// for hdfs the server's files, or `hdfs/PATH`.
///
/// A file is written in a private directory and moved, so that no reader sees an incomplete one.
struct FileDestination: Sendable {
    let placer: FilePlacer
    let objects: ObjectPlacer
    let hdfs: HDFSPlacer
    let zone: LocalZone
    let engine: any SQLEngine

    /// The settings that stream exports of both file types have in common.
    private struct Wanted {
        var fields: [String: String]
        var format: String
        var isCompressed: Bool
        var delimiter: String?
        var prefix: String
        var place: String
        var retention: Int
    }

    func deliver(_ delivery: Delivery) async throws(DeliveryFailure) {
        let wanted = try wanted(of: delivery)
        do {
            let mapping = FieldMapping(wanted.fields, schema: delivery.schema)
            let rows = delivery.workDirectory + "/rows.json"
            guard try write(delivery, mapping, to: rows) else { return }
            if delivery.type == .hdfs, let outside = try hdfs.directory(by: engine) {
                try await deliver(delivery, wanted, mapping, rows, to: outside)
                await hdfs.discard(outside)
            } else {
                let output = delivery.workDirectory + "/files"
                try FileManager.default.createDirectory(
                    atPath: output,
                    withIntermediateDirectories: true
                )
                try await deliver(delivery, wanted, mapping, rows, to: output)
            }
        } catch { throw FileDestination.failure(error) }
    }

    /// Writes a file of mapped records as the export's files, and places them.
    private func deliver(
        _ delivery: Delivery,
        _ wanted: Wanted,
        _ mapping: FieldMapping,
        _ rows: String,
        to output: String
    ) async throws {
        do {
            let isParquet = wanted.format == "parquet"
            let paths = try await engine.write(
                FileWriting(
                    table: InputTable(
                        name: "rows",
                        files: InputFiles(paths: [rows], format: .json, isChecked: true),
                        schema: FileDestination.written(mapping.schema, as: wanted.format)
                    ),
                    directory: output,
                    workDirectory: delivery.workDirectory,
                    format: wanted.format,
                    compression: isParquet ? "snappy" : wanted.isCompressed ? "gzip" : "none",
                    delimiter: wanted.delimiter
                )
            )
            try await place(
                PlacementRequest(
                    source: delivery.source,
                    place: HDFSPlace.place(of: output) ?? wanted.place,
                    target: try name(of: wanted, at: delivery.time),
                    run: delivery.position,
                    layout: .named,
                    mode: .append,
                    directory: output,
                    paths: paths,
                    retention: wanted.retention,
                    time: delivery.time
                )
            )
        } catch {
            await hdfs.discard(output)
            throw error
        }
    }

    /// Returns the fields as they are written: times keep their text, with offset and all digits, except in
    /// parquet, which has instants.
    private static func written(_ schema: [SchemaField], as format: String) -> [SchemaField] {
        guard format != "parquet" else { return schema }
        return schema.map { field in
            var field = field
            if field.valtype == .date { field.valtype = .string }
            return field
        }
    }

    /// A prefix that ends with a slash is a folder, also with variables in it: the object in it has the
    /// time as its name.
    private func name(of wanted: Wanted, at time: Date) throws(APIError) -> String {
        let name = try ObjectName.name(from: wanted.prefix, at: time, in: zone)
        let whole =
            name.hasSuffix("/") ? name + (try ObjectName.name(from: "", at: time, in: zone)) : name
        return FilePlacement.path(ofKey: whole)
    }

    /// Returns where the objects of a bucket are.
    func place(of bucket: String?) -> String {
        objects.place(of: bucket ?? "") ?? "buckets/\(bucket ?? "")"
    }

    func place(_ request: PlacementRequest) async throws {
        if ObjectPlace.isPlace(request.place) {
            try await objects.place(request)
        } else if HDFSPlace.isPlace(request.place) {
            try await hdfs.place(request)
        } else {
            try await placer.place(request)
        }
    }

    static func failure(_ error: any Error) -> DeliveryFailure {
        switch error {
        case let error as DeliveryFailure: error
        case let error as APIError: DeliveryFailure(error.message)
        case QueryFailure.failed(let reason): DeliveryFailure(reason)
        default:
            DeliveryFailure(
                "the files cannot be put in their places: look for room on the disk, and who owns the "
                    + "data directory"
            )
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
                place: place(of: spec.bucket),
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
            place: "hdfs",
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
