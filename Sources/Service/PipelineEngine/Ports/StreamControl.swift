/// The notifications that the service sends to the streaming engine; losing one loses no points.
package protocol StreamControl: Sendable {
    /// Notifies that points were added to a repo.
    func pointsArrived(in repo: String) async
    /// Notifies that a transform, an export or a workflow was created, changed or deleted.
    func tasksChanged() async
    /// Removes what destinations remember of a task that was deleted; what cannot be removed is harmless,
    /// since no other task has its identity.
    func taskDeleted(_ task: StreamTask) async
}
