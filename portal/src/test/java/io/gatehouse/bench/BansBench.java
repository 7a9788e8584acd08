package io.gatehouse.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

import com.sun.management.OperatingSystemMXBean;
import io.gatehouse.Journey;
import io.gatehouse.OnStage;
import io.gatehouse.Stage;
import io.gatehouse.ban.agent.HostAgent;
import io.gatehouse.ban.agent.HostLab;
import io.gatehouse.ban.agent.Hosts;
import io.gatehouse.ban.list.Bans;
import io.gatehouse.ban.list.Lists;
import io.gatehouse.ban.list.Scope;
import io.gatehouse.ban.net.AddressSet;
import io.gatehouse.ban.net.Family;
import io.gatehouse.ban.net.Network;
import io.gatehouse.ban.net.Notation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Measures bans at a million entries; run by bin/bench, and by its name by nobody else.
 */
@OnStage
class BansBench {

	private static final int ENTRIES = 1_000_000;

	private static final int ROUNDS = 5;

	private static final int MORE = 40;

	private static final int POLLING = 200;

	private static final Scope TARGET = Scope.hosts("bench");

	@Autowired
	Bans bans;

	@Autowired
	Lists lists;

	@Autowired
	Hosts hosts;

	@Autowired
	Stage stage;

	@Autowired
	Journey journey;

	@TempDir
	Path folder;

	private final Table table = new Table(Path.of("target", "bench.txt"));

	private final Random random = new Random(42);

	private void addHost(int number) {
		this.hosts.put("bench-" + number, "bench", Hosts.sha256("token-" + number));
	}

	@Test
	void measures() throws Exception {
		List<String> lines = lines();
		aggregates(lines.stream().filter((line) -> line.indexOf(':') < 0).toList());
		AddressSet all = set(lines);
		put("million", all);
		compiles();
		addsOne();
		drops();
		polls();
		this.table.write();
	}

	/** 80 % single addresses, 15 % networks, 5 % IPv6. */
	private List<String> lines() {
		List<String> lines = new ArrayList<>(ENTRIES);
		for (int i = 0; i < ENTRIES; i++) {
			int kind = this.random.nextInt(100);
			if (kind < 80) {
				lines.add(v4(32));
			}
			else if (kind < 95) {
				lines.add(v4(20 + this.random.nextInt(12)));
			}
			else {
				lines.add("2001:db8:%x:%x::%x".formatted(this.random.nextInt(1 << 16), this.random.nextInt(1 << 16),
						this.random.nextInt(1 << 16)));
			}
		}
		return lines;
	}

	private String v4(int prefix) {
		long address = (0x0b000000L + (this.random.nextLong() & 0x7fffffffL)) & 0xffffffffL;
		return Network.around(Family.V4, 0, address, prefix).toString();
	}

	/** The same text to both: read it, put it together, write it. */
	private void aggregates(List<String> v4) throws IOException, InterruptedException {
		Path file = Files.write(this.folder.resolve("v4.txt"), v4);
		List<Double> ours = new ArrayList<>();
		List<Double> theirs = new ArrayList<>();
		for (int round = 0; round <= ROUNDS; round++) {
			double mine = seconds(() -> {
				StringBuilder out = new StringBuilder();
				set(Files.readAllLines(file, StandardCharsets.US_ASCII)).networks((network) -> {
					network.writeTo(out);
					out.append('\n');
				});
				return Files.writeString(this.folder.resolve("ours.txt"), out);
			});
			double other = seconds(() -> new ProcessBuilder("/usr/bin/iprange", file.toString())
				.redirectOutput(this.folder.resolve("theirs.txt").toFile())
				.redirectError(this.folder.resolve("errors.txt").toFile())
				.start()
				.waitFor());
			// The first round warms both up.
			if (round > 0) {
				ours.add(mine);
				theirs.add(other);
			}
		}
		assertThat(Files.mismatch(this.folder.resolve("ours.txt"), this.folder.resolve("theirs.txt"))).isEqualTo(-1);
		this.table.row("aggregate " + v4.size() + " IPv4 entries, text to text (iprange)", median(ours), "s",
				median(theirs), "<= 2 x");
	}

