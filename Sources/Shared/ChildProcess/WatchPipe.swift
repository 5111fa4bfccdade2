import SystemPackage

#if canImport(Darwin)
import Darwin
#endif

/// A pipe that nothing is written to: its reader sees the end once this process has ended, however it ended.
struct WatchPipe {
    let reader: FileDescriptor
    private let writer: FileDescriptor

    /// Throws if no more files can be opened.
    init() throws {
        #if canImport(Darwin)
        (reader, writer) = try FileDescriptor.pipe()
        for end in [reader, writer] { _ = fcntl(end.rawValue, F_SETFD, FD_CLOEXEC) }
        #else
        // Set with the opening: a child that starts in between would hold the writing end open.
        (reader, writer) = try FileDescriptor.pipe(options: .closeOnExec)
        #endif
    }

    /// Closes the writing end, as the end of this process does.
    func end() { try? writer.close() }
}
