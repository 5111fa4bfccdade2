package import FoundationEssentials

extension CocoaError {
    /// What is said where the service's own files fail it; the system's text has types, numbers and paths.
    package var ofOwnFiles: String {
        "the service's files cannot be read or written: see who owns its data directory, and whether its "
            + "disk is full, read-only or failing, then try again"
    }
}