	private static AddressSet set(List<String> lines) {
		AddressSet.Builder builder = new AddressSet.Builder();
		for (String line : lines) {
			builder.add(((Notation.Read) Notation.read(line)).ranges());
		}
		return builder.build();
	}

	private void put(String name, AddressSet entries) throws Exception {
		double took = seconds(() -> {
			this.bans.put(new Bans.Wanted(name, Bans.Source.REQUEST, TARGET, "bench", "bench", "bench", null, name),
					entries);
			return null;
		});
		this.table.row("store the entries of one ban of 1,000,000", took, "s", null, "");
	}

	private void compiles() throws Exception {
		System.gc();
		AtomicLong peak = new AtomicLong();
		AtomicBoolean over = new AtomicBoolean();
		Thread watch = Thread.ofPlatform().daemon().start(() -> {
			Runtime runtime = Runtime.getRuntime();
			while (!over.get()) {
				peak.accumulateAndGet(runtime.totalMemory() - runtime.freeMemory(), Math::max);
				LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
			}
		});
		double took = seconds(() -> assertThat(this.lists.refresh(TARGET)).isTrue());
		over.set(true);
		watch.join();
		this.table.row("read from PostgreSQL, compile, digest, publish", took, "s", null, "<= 6 s");
		this.table.row("peak of the heap meanwhile, of 512 MiB there are", peak.get() / 1048576.0, "MiB", null,
				"to end with that");
	}

	private void addsOne() throws Exception {
		List<Double> times = new ArrayList<>();
		long version = this.lists.standing(TARGET).orElseThrow().version();
		for (int i = 0; i < MORE; i++) {
			Network one = ((Notation.Read) Notation.read("5.5." + i + ".1")).single();
			String name = "more-" + i;
			times.add(seconds(() -> {
				this.bans.put(new Bans.Wanted(name, Bans.Source.REQUEST, TARGET, "bench", "bench", "bench", null, name),
						AddressSet.of(List.of(one)));
				return this.lists.refresh(TARGET);
			}));
		}
		this.table.row("one more ban at 1,000,000 until hosts are told, p50", percentile(times, 50), "s", null, "");
		this.table.row("one more ban at 1,000,000 until hosts are told, p99", percentile(times, 99), "s", null, "");
		// Only now: lists of groups with hosts are brought up to date by others too.
		addHost(0);
		String digest = digest(version);
		byte[] body = ask("token-0", version, digest, 0);
		this.table.row("bytes over the wire for " + MORE + " added bans, each", body.length / (double) MORE, "B", null,
				"");
	}

	private String digest(long version) {
		return this.stage.query("select digest from ban_segment where target = 'hosts/bench' and version = " + version);
	}

	/**
	 * From the moment that somebody of ops asks to the last packet of that address that a
	 * host lets in, with a million entries on both sides; the host has an agent of its
	 * own.
	 */
	private void drops() throws Exception {
		this.journey.person("olga");
		try (HostLab lab = HostLab.open()) {
			HostAgent agent = new HostAgent(lab,
					"http://%s:%d".formatted(lab.portalAddress(), this.stage.portalUri(0).getPort()), "token-0", "nft")
				.set("WAIT", "25")
				.set("MAX_ADDED", "10000000");
			Process running = agent.start("run");
			long start = System.nanoTime();
			until(() -> enforced() == this.lists.standing(TARGET).orElseThrow().version());
			this.table.row("a host without a list enforces all of it (fetch, check, apply)",
					(System.nanoTime() - start) / 1e9, "s", null, "");
			List<Double> times = new ArrayList<>();
			for (int i = 0; i < MORE; i++) {
				times.add(dropped(lab, "5.6." + i + ".1"));
			}
			HostAgent.stop(running);
			this.table.row("from asking for a ban at 1,000,000 to the last packet let in, p50", percentile(times, 50),
					"s", null, "");
			this.table.row("from asking for a ban at 1,000,000 to the last packet let in, p99", percentile(times, 99),
					"s", null, "< 2 s");
		}
	}

