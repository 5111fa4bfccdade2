import FoundationEssentials
import PipelineAPI

/// The rules of an upload of a jar: as long as announced, of the MD5 announced, at most 100 MiB, and a jar.
struct JarUpload {
    /// What the jar is of, for messages: "plugin".
    let noun: String
    /// The code for bytes that are no jar.
    let notJar: ErrorCode
    let md5: @Sendable (Data) -> Data

    /// Returns the MD5 of a jar, in base64; throws where it is not what the sender announced.
    func checkedDigest(of body: RawBody) throws(APIError) -> String {
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

    /// Returns what is in the jar; throws for bytes that are no jar.
    func archive(of jar: Data) throws(APIError) -> JarArchive {
        guard let archive = JarArchive(jar) else {
            throw APIError(
                notJar,
                "the \(jar.count) bytes are no jar: upload the file that the build of the \(noun) makes"
            )
        }
        return archive
    }
}
