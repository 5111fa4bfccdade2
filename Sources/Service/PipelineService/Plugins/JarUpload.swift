import FoundationEssentials
import PipelineAPI

/// The rules of an upload of a jar: as long as announced, of the MD5 announced, at most 100 MiB, a jar, and under a new
/// name.
struct JarUpload {
    /// What the jar is of, for messages: "plugin".
    let noun: String
    /// The code for bytes that are no jar.
    let notJar: ErrorCode
    /// The code for a name that is taken.
    let nameTaken: ErrorCode
    let md5: @Sendable (Data) -> Data

    /// Stores a jar with its record, which `make` makes of its MD5.
    func keep<Record: NamedRecord>(
        _ body: RawBody,
        in jars: JarFiles,
        and store: any Store,
        under lock: ChangeLock,
        make: (String) -> Record
    ) async throws(APIError) {
        let record = make(try checkedDigest(of: body))
        let name = record.recordName
        try await lock.holding { () async throws(APIError) -> Void in
            guard try await store.record(Record.self, named: name) == nil else {
                throw APIError(
                    nameTaken,
                    "\(noun) '\(name)' exists already: delete it first, or choose another name"
                )
            }
            try checkIsJar(body.bytes)
            // The file is written before its record; a file without a record is overwritten.
            try jars.write(body.bytes, as: name)
            _ = try await store.insert(record: record)
        }
    }

    /// Returns the MD5 of a jar, in base64; throws where it is not what the sender announced.
    private func checkedDigest(of body: RawBody) throws(APIError) -> String {
        let jar = body.bytes
        guard !jar.isEmpty else {
            throw APIError(.emptyBody, "the request has no jar: send its bytes")
        }
        guard jar.count <= UploadPlugin.mostBytes else {
            throw APIError(
                .bodyTooLarge,
                "\(jar.count) bytes are too many for a \(noun): at most \(UploadPlugin.mostBytes)"
            )
        }
        if let length = body.announcedLength, length != jar.count {
            throw APIError(
                .pluginLengthMismatch,
                "\(jar.count) bytes came of the \(length) announced: upload it again"
            )
        }
        let digest = md5(jar).base64EncodedString()
        if let announced = body.announcedDigest, !announced.isEmpty, announced != digest {
            throw APIError(
                .pluginDigestMismatch,
                "the MD5 announced is '\(announced)', that of the bytes is '\(digest)': upload it again"
            )
        }
        return digest
    }

    private func checkIsJar(_ jar: Data) throws(APIError) {
        guard JarArchive(jar) != nil else {
            throw APIError(
                notJar,
                "the \(jar.count) bytes are no jar: upload the file that the build of the \(noun) makes"
            )
        }
    }
}