	private long enforced() {
		String version = this.stage.query("select version from ban_host where name = 'bench-0' and state = 'enforced'");
		return version.isEmpty() ? 0 : Long.parseLong(version);
	}

	/** A ping each 10 ms, of which each answer has its time. */
	private double dropped(HostLab lab, String address) throws Exception {
		lab.addOutside(address);
		Path printed = this.folder.resolve("ping");
		Process ping = lab.start(printed, lab.out(), "ping", "-n", "-D", "-i", "0.01", "-I", address, HostLab.HOST4);
		until(() -> lastAnswer(printed) > 0);
		double asked = System.currentTimeMillis() / 1e3;
		this.journey.ask("olga", "ban", "addresses=" + address, "reason=flood", "where=HOSTS", "group=bench",
				"lasts=1");
		until(() -> System.currentTimeMillis() / 1e3 - lastAnswer(printed) > 1);
		ping.destroy();
		ping.waitFor();
		return lastAnswer(printed) - asked;
	}

	/** In seconds since the epoch; 0 where there was none yet. */
	private static double lastAnswer(Path printed) {
		try (Stream<String> lines = Files.lines(printed)) {
			return lines.filter((line) -> line.contains(" bytes from "))
				.mapToDouble((line) -> Double.parseDouble(line.substring(1, line.indexOf(']'))))
				.max()
				.orElse(0);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static void until(BooleanSupplier condition) {
		long deadline = System.nanoTime() + Duration.ofMinutes(2).toNanos();
		while (!condition.getAsBoolean()) {
			assertThat(System.nanoTime()).isLessThan(deadline);
			LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
		}
	}

	/** All have the newest list and wait for the next one. */
	private void polls() throws Exception {
		for (int i = 1; i < POLLING; i++) {
			addHost(i);
		}
		Lists.Standing standing = this.lists.standing(TARGET).orElseThrow();
		OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
		Duration time = Duration.ofSeconds(20);
		long before = system.getProcessCpuTime();
		try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
			List<Future<byte[]>> polls = new ArrayList<>();
			for (int i = 0; i < POLLING; i++) {
				String token = "token-" + i;
				polls.add(threads.submit(() -> ask(token, standing.version(), standing.digest(), time.toSeconds())));
			}
			for (Future<byte[]> poll : polls) {
				assertThat(poll.get()).isEmpty();
			}
		}
		double cpu = (system.getProcessCpuTime() - before) / 1e9 / time.toSeconds() * 100;
		this.table.row("200 hosts waiting, of one core (with the clients)", cpu, "%", null, "");
	}

	private byte[] ask(String token, long version, String digest, long wait) throws IOException, InterruptedException {
		return HttpClient.newHttpClient()
			.send(HttpRequest
				.newBuilder(URI.create(this.stage.portalUri(0) + "/agents/bans?version=" + version + "&wait=" + wait))
				.header("Authorization", "Bearer " + token)
				.header("If-None-Match", "\"" + digest + "\"")
				.header("Accept-Encoding", "gzip")
				.build(), BodyHandlers.ofByteArray())
			.body();
	}

	private static double seconds(Callable<?> work) throws IOException, InterruptedException {
		long start = System.nanoTime();
		try {
			work.call();
		}
		catch (IOException | InterruptedException | RuntimeException ex) {
			throw ex;
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
		return (System.nanoTime() - start) / 1e9;
	}

	private static double median(List<Double> figures) {
		return percentile(figures, 50);
	}

	private static double percentile(List<Double> figures, int percent) {
		List<Double> sorted = figures.stream().sorted().toList();
		return sorted.get((int) Math.ceil(percent / 100.0 * sorted.size()) - 1);
	}

}
