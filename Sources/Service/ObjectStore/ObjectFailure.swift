import PipelineAPI

/// Turns the refusal of an object store into a sentence with what to do.
struct ObjectFailure {
    let address: ObjectStoreAddress
    let bucket: String
    let key: String

    func apiError(of answer: WireResponse) -> APIError {
        let code = ObjectAnswer(answer.body).first("Code") ?? ""
        switch (answer.status, code) {
        case (404, "NoSuchBucket"),
            (404, _) where key.isEmpty:
            return APIError(
                .bucketNotFound,
                "no bucket named '\(bucket)' at '\(address.endpoint)': create it there, or check the name"
            )
        case (404, _):
            return APIError(.dataSourceHasNoFiles, "no object '\(key)' in bucket '\(bucket)'")
        case (_, "SignatureDoesNotMatch"), (_, "InvalidAccessKeyId"), (401, _):
            return refused(
                "does not know access key '\(address.accessKey)' with its secret key",
                "check both in stores.yaml"
            )
        case (_, "RequestTimeTooSkewed"):
            return refused("has another time than this machine", "set the clock of one of them")
        case (403, _):
            return refused(
                "does not let access key '\(address.accessKey)' do this in bucket '\(bucket)'",
                "give it the right there, or another key in stores.yaml"
            )
        case (301, _), (307, _), (400, "AuthorizationHeaderMalformed"):
            return refused(
                "has bucket '\(bucket)' in another region than '\(address.region)'",
                "check endpoint and region in stores.yaml"
            )
        case (507, _), (_, "QuotaExceeded"), (_, "XMinioStorageFull"):
            return refused("has no room left", "free some there")
        case (503, _), (429, _):
            return refused("is too busy", "it is tried again")
        default:
            let name = code.isEmpty ? "" : " (\(code))"
            return refused("answered \(answer.status)\(name)", "look at its log")
        }
    }

    private func refused(_ what: String, _ advice: String) -> APIError {
        let object = key.isEmpty ? "" : " for '\(key)'"
        return APIError(.internalError, "'\(address.endpoint)' \(what)\(object): \(advice)")
    }

    /// Returns the failure of a connection, with the endpoint as its user has written it.
    func apiError(of error: APIError) -> APIError {
        guard error.code == .unreachable else { return error }
        return APIError(
            .unreachable,
            "\(error.message.replacingEnd()): check the endpoint '\(address.endpoint)' in stores.yaml"
        )
    }
}

extension String {
    /// The text without the question that ends the transport's own sentence.
    fileprivate func replacingEnd() -> String {
        let question = ": is the service running there?"
        return hasSuffix(question) ? String(dropLast(question.count)) : self
    }
}
