"""Real packets for the tests of the host agent: floods, counts, and conversations over TCP."""
import collections
import signal
import socket
import sys
import time


def family(address):
    return socket.AF_INET6 if ":" in address else socket.AF_INET


def flood(to, port, rate, *sources):
    """Sends numbered datagrams from each source until it is stopped; says how many."""
    sockets = []
    for source in sources:
        one = socket.socket(family(source), socket.SOCK_DGRAM)
        one.bind((source, 0))
        sockets.append(one)
    stop = []
    signal.signal(signal.SIGTERM, lambda *_: stop.append(1))
    number, pause = 0, 1 / float(rate)
    while not stop:
        for one in sockets:
            one.sendto(b"%d" % number, (to, int(port)))
        number += 1
        time.sleep(pause)
    print("sent", number)


def count(port):
    """Counts datagrams by their source until it is stopped."""
    one = socket.socket(socket.AF_INET6, socket.SOCK_DGRAM)
    one.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 0)
    one.setsockopt(socket.SOL_SOCKET, getattr(socket, "SO_RCVBUFFORCE", 33), 1 << 24)
    one.bind(("::", int(port)))
    one.settimeout(0.1)
    stop, seen = [], collections.Counter()
    signal.signal(signal.SIGTERM, lambda *_: stop.append(1))
    print("ready")
    while True:
        try:
            seen[one.recvfrom(64)[1][0].replace("::ffff:", "")] += 1
        except socket.timeout:
            if stop:
                break
    for source, number in seen.items():
        print("got", source, number)


def echo(port):
    """Answers every line of one conversation after the other."""
    server = socket.socket(socket.AF_INET6)
    server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    server.bind(("::", int(port)))
    server.listen()
    print("ready")
    others = []
    while True:
        other, _ = server.accept()
        import threading
        threading.Thread(target=answer, args=(other,), daemon=True).start()
        others.append(other)


def answer(other):
    while True:
        heard = other.recv(64)
        if not heard:
            return
        other.sendall(heard)


def talk(source, to, port):
    """Says something in one conversation again and again, and prints each answer."""
    one = socket.socket(family(source))
    one.bind((source, 0))
    one.settimeout(5)
    one.connect((to, int(port)))
    number = 0
    while True:
        one.sendall(b"%d\n" % number)
        try:
            one.recv(64)
        except socket.timeout:
            print("silence", flush=True)
            return
        number += 1
        print("heard", number, flush=True)
        time.sleep(0.02)


globals()[sys.argv[1]](*sys.argv[2:])
