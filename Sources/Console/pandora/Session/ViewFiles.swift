import Console
import FoundationEssentials
import Glibc
import PipelineAPI
import Settings

/// The saved views: those of the configuration, and those of a file of their own that the console writes.
struct ViewFiles: Sendable {
    private let paths: Paths

    init(_ paths: Paths) { self.paths = paths }

    /// Returns all views; throws for one that is not possible, and for a name that both files have.
    func views(with file: ConfigFile) throws(SettingsError) -> [SavedView] {
        let configured = try views(of: file.views, in: paths.configFile)
        let kept = try kept()
        for view in kept where configured.contains(where: { $0.name == view.name }) {
            throw SettingsError(
                "'\(paths.views)': views.\(view.name) is in '\(paths.configFile)' too: "
                    + "take one of them out"
            )
        }
        return configured + kept
    }

    /// Returns the view of a name, for lists of a kind; an unknown name is told with the nearest.
    static func view(
        named name: String,
        _ environment: [String: String]
    ) throws(SettingsError) -> SavedView {
        let paths = try Paths(environment: environment)
        let file = try ConfigFile.read(from: paths.configFile) ?? ConfigFile()
        let views = try ViewFiles(paths).views(with: file)
        if let view = views.first(where: { $0.name == name }) { return view }
        throw SettingsError(
            "there is no view '\(name)'" + NearestName.hint(for: name, among: views.map(\.name))
        )
    }

    /// Keeps a view in the console's file, in place of one of the same name there; returns the file's path.
    static func keep(
        _ view: SavedView,
        _ environment: [String: String]
    ) throws(APIError) -> String {
        do throws(SettingsError) {
            let paths = try Paths(environment: environment)
            let file = try ConfigFile.read(from: paths.configFile) ?? ConfigFile()
            guard !file.views.contains(where: { $0.name == view.name }) else {
                throw SettingsError(
                    "view '\(view.name)' is in '\(paths.configFile)': change it there, "
                        + "or give another name"
                )
            }
            var kept = try ViewFiles(paths).kept()
            kept.removeAll { $0.name == view.name }
            try? FileManager.default.createDirectory(
                atPath: paths.config,
                withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700]
            )
            let path = target(of: paths.views)
            try PrivateFile.write(SavedView.document(of: kept + [view]), to: path)
            return path
        } catch { throw APIError(.cancelled, error.description) }
    }

    /// Returns the file that a link stands for, so that a file shared among machines stays one.
    private static func target(of path: String) -> String {
        guard let resolved = realpath(path, nil) else { return path }
        defer { free(resolved) }
        return String(cString: resolved)
    }

    private func kept() throws(SettingsError) -> [SavedView] {
        try views(of: try ViewSettings.read(from: paths.views), in: paths.views)
    }

    private func views(
        of settings: [ViewSettings],
        in path: String
    ) throws(SettingsError) -> [SavedView] {
        var views: [SavedView] = []
        for settings in settings {
            do throws(SavedViewError) {
                views.append(
                    try SavedView(
                        SavedView.Wish(
                            name: settings.name,
                            kind: settings.kind,
                            filter: settings.filter,
                            sort: settings.sort,
                            columns: settings.columns,
                            key: settings.key
                        )
                    )
                )
            } catch {
                throw SettingsError("'\(path)': views.\(settings.name): \(error.description)")
            }
        }
        return views
    }
}
