import FoundationEssentials
import PipelineAPI
import Screen

extension ConsoleState {
    /// Opens the form for writing the view to a file.
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

    /// Returns the view in a format.
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

    /// Returns the rows as CSV (RFC 4180) with a line of headings.
    private func csv(of list: ListState) -> String {
        guard let kind = ResourceCatalogue.kind(list.kind) else { return "" }
        if kind.traits.isTableOfRecords {
            let records = list.rows.compactMap { kind.fileJSON(of: $0.item) }
            return CSVRecords.text(of: CSVRecords.table(of: records))
        }
        let columns = kind.columns(viewChoice(of: list.kind))
        let context = renderContext(glyphs: .ascii)
        let rows = list.rows.map { row in
            columns.map { column in
                column.spans(row.item, context).map(\.text).joined()
                    .withoutTrailingBlanks.drop { $0 == " " }.description
            }
        }
        return CSVRecords.text(of: [columns.map(\.title)] + rows)
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
            line.withoutTrailingBlanks + "\n"
        }.joined()
    }
}

extension String {
    fileprivate var withoutTrailingBlanks: String {
        String(reversed().drop { $0 == " " }.reversed())
    }
}
