import PipelineAPI
import PipelineEngine

extension FileDestination {
    /// Throws where the save mode forbids what `place` would do, or an object cannot be where it belongs.
    func check(_ files: ResultFiles) async throws(DeliveryFailure) {
        do {
            let request = request(for: files)
            if ObjectPlace.isPlace(request.place) {
                try await objects.check(request)
            } else if HDFSPlace.isPlace(request.place) {
                try await hdfs.check(request)
            } else {
                try await placer.check(request)
            }
        } catch { throw FileDestination.failure(error) }
    }

    /// Places the files of a job's result by the save mode of the batch document.
    func place(_ files: ResultFiles) async throws(DeliveryFailure) {
        do {
            try await place(request(for: files))
        } catch { throw FileDestination.failure(error) }
    }

    func recover() async throws(DeliveryFailure) {
        do {
            try await placer.recover()
        } catch { throw FileDestination.failure(error) }
    }

    /// A store that does not answer keeps nobody from the other.
    func recoverObjects() async throws(DeliveryFailure) {
        var failures: [any Error] = []
        do { try await objects.recover() } catch { failures.append(error) }
        do { try await hdfs.recover() } catch { failures.append(error) }
        if let first = failures.first { throw FileDestination.failure(first) }
    }

    private func request(for files: ResultFiles) -> PlacementRequest {
        let (spec, isKodo) = (files.spec, files.type == .kodo)
        let isFile = files.isSingleFile && !files.target.hasSuffix("/") && files.paths.count == 1
        let growth = FileGrowth(
            format: spec.format.nonEmpty ?? "json",
            isCompressed: (spec.compression.nonEmpty ?? "none") != "none",
            hasHeader: spec.containsHeader == true
        )
        return PlacementRequest(
            source: files.source,
            place: isKodo
                ? place(of: spec.bucket) : HDFSPlace.place(of: files.directory) ?? "hdfs",
            target: isKodo
                ? FilePlacement.path(ofKey: files.target)
                : FilePlacement.path(ofHDFS: files.target),
            run: Int64(files.run),
            layout: isFile ? .file(growth: growth) : .parts,
            mode: spec.saveMode.flatMap(PlacementRequest.SaveMode.init) ?? .overwrite,
            directory: files.directory,
            paths: files.paths,
            retention: spec.retention ?? 0,
            time: files.time,
            ending: files.ending
        )
    }
}
