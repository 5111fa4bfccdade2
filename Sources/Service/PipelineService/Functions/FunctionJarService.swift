import FoundationEssentials
import PipelineAPI

/// The rules of jars of functions: stored as files, with a record each.
struct FunctionJarService: Sendable {
    let store: any Store
    let lock: ChangeLock
    let jars: JarFiles
    /// Returns the MD5 of bytes, which the upload may announce.
    let md5: @Sendable (Data) -> Data

    func upload(
        _ call: UploadFunctionJar,
        _ context: RequestContext
    ) async throws(APIError) -> Nothing {
        let upload = JarUpload(
            noun: "jar of functions",
            notJar: .invalidFunctionClass,
            nameTaken: .functionJarExists,
            md5: md5
        )
        try await upload.keep(call.body, in: jars, and: store, under: lock) { digest in
            FunctionJar(
                jarName: call.jar.description,
                description: "",
                uploadTime: Timestamp(context.now),
                size: call.body.bytes.count,
                md5: digest
            )
        }
        return Nothing()
    }

    func update(
        _ call: UpdateFunctionJar,
        _ context: RequestContext
    ) async throws(APIError) -> Nothing {
        guard call.body.description.count <= UpdateFunctionJar.mostCharacters else {
            throw APIError(
                .malformedBody,
                "the description has \(call.body.description.count) characters: use at most "
                    + "\(UpdateFunctionJar.mostCharacters)"
            )
        }
        return try await lock.holding { () async throws(APIError) -> Nothing in
            var jar = try await store.existingFunctionJar(call.jar.description)
            jar.description = call.body.description
            _ = try await store.update(record: jar)
            return Nothing()
        }
    }

    func delete(
        _ call: DeleteFunctionJar,
        _ context: RequestContext
    ) async throws(APIError) -> Nothing {
        try await lock.holding { () async throws(APIError) -> Nothing in
            let jar = try await store.existingFunctionJar(call.jar.description)
            let functions = try await store.records(RegisteredFunction.self)
            if let function = functions.first(where: { $0.jarName == jar.jarName }) {
                throw APIError(
                    .functionJarInUse,
                    "function '\(function.funcName)' is in jar '\(jar.jarName)': delete it first"
                )
            }
            _ = try await store.deleteRecord(FunctionJar.self, named: jar.jarName)
            jars.remove(jar.jarName)
            return Nothing()
        }
    }

    func list(
        _ call: ListFunctionJars,
        _ context: RequestContext
    ) async throws(APIError) -> ListFunctionJars.Output {
        let page = SortedPage<FunctionJar>(
            from: call.from,
            size: call.size,
            sort: call.sort,
            fields: [
                "jarName": { $0.jarName },
                "description": { $0.description ?? "" },
                "uploadTime": { $0.uploadTime?.text ?? "" },
            ]
        )
        return ListFunctionJars.Output(
            result: try page.items(of: try await store.records(FunctionJar.self))
        )
    }
}

extension Store {
    /// Returns the jar of functions.
    ///
    /// Throws `E18629` with the most similar name where there is none.
    func existingFunctionJar(_ name: String) async throws(APIError) -> FunctionJar {
        if let jar = try await record(FunctionJar.self, named: name) { return jar }
        let names = try await records(FunctionJar.self).map(\.jarName)
        throw APIError(
            .functionJarNotFound,
            "no jar named '\(name)'" + NearestName.hint(for: name, among: names)
        )
    }
}
