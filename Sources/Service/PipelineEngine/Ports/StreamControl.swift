/// What the service tells the streaming engine; each is a hint, and losing one loses no points.
package protocol StreamControl: Sendable {
    /// Tells that points were added to a repo.
    func pointsArrived(in repo: String) async
    /// Tells that a transform, an export or a workflow was created, changed or deleted.
    func tasksChanged() async
}
