/// The version of both programs, which are released together.
package enum ProductVersion {
    package static let number = "1.0.0"

    /// What `--version` prints, such as `pandora 1.0.0`.
    package static func text(of program: String) -> String { "\(program) \(number)" }
}
