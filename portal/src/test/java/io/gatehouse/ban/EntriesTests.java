package io.gatehouse.ban;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import com.sun.management.ThreadMXBean;
import io.gatehouse.ban.Entries.Parsed;
import io.gatehouse.ban.list.BanProperties;
import io.gatehouse.request.Field.Upload;
import io.gatehouse.request.Field.Uploads;
import io.gatehouse.request.RequestType.Problem;
import io.gatehouse.request.Text;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/** What is read of a form, and how much of it at most. */
class EntriesTests {

	private final Shelf files = new Shelf();

	private final Entries entries = new Entries(this.files, properties(1000));

	@Test
	void countsNetworksAndNotLines() {
		// Each is 158 networks, so that seven of them are more than a thousand.
		List<String> ranges = IntStream.range(0, 7)
			.mapToObj((number) -> "2001:db8:%x::1-2001:db8:%x:ffff:ffff:ffff:ffff:fffe".formatted(number, number))
			.toList();
		Parsed parsed = this.entries.of(form(ranges, null));
		assertThat(parsed.problems()).singleElement().satisfies((problem) -> {
			assertThat(problem.field()).isEqualTo("addresses");
			assertThat(problem.text().key()).isEqualTo("ban.too-many");
			assertThat(problem.text().arguments()).containsExactly("1106", "1000");
		});
	}

	@Test
	void listsNoNetworkOfWhatIsTooMuch() {
		List<String> ranges = IntStream.range(0, 10_000)
			.mapToObj((number) -> "2001:db8:%x::1-2001:db8:%x:ffff:ffff:ffff:ffff:fffe".formatted(number, number))
			.toList();
		long before = allocated();
		assertThat(new Entries(this.files, properties(1_000_000)).of(form(ranges, null)).problems()).hasSize(1);
		assertThat(allocated() - before).as("bytes; the networks’ names alone would be more").isLessThan(500_000_000);
	}

	/**
	 * By this thread, in bytes; unlike time it does not depend on what else the machine
	 * does.
	 */
	private static long allocated() {
		return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
	}

	@Test
	void readsNoFurtherThanItMustToSayThatThereIsTooMuch() {
		Upload file = this.files.put("many",
				IntStream.range(0, 400_000)
					.mapToObj((number) -> "10.%d.%d.%d".formatted(number >> 16, number >> 8 & 255, number & 255))
					.collect(Collectors.joining("\n")));
		Parsed parsed = this.entries.of(form(List.of(), file));
		assertThat(parsed.problems()).extracting((problem) -> problem.field() + " " + problem.text().key())
			.containsExactly("file ban.too-long");
		assertThat(this.files.read.get()).isLessThan(100_000);
	}

