#!/usr/bin/env bash
# Installs sshd for the tests to run one of their own, and leaves no service of the system's running.
set -euo pipefail

cd "$(dirname "$0")/.."
if [ ! -x /usr/sbin/sshd ]; then
    sudo=
    [ "$(id -u)" -eq 0 ] || sudo=sudo
    # The package starts its service wherever no policy forbids it, and enables it for later.
    policy=/usr/sbin/policy-rc.d
    if [ ! -e "$policy" ]; then
        printf '#!/bin/sh\nexit 101\n' | $sudo tee "$policy" >/dev/null
        $sudo chmod 755 "$policy"
        trap '$sudo rm -f "$policy"' EXIT
    fi
    Tools/install-packages.sh openssh-server
    if [ -d /run/systemd/system ]; then $sudo systemctl disable --quiet ssh; fi
fi
Tools/install-packages.sh openssh-client
# Where it runs as root, sshd insists on an empty directory to shut itself into.
if [ "$(id -u)" -eq 0 ]; then mkdir -p -m 755 /run/sshd; fi
