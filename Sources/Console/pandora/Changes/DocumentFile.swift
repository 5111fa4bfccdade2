import Commands
import Console
import FoundationEssentials
import PipelineAPI

/// A document of a file, with its place for messages.
struct PlacedDocument {
    let place: String
    let document: ChangeDocument
}

/// Reads all documents of a file, or of the files in a folder, before any is sent.
enum DocumentFile {
    /// The endings of the files that are read from a folder.
    private static let endings = [".yaml", ".yml", ".json"]

    /// Returns the documents, each after those that it needs.
    static func read(
        _ path: String,
        kind: AnyResourceKind?,
        in container: String?
    ) throws(CommandFailure) -> [PlacedDocument] {
        var documents: [PlacedDocument] = []
        for file in try files(at: path) {
            documents += try documentsOfFile(file, kind: kind, in: container)
        }
        guard !documents.isEmpty else {
            let name = path == "-" ? "stdin" : path
            throw CommandFailure(.usage, "'\(name)' holds no document: see 'pandora template KIND'")
        }
        return DocumentOrder.places(of: documents.map(\.document)).map { documents[$0] }
    }

    /// Returns the path itself or, of a folder, those of its files and of the folders within, in the order of their names.
    private static func files(at path: String) throws(CommandFailure) -> [String] {
        var isFolder = false
        guard path != "-", FileManager.default.fileExists(atPath: path, isDirectory: &isFolder),
            isFolder
        else { return [path] }
        let folder = path.hasSuffix("/") ? String(path.dropLast()) : path
        let paths: [String]
        do {
            paths = try FileManager.default.subpathsOfDirectory(atPath: path)
        } catch {
            throw CommandFailure(
                .usage,
                "the folder '\(path)' cannot be read: look who may read it"
            )
        }
        let wanted = paths.filter(isRead)
        guard !wanted.isEmpty else {
            throw CommandFailure(
                .usage,
                "the folder '\(path)' holds no document: \(endings.joined(separator: ", ")) are read"
            )
        }
        return wanted.sorted().map { "\(folder)/\($0)" }
    }

    /// Whether a file is read of a folder that it is in, by its path within that.
    static func isRead(_ path: String) -> Bool {
        endings.contains { path.lowercased().hasSuffix($0) }
            && !path.split(separator: "/").contains { $0.hasPrefix(".") }
    }

    private static func documentsOfFile(
        _ path: String,
        kind: AnyResourceKind?,
        in container: String?
    ) throws(CommandFailure) -> [PlacedDocument] {
        let file = try InputFile(path)
        let name = file.name
        var documents: [PlacedDocument] = []
        for source in DocumentStream.documents(in: try file.readAll()) {
            let place = "'\(name)', document from line \(source.line): "
            do throws(CommandFailure) {
                let document = try ChangeDocument(value(source), kind: kind, in: container)
                documents.append(PlacedDocument(place: place, document: document))
            } catch { throw error.after(place) }
        }
        return documents
    }

    private static func value(_ source: SourceDocument) throws(CommandFailure) -> JSONValue {
        do throws(APIError) {
            return try ExternalEditor.parse(source.text)
        } catch { throw CommandFailure(.usage, error.message) }
    }
}
