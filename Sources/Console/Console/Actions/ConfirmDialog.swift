import Screen

/// The dialog that shows a plan and asks for consent.
///
/// *No* is the default, and the key that opened the dialog does not confirm it. Actions that cannot be undone,
/// and all changes of a profile with `confirm: name`, are confirmed by typing a name.
package struct ConfirmDialog: Equatable, Sendable {
    /// The request to send after consent.
    package enum Subject: Equatable, Sendable {
        case action(ActionRequest)
        case draft(EditDraft)
        case bulk([ActionRequest])
        case rerun(RerunPlan)
        case backfill(BackfillPlan)
        case resume(LongWork)
        case transfer(TransferRequest)
        case userCommand(UserCommandRun)
        case endOfCommand(UserCommandRun)

        /// Whether it is sent only while changes are allowed.
        var isChange: Bool {
            switch self {
            case .userCommand(let run): !run.command.isSafe
            case .endOfCommand: false
            default: true
            }
        }
    }

    package let subject: Subject
    package let plan: ChangePlan
    package let profile: String
    package let aside: Aside?
    /// What must be typed; `nil` where yes is enough.
    package let expected: String?
    package var isYesChosen = false
    package var typed = ""
    /// The first line in sight, where there are more than fit.
    var scroll = 0

    init(
        subject: Subject,
        plan: ChangePlan,
        profile: String,
        aside: Aside? = nil,
        expected: String? = nil
    ) {
        self.subject = subject
        self.plan = plan
        self.profile = profile
        self.aside = aside
        self.expected = expected
    }

    /// What may be done besides yes and no.
    package enum Aside: Sendable {
        /// Take the runs downstream along.
        case downstream
        /// Forget what an earlier console has left.
        case drop

        fileprivate func hint(_ key: String) -> LocalizedText {
            switch self {
            case .downstream: "\(key) takes the runs downstream along"
            case .drop: "\(key) drops it: nothing more of it is sent"
            }
        }
    }

    enum Answer: Equatable { case stay, cancel, confirm, aside(Aside) }

    /// The key of what may be done besides; it is no text, so that it works where a name is typed.
    static let asideKey = Key.control("d")

    mutating func press(_ key: Key) -> Answer {
        if let aside, key == Self.asideKey { return .aside(aside) }
        guard let expected else { return choose(key) }
        switch key {
        case .escape: return .cancel
        case .enter: return typed == expected ? .confirm : .stay
        case .backspace, .control("h"): if !typed.isEmpty { typed.removeLast() }
        case .control("u"): typed = ""
        case .character(let character): typed.append(character)
        default: scroll(by: key)
        }
        return .stay
    }

    /// Returns whether a key is accepted now: keys that leave always are, answers only once the plan was seen.
    func takes(_ key: Key, _ attention: Attention) -> Bool {
        let harmless: [Key] = [.escape, .up, .down]
        if attention.takesAnswers || harmless.contains(key) { return true }
        if key == Self.asideKey { return aside != .drop }
        guard expected == nil else { return attention.isSeen && key != .enter }
        return Self.refusals.contains(key)
    }

    private static let refusals: [Key] = [.character("n"), .character("N"), .character("q")]

    private mutating func scroll(by key: Key) {
        switch key {
        case .down: scroll += 1
        case .up: scroll = max(0, scroll - 1)
        default: break
        }
    }

    private mutating func choose(_ key: Key) -> Answer {
        switch key {
        case .character("y"), .character("Y"): return .confirm
        case .escape: return .cancel
        case let key where Self.refusals.contains(key): return .cancel
        case .enter: return isYesChosen ? .confirm : .cancel
        case .tab, .backTab, .left, .right, .character("h"), .character("l"): isYesChosen.toggle()
        default: scroll(by: key)
        }
        return .stay
    }

    func draw(on canvas: inout Canvas, _ context: OverlayContext) {
        let inner = frame.draw(on: &canvas, context, scroll: scroll)
        if let expected {
            drawTyped(expected, on: &canvas, in: inner, context)
        } else {
            drawButtons(on: &canvas, in: inner.bottom(1), context)
        }
    }

    var frame: DialogFrame {
        let more = aside.map { [DetailLine(says: $0.hint(Self.asideKey.label), .key, wraps: true)] }
        let lines =
            [DetailLine(says: "on \(profile)", .heading), .blank]
            + plan.consequences.map { DetailLine(says: $0, .dialog, wraps: true) } + differenceLines
            + [.blank, DetailLine(says: request, .muted, wraps: true)] + (more ?? [])
        return DialogFrame(title: plan.title, lines: lines, footerHeight: 2)
    }

    private var request: LocalizedText {
        plan.times == 1 ? LocalizedText(verbatim: plan.call) : "\(plan.call)  × \(plan.times)"
    }

    /// Returns the changed lines of a document, as many as fit on the screen.
    private var differenceLines: [DetailLine] {
        let shown = plan.difference.prefix(ConfirmDialog.mostChanges).map { DetailLine([$0]) }
        let rest = plan.difference.count - shown.count
        return shown + (rest > 0 ? [DetailLine(says: "and \(rest) lines more", .muted)] : [])
    }

    private static let mostChanges = 12

    private func drawTyped(
        _ expected: String,
        on canvas: inout Canvas,
        in inner: Rect,
        _ context: OverlayContext
    ) {
        let localizer = context.localizer
        let line = inner.bottom(1)
        let isComplete = typed == expected && context.takesAnswers
        let hint = localizer(isComplete ? "  Enter does it" : "  Esc leaves")
        let prompt = localizer("type '\(expected)': ").printable
        let room = line.width - hint.displayWidth - 1
        // A long name is shown above the input line.
        let isLong = prompt.displayWidth + expected.displayWidth > room
        let place = isLong ? Point(x: line.x, y: line.y - 1) : line.origin
        let shown = prompt.truncated(toWidth: inner.width, ellipsis: context.glyphs.ellipsis)
        let used = canvas.draw(shown, at: place, in: inner, style: .dialog)
        var x = isLong ? line.x : line.x + used
        let text = typed.printable.suffix(fitting: room - (isLong ? 0 : used))
        x += canvas.draw("\(text)_", at: Point(x: x, y: line.y), in: line, style: .selected)
        canvas.draw(hint, at: Point(x: x, y: line.y), in: line, style: .muted)
    }

    /// Draws the buttons; they are muted, without a key for *yes*, until the plan takes answers.
    private func drawButtons(on canvas: inout Canvas, in line: Rect, _ context: OverlayContext) {
        let localizer = context.localizer
        let (noWord, yesWord) = (localizer("No"), localizer("Yes"))
        let plain = context.takesAnswers ? Style.dialog : .muted
        let no = isYesChosen ? "  \(noWord)  " : "[ \(noWord) ]"
        let yes = isYesChosen ? "[ \(yesWord) ]" : "  \(yesWord)  "
        var x = line.x
        x += canvas.draw(
            no,
            at: Point(x: x, y: line.y),
            in: line,
            style: isYesChosen ? plain : .selected
        )
        x += 2
        x += canvas.draw(
            yes,
            at: Point(x: x, y: line.y),
            in: line,
            style: isYesChosen ? .selected : plain
        )
        let keys = localizer(context.takesAnswers ? "   y yes  n no" : "   n no")
        canvas.draw(keys, at: Point(x: x, y: line.y), in: line, style: .muted)
    }
}
