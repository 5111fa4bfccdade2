/** A failure that is the plugin's, told in its message. */
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1;

    Refusal(String message) { super(message); }
}
