import GRDB
import PipelineAPI

/// Why the store cannot be opened, read or written, in the words of whoever runs the service.
///
/// SQLite's own text is kept for what is not told apart here: it alone says what happened then.
enum StoreFailure {
    case full
    case damaged
    case inUse
    case unreachable
    case disk
    /// A row that refers to one that is not there, or is there twice: no change of ours makes it so.
    case contradiction
    case other(String)

    init(_ error: any Error) {
        guard let error = error as? DatabaseError else {
            self = .other("\(error)")
            return
        }
        switch error.resultCode {
        case .SQLITE_FULL: self = .full
        case .SQLITE_CORRUPT, .SQLITE_NOTADB: self = .damaged
        case .SQLITE_BUSY, .SQLITE_LOCKED: self = .inUse
        case .SQLITE_CANTOPEN, .SQLITE_PERM, .SQLITE_READONLY, .SQLITE_AUTH: self = .unreachable
        case .SQLITE_IOERR: self = .disk
        case .SQLITE_CONSTRAINT: self = .contradiction
        default: self = .other("\(error)")
        }
    }

    /// What is said where the file cannot be opened.
    func opening(_ path: String) -> String {
        switch self {
        case .full: "there is no room for the store '\(path)': make room on its disk"
        case .damaged:
            "the store '\(path)' is damaged, and was left as it is: put a copy of it back, or move it "
                + "away to begin with an empty one"
        case .inUse: "the store '\(path)' is in use by another program: end that one first"
        case .unreachable: "the store '\(path)' cannot be opened: check what it is and who owns it"
        case .disk:
            "the store '\(path)' cannot be read or written: see whether its disk is full, read-only or failing"
        case .contradiction:
            "the store '\(path)' contradicts itself: put a copy of it back, or move it away to begin "
                + "with an empty one"
        case .other(let text):
            "the store '\(path)' cannot be opened: \(text): check the disk and who owns it"
        }
    }

    /// What a request is answered with that needed the store.
    var answer: String {
        switch self {
        case .full:
            "there is no room for the service's store: make room on its disk, then try again"
        case .damaged: "the service's store is damaged: stop the service and put a copy of it back"
        case .inUse:
            "the service's store is in use by another program: end that one, then try again"
        case .unreachable: "the service's store cannot be opened: see who owns it, then try again"
        case .disk:
            "the service's store cannot be read or written: see whether its disk is full, read-only or failing, "
                + "then try again"
        case .contradiction:
            "the service's store contradicts itself, and this was not done: if it happens again, stop "
                + "the service and put a copy of the store back"
        case .other(let text): "the store failed: \(text): try again, or look at the log"
        }
    }
}
