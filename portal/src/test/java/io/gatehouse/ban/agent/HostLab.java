package io.gatehouse.ban.agent;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * Three network namespaces with cables: people outside, the host on which the agent bans,
 * and a machine inside that the host routes to. The test's own namespace is joined to the
 * host, so that a portal can be there.
 */
public final class HostLab implements AutoCloseable {

	/** Where the host listens to those outside. */
	public static final String HOST4 = "10.77.0.1";

	static final String HOST6 = "fd77::1";

	/** Behind the host. */
	static final String INSIDE4 = "10.79.0.2";

	static final String INSIDE6 = "fd79::2";

	/** Addresses that people outside have, each banned by some test and not by others. */
	static final List<String> OUTSIDE = List.of("203.0.113.7", "203.0.113.8", "203.0.113.9", "198.51.100.10",
			"198.51.100.11", "192.0.2.77", "192.0.2.78", "2001:db8::7", "2001:db8::8", "2001:db8:1::10",
			"2001:db8:1::11", "2001:db8:2::77");

	private static final Map<String, String> PACKAGES = Map.of("ip", "iproute2", "nft", "nftables", "ipset", "ipset",
			"iptables", "iptables", "conntrack", "conntrack", "ping", "iputils-ping", "curl", "curl", "setpriv",
			"util-linux", "python3", "python3");

	private final String name = "gh%05x".formatted(ThreadLocalRandom.current().nextInt(1 << 20));

	private final int net = ThreadLocalRandom.current().nextInt(1 << 14);

	private final List<Process> started = new ArrayList<>();

	private final Path folder;

