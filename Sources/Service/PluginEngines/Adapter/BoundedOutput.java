import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Passes on so many bytes and drops the rest. */
final class BoundedOutput extends FilterOutputStream {
    private int left;

    BoundedOutput(OutputStream out, int most) {
        super(out);
        left = most;
    }

    @Override
    public synchronized void write(int b) throws IOException {
        if (left <= 0) return;
        left -= 1;
        out.write(b);
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
        int count = Math.min(length, left);
        left -= count;
        if (count > 0) out.write(bytes, offset, count);
    }
}
