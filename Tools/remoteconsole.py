"""The console where it is used: over a real ssh session, in tmux, on a pandorad of its own."""
import os
import pwd
import random
import signal
import subprocess
import time

import localservice
from localservice import ROOT

SETTINGS = """ListenAddress 127.0.0.1:{port}
HostKey {directory}/host
AuthorizedKeysFile {directory}/user.pub
AuthenticationMethods publickey
PermitRootLogin yes
PermitUserRC no
PidFile none
PrintLastLog no
PrintMotd no
StrictModes no
UsePAM no
"""
CLIENT = """Host pipeline
  HostName 127.0.0.1
  Port {port}
  User {user}
  IdentityFile {directory}/user
  IdentitiesOnly yes
  IdentityAgent none
  BatchMode yes
  EscapeChar none
  UserKnownHostsFile {directory}/known
  GlobalKnownHostsFile none
  StrictHostKeyChecking yes
  LogLevel ERROR
"""


class Failure(Exception):
    pass


def wait_for(what, is_met, seconds=20):
    end = time.monotonic() + seconds
    while not (value := is_met()):
        if time.monotonic() > end:
            raise Failure(f"it never happens that {what}")
        time.sleep(0.01)
    return value


class SSHServer:
    """An sshd on a loopback port that lets its own user in with a key of its own."""

    def __init__(self, directory):
        self.directory = directory
        os.makedirs(directory, mode=0o700)
        for name in ("host", "user"):
            subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", f"{directory}/{name}"], check=True)
        for _ in range(20):
            port = random.SystemRandom().randrange(20_000, 60_000)
            if self.starts(port):
                with open(directory + "/known", "w") as file:
                    file.write(f"[127.0.0.1]:{port} {open(directory + '/host.pub').read()}")
                with open(directory + "/client", "w") as file:
                    user = pwd.getpwuid(os.getuid()).pw_name
                    file.write(CLIENT.format(directory=directory, port=port, user=user))
                return
        raise Failure("no sshd starts: run Tools/install-sshd.sh")

    def starts(self, port):
        """Whether it listens on a port: that may be somebody else's, which only sshd itself can say."""
        with open(self.directory + "/server", "w") as file:
            file.write(SETTINGS.format(directory=self.directory, port=port))
        log = self.directory + "/log"
        with open(log, "wb") as errors:
            self.process = subprocess.Popen(
                ["/usr/sbin/sshd", "-D", "-e", "-f", self.directory + "/server"], stderr=errors)
        while self.process.poll() is None:
            with open(log) as errors:
                if "listening" in errors.read():
                    return True
            time.sleep(0.01)
        return False

    def command(self, script):
        """What logs in and runs a shell's text on a terminal."""
        path = self.directory + "/session"
        with open(path, "w") as file:
            file.write("#!/bin/sh\n" + script)
        os.chmod(path, 0o700)
        return f"ssh -tt -F {self.directory}/client pipeline {path}"

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait()


class RemoteConsole:
    """A console in tmux over ssh; what it leaves stays on the screen: its exit code, and the terminal's settings."""

    def __init__(self, program, directory, columns=100, rows=30):
        self.directory = directory
        self.socket = directory + "/tmux"
        self.service = localservice.with_files(directory + "/data")
        for name in ("quick", "other"):
            self.service.call("POST", f"/v2/jobs/{name}", localservice.job("manual"))
        self.server = None
        try:
            self.server = SSHServer(directory + "/ssh")
            settings = {
                "HOME": directory, "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "USER": "tester",
                "EDITOR": f"touch {directory}/edited",
                "PANDORA_ENDPOINT": self.service.url, "PANDORA_ACCESS_KEY": self.service.access,
                "PANDORA_SECRET_KEY": self.service.secret, "SWIFT_BACKTRACE": "enable=no",
            }
            script = "".join(f"export {name}='{value}'\n" for name, value in settings.items())
            # What a login says is gone then. Ctrl-\ that comes while the console lends the terminal is sent to both.
            script += f"printf '\\033[H\\033[2J'\ntrap : QUIT\nrm -f {directory}/edited\nstty -g > {directory}/before\n"
            script += f"'{program}'\ncode=$?\nstty -g > {directory}/after\n"
            # It is printed where the cursor was before the console, over what the terminal has echoed meanwhile.
            script += f"test -e {directory}/edited && printf '\\033[J'\n"
            script += f"echo $$ > {directory}/shell\necho \"exit code $code\"\n"
            self.command = f"trap '' INT QUIT TSTP; {self.server.command(script)}; exec sleep 100000"
            self.tmux("new-session", "-d", "-x", str(columns), "-y", str(rows), self.command)
            self.wait_for_text("quick")
        except BaseException:
            self.stop()
            raise

    def tmux(self, *words, data=None):
        environment = {"PATH": "/usr/bin:/bin", "HOME": self.directory, "LANG": "C.UTF-8"}
        done = subprocess.run(["tmux", "-S", self.socket, "-f", "/dev/null", *words], input=data,
                              capture_output=True, env=environment)
        if done.returncode:
            raise Failure(f"tmux {words[0]}: {done.stderr.decode()}")
        return done.stdout.decode(errors="replace")

    def screen(self):
        return self.tmux("capture-pane", "-p")

    def wait_for_text(self, text, seconds=30):
        try:
            wait_for(f"'{text}' is shown", lambda: text in self.screen(), seconds)
        except Failure as failure:
            raise Failure(f"{failure}:\n{self.screen()}") from None

    def paste(self, *pieces, brackets=False):
        """Pastes bytes as they are, pieces as fast as tmux sends them; returns the seconds between the first and the last."""
        began = time.monotonic()
        for piece in pieces:
            self.tmux("load-buffer", "-", ";", "paste-buffer", "-dr", *(["-p"] if brackets else []), data=piece)
        return time.monotonic() - began if len(pieces) > 1 else 0.0

    def press(self, key):
        self.tmux("send-keys", key)

    def restart(self):
        self.tmux("respawn-pane", "-k", self.command)
        self.wait_for_text("quick")

    def audit(self):
        path = self.directory + "/.local/state/pandora/audit.log"
        return open(path).read() if os.path.exists(path) else ""

    def quit(self):
        """Quits by its key, and returns what the shell says then."""
        for _ in range(20):
            self.press("Escape")
            time.sleep(0.15)
            self.press("q")
            try:
                self.wait_for_text("exit code", 3)
                return self.screen().strip()
            except Failure:
                continue
        raise Failure(f"q does not end the console:\n{self.screen()}")

    def check_left(self, screen):
        """That the console leaves nothing on the shell's screen; the terminal itself echoes what comes while an editor has it."""
        has_edited = os.path.exists(self.directory + "/edited")
        if screen != "exit code 0" and not (has_edited and screen.endswith("exit code 0")):
            raise Failure(f"the console leaves this:\n{screen}")

    def check_settings(self):
        before, after = (open(f"{self.directory}/{name}").read() for name in ("before", "after"))
        if before != after:
            raise Failure(f"the terminal's settings were {before} and are {after}")

    def check_modes(self):
        """That nothing is on which the console switches on, by what tmux knows of its window."""
        modes = self.tmux("display-message", "-p", "#{alternate_on}#{mouse_any_flag}#{cursor_flag}").strip()
        if modes != "001":
            raise Failure(f"alternate screen, mouse and cursor are {modes} after the console, not 001")

    def stop(self):
        try:
            self.tmux("kill-server")
        except Failure:
            pass
        if self.server:
            self.server.stop()
        self.service.stop()
