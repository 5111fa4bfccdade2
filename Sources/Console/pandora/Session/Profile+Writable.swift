import Console
import Settings

extension Profile {
    /// What the profile says of changes, as the console has it.
    var identityWritable: Identity.Writable {
        switch writable {
        case .never: .never
        case .ask: .ask
        case .always: .always
        }
    }
}
