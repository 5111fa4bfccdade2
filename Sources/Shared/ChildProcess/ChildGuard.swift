/// A shell between this process and a child, which ends the child's whole process group once this process is
/// gone.
///
/// Its input is the reading end of a ``WatchPipe``. It is a shell since one is everywhere, and starts in two
/// milliseconds; a parent-death signal would come when the *thread* that started the child ends, and would not
/// reach the child's own children.
enum ChildGuard {
    static let shell = "/bin/sh"

    /// Returns the shell's arguments for a command.
    static func arguments(_ executable: String, _ arguments: [String]) -> [String] {
        // A name alone would be looked for in PATH.
        let path = executable.contains("/") ? executable : "./" + executable
        return ["-c", script, "guard", path] + arguments
    }

    /// The script of the shell, which starts the reader of the pipe, then the command.
    ///
    /// The reader ignores SIGTERM: it must be there as long as a child that is slow to end. The main shell
    /// does not end by it either, but by the child's end, and then as the child did.
    private static let script = """
        exec 3<&0 </dev/null
        trap : TERM INT HUP
        (trap '' TERM INT HUP; read -r line <&3; kill -9 0) >/dev/null 2>&1 &
        reader=$!
        "$@" 3<&- &
        child=$!
        wait "$child" 2>/dev/null; status=$?
        while kill -0 "$child" 2>/dev/null; do wait "$child" 2>/dev/null; status=$?; done
        kill -9 "$reader"; wait "$reader" 2>/dev/null
        trap - TERM INT HUP
        [ "$status" -gt 128 ] && kill -"$((status - 128))" "$$"
        exit "$status"
        """
}
