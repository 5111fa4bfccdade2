import Screen

/// A form with values to fill in, each with a default.
package struct FormDialog: Equatable, Sendable {
    /// What the values are for.
    package enum Subject: Equatable, Sendable {
        case action(ActionRequest)
        case transfer(TransferRequest)
        /// The list in focus, written to a file.
        case export
        /// A backfill of a job.
        case backfill(ResourceAddress)
        /// A search of everything.
        case search
        /// The filter, order and columns of the list in focus, saved under a name.
        case view
    }

    package struct Field: Equatable, Sendable {
        package let name: String
        package var value: String
        /// A hint about valid values.
        package let hint: String

        package init(_ name: String, _ value: String = "", hint: String = "") {
            self.name = name
            self.value = value
            self.hint = hint
        }
    }

    /// Before the names of a job's parameters, where a form has other fields too.
    static let parameterPrefix = "$"

    package let subject: Subject
    package let title: LocalizedText
    package private(set) var fields: [Field]
    package private(set) var index = 0

    package init(_ subject: Subject, title: LocalizedText, fields: [Field]) {
        self.subject = subject
        self.title = title
        self.fields = fields
    }

    package var values: [String: String] {
        Dictionary(fields.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
    }

    enum Answer: Equatable { case stay, cancel, submit }

    /// Handles a key: Enter goes to the next field, and from the last one submits the form.
    mutating func press(_ key: Key) -> Answer {
        switch key {
        case .escape: return .cancel
        case .enter:
            guard index + 1 < fields.count else { return .submit }
            index += 1
        case .tab, .down: index = (index + 1) % max(1, fields.count)
        case .backTab, .up: index = (index + fields.count - 1) % max(1, fields.count)
        case .backspace, .control("h"):
            if !fields[index].value.isEmpty { fields[index].value.removeLast() }
        case .control("u"): fields[index].value = ""
        case .character(let character): fields[index].value.append(character)
        default: break
        }
        return .stay
    }

    /// Inserts pasted text into the field in focus, as one line.
    mutating func paste(_ text: String) {
        guard fields.indices.contains(index) else { return }
        fields[index].value += text.filter { !$0.isNewline }
    }

    func draw(on canvas: inout Canvas, _ context: OverlayContext) {
        let (glyphs, localizer) = (context.glyphs, context.localizer)
        let names = fields.map { name(of: $0, localizer) }
        let width = (names.map(\.displayWidth).max() ?? 0) + 2
        let room = DialogFrame.textWidth(in: canvas.size) - width - 2
        let lines = fields.enumerated().flatMap { offset, field -> [DetailLine] in
            let isHere = offset == index
            // The end of the value is in sight, whatever its length.
            let shown = isHere ? field.value.printable.suffix(fitting: room) : field.value
            let value = DetailLine([
                Span(isHere ? String(glyphs.marker) : " ", .marker),
                Span(names[offset].padded(toWidth: width), isHere ? .heading : .muted),
                Span(shown, isHere ? .input : .dialog), Span(isHere ? "_" : "", .input),
            ])
            let hint = DetailLine(
                [
                    Span(String(repeating: " ", count: width + 1)),
                    Span(says: LocalizedText(known: field.hint), .muted),
                ],
                wraps: true
            )
            return isHere && !field.hint.isEmpty ? [value, hint] : [value]
        }
        // The field in focus and its hint are in sight, whatever the number of fields.
        let last = DialogFrame(title: title, lines: lines, footerHeight: 2)
            .lastScroll(in: canvas.size, localizer)
        let inner = DialogFrame(title: title, lines: lines, footerHeight: 2)
            .draw(on: &canvas, context, scroll: min(index, last))
        let isEarly = subject == .export && !context.takesAnswers
        canvas.draw(
            localizer(
                isEarly
                    ? "Ctrl-U clears, Esc leaves" : "Enter goes on, Ctrl-U clears, Esc leaves"
            ),
            in: inner.bottom(1),
            style: .muted
        )
    }

    /// Returns a field's label; the names of a job's parameters are the user's and never translated.
    private func name(of field: Field, _ localizer: Localizer) -> String {
        let isParameter =
            switch subject {
            case .action: true
            case .backfill: field.name.hasPrefix(Self.parameterPrefix)
            case .transfer, .export, .search, .view: false
            }
        return isParameter ? field.name.printable : localizer(known: field.name)
    }
}
