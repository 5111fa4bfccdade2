import FoundationEssentials

/// Removes the files of an export that are older than its `retention`, in days; 0 keeps them for ever.
///
/// A ledger per source records when each file was written; it is read whenever a file is added.
struct Retention {
    private let ledger: String
    private let days: Int

    init(root: String, source: String, days: Int) {
        ledger = "\(root)/destinations/retention/" + FilePlacement.fileName(source) + ".txt"
        self.days = days
    }

    func keep(_ path: String, at now: Date) throws {
        guard days > 0 else { return }
        let oldest = now.addingTimeInterval(-Double(days) * 86_400).timeIntervalSince1970
        var lines = entries
        lines.removeAll { entry in
            guard entry.time < oldest else { return false }
            try? FileManager.default.removeItem(atPath: entry.path)
            return true
        }
        lines.append((now.timeIntervalSince1970, path))
        try FileManager.default.createDirectory(
            atPath: String(ledger[..<(ledger.lastIndex(of: "/") ?? ledger.startIndex)]),
            withIntermediateDirectories: true
        )
        let text = lines.map { "\($0.time) \($0.path)\n" }.joined()
        try Data(text.utf8).write(to: URL(filePath: ledger), options: .atomic)
    }

    /// Removes the ledger: what it lists is kept from now on.
    func forget() { try? FileManager.default.removeItem(atPath: ledger) }

    private var entries: [(time: Double, path: String)] {
        let bytes = FileManager.default.contents(atPath: ledger) ?? Data()
        return String(decoding: bytes, as: UTF8.self).split(separator: "\n").compactMap { line in
            let parts = line.split(separator: " ", maxSplits: 1)
            guard parts.count == 2, let time = Double(parts[0]) else { return nil }
            return (time, String(parts[1]))
        }
    }
}
