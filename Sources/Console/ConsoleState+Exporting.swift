import FoundationEssentials
import PipelineAPI
import Screen

extension ConsoleState {
    /// Asks where and how to write what is shown.
    mutating func planExport() {
        let list = focusedList
        let name = list?.key.map { key in
            let container = key.scope.container
            return container.isEmpty ? key.kind.description : "\(container)-\(key.kind)"
        }
        let base = (name ?? page?.address.name ?? "view").filter { $0 != "/" }
        let format = list == nil ? "text" : "csv"
        overlay = .form(
            FormDialog(
                .export,
                title: "Write this view to a file",
                fields: [
                    FormDialog.Field("format", format, hint: "csv or json of a list; text of all"),
                    FormDialog.Field("file", "\(base).\(format == "text" ? "txt" : format)"),
                ]
            )
        )
    }

    /// What is shown, in the format that was asked for.
    mutating func export(_ values: [String: String]) -> [ConsoleEffect] {
        let (format, path) = (values["format"] ?? "", values["file"] ?? "")
        guard !path.isEmpty else {
            notice = Notice("no file was given: nothing was written", isError: true)
            return []
        }
        guard format == "text" || focusedList != nil else {
            notice = Notice("only a list can be written as '\(format)': use text", isError: true)
            return []
        }
        let text: String? =
            switch format {
            case "csv": focusedList.map(csv)
            case "json": focusedList.map(json)
            case "text": shownText
            default: nil
            }
        guard let text else {
            notice = Notice("'\(format)' is no format: use csv, json or text", isError: true)
            return []
        }
        return [.write(path: path, text: text)]
    }

    /// The rows as RFC 4180 has them, with a line of headings.
    private func csv(of list: ListState) -> String {
        guard let kind = ResourceCatalogue.kind(list.kind) else { return "" }
        let columns = kind.columns(views[list.kind])
        let context = renderContext(glyphs: .ascii)
        let rows = list.rows.map { row in
            columns.map { column in
                column.spans(row.item, context).map(\.text).joined()
                    .trimmingCharacters(in: .spaces)
            }
        }
        return ([columns.map(\.title)] + rows).map { cells in
            cells.map(Self.quoted).joined(separator: ",") + "\r\n"
        }.joined()
    }

    private static func quoted(_ cell: String) -> String {
        let special: Set<Unicode.Scalar> = [",", "\"", "\n", "\r"]
        guard cell.unicodeScalars.contains(where: special.contains) else { return cell }
        return "\"\(cell.replacing(scalar: "\"", with: "\"\""))\""
    }

    private func json(of list: ListState) -> String {
        let values = list.rows.compactMap { row -> JSONValue? in
            guard let target = row.target, let stood = self.item(at: target) else {
                return ResourceCatalogue.kind(list.kind)?.fileJSON(of: row.item)
            }
            return ResourceCatalogue.kind(target.kind)?.fileJSON(of: stood)
        }
        return JSONLines.lines(of: JSONValue.array(values)).map { line in
            line.spans.map(\.text).joined()
        }.joined(separator: "\n") + "\n"
    }

    private var shownText: String {
        if let shownLines {
            return shownLines.map { $0.spans.map(\.text).joined() + "\n" }.joined()
        }
        return render(glyphs: .unicode).lines.map { line in
            String(line.reversed().drop { $0 == " " }.reversed()) + "\n"
        }.joined()
    }

    /// The command that does once what the console shows or does here.
    mutating func showCommand() {
        var lines: [String] = []
        if let key = focusedList?.key, ResourceCatalogue.kind(key.kind)?.gathering == nil {
            lines.append("pandora get \(key.kind)\(container(key.scope))")
        }
        if let address = focusedAddress ?? page?.address {
            lines.append(
                "pandora describe \(address.kind) \(Self.word(address.name))"
                    + container(address.scope)
            )
            lines += actions(on: address)
        }
        guard !lines.isEmpty else {
            notice = Notice("nothing is selected that a command could name")
            return
        }
        let profile = identity.profile
        let all = lines.map { "\($0) --profile \(Self.word(profile))" }.joined(separator: "\n")
        overlay = .text(TextDialog(title: "The same as a command", text: all))
    }

    private func container(_ scope: Scope) -> String {
        scope == .root ? "" : " --in \(Self.word(scope.container))"
    }

    /// The commands that change something here, as far as its state allows them.
    private func actions(on address: ResourceAddress) -> [String] {
        var lines: [String] = []
        for kind in ["runs", "jobs"].compactMap({ ResourceCatalogue.kind($0) }) {
            guard let target = target(of: kind.id, from: address), let item = item(at: target)
            else { continue }
            let job = Self.word(kind.id == "runs" ? target.scope.container : target.name)
            let run = kind.id == "runs" ? " \(target.name)" : ""
            for action in kind.actions where action.refusal(item) == nil {
                if let verb = action.command { lines.append("pandora \(verb) \(job)\(run)") }
            }
        }
        return lines
    }

    /// A name as a shell takes it.
    private static func word(_ text: String) -> String {
        let isPlain = text.allSatisfy {
            $0.isASCII && ($0.isLetter || $0.isNumber || "_-.".contains($0))
        }
        guard !isPlain || text.isEmpty else { return text }
        return "'\(text.replacing(scalar: "'", with: "'\\''"))'"
    }
}

extension String {
    /// Scalar by scalar, since a quote with a combining mark is no quote to a `Character`, yet ends a text.
    fileprivate func replacing(scalar: Unicode.Scalar, with text: String) -> String {
        var result = UnicodeScalarView()
        for next in unicodeScalars {
            if next == scalar {
                result.append(contentsOf: text.unicodeScalars)
            } else {
                result.append(next)
            }
        }
        return String(result)
    }

    fileprivate enum Trimming { case spaces }

    fileprivate func trimmingCharacters(in set: Trimming) -> String {
        String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
}
