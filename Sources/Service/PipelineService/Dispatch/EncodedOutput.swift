package import PipelineAPI

package import struct FoundationEssentials.Data

/// The output of a call as it leaves the service, whatever carries it.
package struct EncodedOutput: Sendable {
    package let json: Data
    /// What travels beside the output; see ``AnswerFields``.
    package let fields: HeaderFields
}
