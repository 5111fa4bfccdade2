"""What a running process costs, read from /proc."""
import os

TICKS = os.sysconf("SC_CLK_TCK")


def memory(pid):
    """Resident memory in MiB."""
    with open(f"/proc/{pid}/status") as status:
        return next(int(line.split()[1]) / 1024 for line in status if line.startswith("VmRSS"))


def descriptors(pid):
    """How many files, sockets and pipes it has open."""
    return len(os.listdir(f"/proc/{pid}/fd"))


def seconds_of_cpu(pid):
    """User and system time since the process began."""
    with open(f"/proc/{pid}/stat") as stat:
        fields = stat.read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def wake_ups(pid):
    """How often each thread has waited and been woken, by its id."""
    counts = {}
    for task in os.listdir(f"/proc/{pid}/task"):
        with open(f"/proc/{pid}/task/{task}/status") as status:
            counts[task] = next(int(line.split()[1]) for line in status if line.startswith("voluntary_ctxt"))
    return counts


def wake_ups_between(before, after):
    """The sum over the threads that were there at both times."""
    return sum(count - before[task] for task, count in after.items() if task in before)