	private HostLab() {
		try {
			this.folder = Files.createTempDirectory("gatehouse-bans");
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	public static HostLab open() {
		assumeThat(System.getProperty("user.name")).as("root, who may make network namespaces").isEqualTo("root");
		PACKAGES.forEach((program, debian) -> assumeThat(List.of("/usr/bin", "/usr/sbin"))
			.as("%s, from Debian's package %s", program, debian)
			.anyMatch((folder) -> Files.isExecutable(Path.of(folder, program))));
		assumeThat(shell("unshare --net --mount true && echo may || true")).as("the right to make network namespaces")
			.contains("may");
		HostLab lab = new HostLab();
		try {
			lab.build();
			return lab;
		}
		catch (RuntimeException | Error ex) {
			lab.close();
			throw ex;
		}
	}

	private void build() {
		StringBuilder script = new StringBuilder("set -e\n");
		for (String namespace : List.of(out(), host(), inside())) {
			script.append("ip netns add %1$s; ip -n %1$s link set lo up\n".formatted(namespace));
		}
		script.append(cable("o", out(), "o0", host(), "out0"))
			.append(cable("i", host(), "in0", inside(), "i0"))
			.append("ip link add %1$sr type veth peer name portal0 netns %2$s\n".formatted(this.name, host()))
			.append("ip link set %sr up\nip addr add %s/30 dev %1$sr\n".formatted(this.name, portalAddress()))
			.append(set(host(), "portal0", portalNet(2) + "/30"))
			.append(set(host(), "out0", HOST4 + "/24", HOST6 + "/64"))
			.append(set(host(), "in0", "10.79.0.1/24", "fd79::1/64"))
			.append(set(inside(), "i0", INSIDE4 + "/24", INSIDE6 + "/64"))
			.append(set(out(), "o0", "10.77.0.2/24", "fd77::2/64"))
			.append("ip -n %s route add default via %s; ip -n %1$s -6 route add default via %s\n".formatted(out(),
					HOST4, HOST6))
			.append("ip -n %s route add default via 10.79.0.1; ip -n %1$s -6 route add default via fd79::1\n"
				.formatted(inside()))
			.append("ip netns exec %s sh -c 'echo 1 >/proc/sys/net/ipv4/ip_forward; echo 1 >/proc/sys/net/ipv6/conf/all/forwarding'\n"
				.formatted(host()));
		for (String address : OUTSIDE) {
			boolean six = address.contains(":");
			script.append("ip -n %s addr add %s/%d dev o0 %s\n".formatted(out(), address, six ? 128 : 32,
					six ? "nodad" : ""));
			script.append("ip -n %s %s route add %s via %s\n".formatted(host(), six ? "-6" : "", address,
					six ? "fd77::2" : "10.77.0.2"));
		}
		shell(script.toString());
		await("cables in use", () -> reachInside().equals(allBut()));
	}

	private static String cable(String label, String one, String end, String other, String otherEnd) {
		return "ip link add %2$s netns %1$s type veth peer name %4$s netns %3$s # %5$s\n".formatted(one, end, other,
				otherEnd, label);
	}

	private static String set(String namespace, String device, String... addresses) {
		StringBuilder script = new StringBuilder("ip -n %s link set %s up\n".formatted(namespace, device));
		for (String address : addresses) {
			script.append("ip -n %s addr add %s dev %s %s\n".formatted(namespace, address, device,
					address.contains(":") ? "nodad" : ""));
		}
		return script.toString();
	}

	public String out() {
		return this.name + "-out";
	}

	public String host() {
		return this.name + "-host";
	}

	String inside() {
		return this.name + "-in";
	}

	Path folder() {
		return this.folder;
	}

	/** Where a portal can listen that the host reaches. */
	public String portalAddress() {
		return portalNet(1);
	}

	private String portalNet(int last) {
		return "100.%d.%d.%d".formatted(64 + this.net / 256, this.net % 256, last);
	}

	/** Gives the people outside one more IPv4 address. */
	public void addOutside(String address) {
		shell("ip -n %s addr add %s/32 dev o0 && ip -n %s route add %2$s via 10.77.0.2".formatted(out(), address,
				host()));
	}

	/** As after a boot: what was in the host's kernel is gone. */
	void forgetRules() {
		shell("""
				ip netns exec %1$s nft flush ruleset
				ip netns exec %1$s ipset flush; ip netns exec %1$s ipset destroy
				""".formatted(host()));
	}

	/**
	 * Who of those outside gets an answer from there: one real packet each, all at a
	 * time.
	 */
	Set<String> reach(String to4, String to6) {
		Map<String, Process> pings = new LinkedHashMap<>();
		for (String source : OUTSIDE) {
			pings.put(source, start(out(), "ping", "-n", "-q", "-c", "1", "-W", "0.6", "-I", source,
					source.contains(":") ? to6 : to4));
		}
		Set<String> through = new TreeSet<>();
		pings.forEach((source, ping) -> {
			if (exit(ping, Duration.ofSeconds(10)) == 0) {
				through.add(source);
			}
		});
		return through;
	}

	Set<String> reachHost() {
		return reach(HOST4, HOST6);
	}

	Set<String> reachInside() {
		return reach(INSIDE4, INSIDE6);
	}

	/** All outside but these. */
	static Set<String> allBut(String... banned) {
		Set<String> others = new TreeSet<>(OUTSIDE);
		others.removeAll(Set.of(banned));
		return others;
	}

	/** Runs a command in a namespace, and kills it with the lab. */
	public Process start(String namespace, String... command) {
		return start(Path.of("/dev/null"), namespace, command);
	}

	Process keep(Process process) {
		this.started.add(process);
		return process;
	}

	/** As {@link #start}; what it prints is in the file. */
	public Process start(Path printed, String namespace, String... command) {
		List<String> whole = new ArrayList<>(List.of("ip", "netns", "exec", namespace));
		whole.addAll(List.of(command));
		try {
			return keep(new ProcessBuilder(whole).redirectErrorStream(true).redirectOutput(printed.toFile()).start());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** A program that sends or receives; what it prints is in the file. */
	Process traffic(String namespace, Path printed, String... arguments) {
		List<String> command = new ArrayList<>(List.of("/usr/bin/python3", "-u", resource("traffic.py").toString()));
		command.addAll(List.of(arguments));
		return start(printed, namespace, command.toArray(String[]::new));
	}

	private Path resource(String name) {
		Path file = this.folder.resolve(name);
		try (var in = HostLab.class.getResourceAsStream(name)) {
			if (!Files.exists(file)) {
				Files.copy(in, file);
			}
			return file;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Runs a script in the host's namespace; what it printed. */
	String onHost(String script) {
		return shell("ip netns exec " + host() + " sh -c '" + script.replace("'", "'\\''") + "'");
	}

	public static String shell(String script) {
		try {
			Process process = new ProcessBuilder("sh", "-c", script).redirectErrorStream(true).start();
			process.getOutputStream().close();
			String printed = new String(process.getInputStream().readAllBytes());
			if (exit(process, Duration.ofSeconds(30)) != 0) {
				throw new IllegalStateException(script + "\n" + printed);
			}
			return printed;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	static int exit(Process process, Duration patience) {
		try {
			assertThat(process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)).as("ended in time").isTrue();
			return process.exitValue();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	public static void await(String what, BooleanSupplier condition) {
		long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
		while (!condition.getAsBoolean()) {
			assertThat(System.nanoTime()).as(what).isLessThan(deadline);
			LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
		}
	}

	@Override
	public void close() {
		this.started.forEach(Process::destroyForcibly);
		this.started.forEach((process) -> exit(process, Duration.ofSeconds(10)));
		shell("for n in %s %s %s; do ip netns del $n; done 2>/dev/null; ip link del %sr 2>/dev/null; rm -rf %s"
			.formatted(out(), host(), inside(), this.name, this.folder));
	}

}