	@Test
	void keepsNobodyWaitingForTheFileOfAnother() throws Exception {
		Upload slow = this.files.put("slow", "203.0.113.1");
		Upload quick = this.files.put("quick", "203.0.113.2");
		this.files.held = new CountDownLatch(1);
		try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
			Future<Parsed> first = threads.submit(() -> this.entries.of(form(List.of(), slow)));
			Future<Parsed> same = threads.submit(() -> this.entries.of(form(List.of(), slow)));
			assertThat(threads.submit(() -> this.entries.of(form(List.of(), quick))).get(10, TimeUnit.SECONDS).name())
				.isEqualTo("203.0.113.2");
			assertThat(first.isDone()).isFalse();
			this.files.held.countDown();
			assertThat(first.get(10, TimeUnit.SECONDS)).isSameAs(same.get(10, TimeUnit.SECONDS));
		}
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			203.0.113.0/24                                     | false
			203.0.112.0/23                                     | true
			203.0.113.0/25 203.0.115.0/25                      | false
			203.0.113.0/25 203.0.115.0/25 203.0.117.1          | false
			203.0.113.0/24 203.0.115.0/24 203.0.117.0/24       | false
			203.0.113.0/24 203.0.115.0/24 203.0.117.0/24 203.0.119.0/24 | true
			2001:db8::/48                                      | false
			2001:db8::/47                                      | true
			2001:db8::/49 2001:db8:1::/49                      | false
			2001:db8::/49 2001:db8:1::/49 2001:db8:2::1        | true
			2001:db8::/49 2001:db8:1::/50 2001:db8:1:ffff::1 2001:db8:1:ffff::3 | false
			203.0.113.0/24 2001:db8::/48                       | false
			""")
	void countsAsWideWhatIsMoreThanOneWideNetworkAndMoreThanBulk(String addresses, boolean wide) {
		assertThat(this.entries.of(form(List.of(addresses.split(" ")), null)).wide()).isEqualTo(wide);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			127.0.0.1                  | ban.address.never.LOOPBACK    | 127.0.0.1
			127.0.0.0/8                | ban.address.never.LOOPBACK    | 127.0.0.0/8
			::1                        | ban.address.never.LOOPBACK    | ::1
			0.0.0.0                    | ban.address.never.UNSPECIFIED | 0.0.0.0
			::                         | ban.address.never.UNSPECIFIED | ::
			169.254.169.254            | ban.address.never.LINK_LOCAL  | 169.254.169.254
			fe80::1                    | ban.address.never.LINK_LOCAL  | fe80::1
			224.0.0.1                  | ban.address.never.MULTICAST   | 224.0.0.1
			ff02::1                    | ban.address.never.MULTICAST   | ff02::1
			255.255.255.255            | ban.address.never.BROADCAST   | 255.255.255.255
			240.0.0.1                  | ban.address.never.RESERVED    | 240.0.0.1
			126.255.255.255-127.0.0.3  | ban.address.takes-in          | 127.0.0.0/8
			::/96                      | ban.address.takes-in          | ::
			0.0.0.0/0                  | ban.too-wide                  | 0.0.0.0/0
			""")
	void refusesWhatNobodyOutsideCanHave(String written, String key, String named) {
		Parsed parsed = this.entries.of(form(List.of("203.0.113.1", written), null));
		assertThat(parsed.problems()).singleElement().satisfies((problem) -> {
			assertThat(problem.field()).isEqualTo("addresses");
			assertThat(problem.line()).isEqualTo(2);
			assertThat(problem.text().key()).isEqualTo(key);
			assertThat(problem.text().arguments()).contains(named);
		});
	}

	@Test
	void letsPrivateAddressesBeBanned() {
		assertThat(this.entries.of(form(List.of("10.1.2.3", "fd00::1", "100.64.0.1"), null)).problems()).isEmpty();
	}

	@Test
	void namesTheLinesThatAreWrongShortenedAndCountsTheOthers() {
		String endless = "x".repeat(10_000);
		Upload file = this.files.put("wrong",
				"# list\n\n203.0.113.1\n" + (endless + "\n").repeat(7) + "203.0.113.2/0123");
		List<Problem> problems = this.entries.of(form(List.of(), file)).problems();
		assertThat(problems).extracting(Problem::line).containsExactly(4, 5, 6, 7, 8, 0);
		assertThat(problems).extracting(Problem::field).containsOnly("file");
		assertThat(problems.getFirst().text().arguments().getFirst()).hasSize(80).endsWith("…");
		assertThat(problems.getLast().text()).isEqualTo(Text.of("form.more-lines", 3));
	}

	@Test
	void tellsWhenLinesWerePutTogether() {
		Upload file = this.files.put("merged", "203.0.113.4\n203.0.113.5\n\n203.0.113.4 # again\n");
		assertThat(this.entries.of(form(List.of(), file)).counted()).contains(Text.of("ban.note.merged", 3, 1));
		assertThat(this.entries.of(form(List.of("203.0.113.4", "203.0.113.6"), null)).counted()).isEmpty();
		assertThat(this.entries.of(form(List.of("203.0.113.1-203.0.113.2"), null)).counted())
			.contains(Text.of("ban.note.split", 1, 2));
	}

	@Test
	void findsNothingButRemarks() {
		Upload file = this.files.put("remarks", "# nothing\n");
		assertThat(this.entries.of(form(List.of(), file)).problems())
			.containsExactly(Problem.at("file", "ban.nothing"));
	}

	@Test
	void triesAgainWhatCouldNotBeRead() {
		Upload file = this.files.put("flaky", "203.0.113.3");
		this.files.failing = true;
		assertThatIllegalStateException().isThrownBy(() -> this.entries.of(form(List.of(), file)));
		this.files.failing = false;
		assertThat(this.entries.of(form(List.of(), file)).name()).isEqualTo("203.0.113.3");
	}

	private static BanProperties properties(int most) {
		Map<String, String> settings = Map.of("gatehouse.bans.most-entries", Integer.toString(most));
		return new Binder(new MapConfigurationPropertySource(settings)).bindOrCreate("gatehouse.bans",
				BanProperties.class);
	}

	private static NewBan form(List<String> addresses, @Nullable Upload file) {
		return new NewBan(addresses, file, "scans", NewBan.Where.EVERYWHERE, "", false, Duration.ofDays(1));
	}

	/** Files that can be slow, or broken. */
	private static final class Shelf implements Uploads {

		private final Map<String, byte[]> contents = new ConcurrentHashMap<>();

		private final AtomicInteger read = new AtomicInteger();

		private volatile CountDownLatch held = new CountDownLatch(0);

		private volatile boolean failing;

		Upload put(String id, String content) {
			byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
			this.contents.put(id, bytes);
			return new Upload(id, id + ".txt", bytes.length, "", 1);
		}

		@Override
		public InputStream open(Upload upload) {
			if (this.failing) {
				throw new IllegalStateException(upload.id());
			}
			if (upload.id().equals("slow")) {
				await();
			}
			return new ByteArrayInputStream(this.contents.get(upload.id())) {

				@Override
				public synchronized int read(byte[] into, int offset, int length) {
					int count = super.read(into, offset, length);
					Shelf.this.read.addAndGet(Math.max(0, count));
					return count;
				}

			};
		}

		private void await() {
			try {
				this.held.await(10, TimeUnit.SECONDS);
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		}

	}

}
