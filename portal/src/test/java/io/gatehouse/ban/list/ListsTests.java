package io.gatehouse.ban.list;

import java.util.List;
import java.util.stream.IntStream;

import io.gatehouse.OnStage;
import io.gatehouse.Stage;
import io.gatehouse.ban.list.Lists.Standing;
import io.gatehouse.ban.net.AddressSet;
import io.gatehouse.ban.net.Network;
import io.gatehouse.ban.net.Notation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

/** Lists of a group without hosts, which nobody else brings up to date. */
@OnStage
class ListsTests {

	private static final Scope TARGET = Scope.hosts("lists-tests");

	@Autowired
	Lists lists;

	@Autowired
	ListRows rows;

	@Autowired
	Bans bans;

	@Autowired
	Protection protection;

	@Autowired
	Stage stage;

	@AfterEach
	void clear() {
		this.stage.sql("delete from ban where reference = 'lists-tests'");
		this.stage.sql("delete from ban_list where target = '" + TARGET.name() + "'");
		this.protection.remove(network("44.1.0.7"));
	}

	@Test
	void holdBackLossesAndTellAllElse() {
		put("big", many(1500));
		this.lists.refresh(TARGET);
		assertThat(banned("44.1.0.7")).isTrue();

		this.bans.remove("big");
		this.protection.put(network("44.1.0.7"), "tests", "a customer");
		put("urgent", "44.2.0.1");
		long urgent = this.bans.lastChangeOf(this.bans.find("urgent").orElseThrow().id());

		assertThat(this.lists.refresh(TARGET)).isTrue();
		assertThat(standing().halted())
			.hasValueSatisfying((why) -> assertThat(why.key()).isEqualTo("ban.halted.dropped"));
		assertThat(banned("44.2.0.1")).as("what came meanwhile").isTrue();
		assertThat(banned("44.1.0.7")).as("what is protected").isFalse();
		assertThat(banned("44.1.0.8")).as("what is held back").isTrue();
		assertThat(this.lists.tells(TARGET, network("44.1.0.8"))).isTrue();
		assertThat(this.lists.tells(TARGET, network("44.1.0.7"))).isFalse();
		assertThat(this.lists.versionWith(TARGET, urgent)).contains(standing().version());

		assertThat(this.lists.refresh(TARGET)).as("nothing new").isFalse();
		put("later", "44.2.0.2");
		assertThat(this.lists.refresh(TARGET)).isTrue();
		assertThat(banned("44.2.0.2")).isTrue();

		assertThat(this.lists.letThrough(TARGET, "something else")).isFalse();
		assertThat(this.lists.letThrough(TARGET, standing().heldBack().orElseThrow())).isTrue();
		assertThat(this.lists.refresh(TARGET)).isTrue();
		assertThat(banned("44.1.0.8")).isFalse();
		assertThat(banned("44.2.0.1")).isTrue();
		assertThat(standing().halted()).isEmpty();
		assertThat(this.lists.refresh(TARGET)).isFalse();
	}

	@Test
	void goOnByThemselvesWhenTheLossIsMadeGood() {
		put("big", many(1500));
		this.lists.refresh(TARGET);
		this.bans.remove("big");
		this.lists.refresh(TARGET);
		assertThat(standing().halted()).isPresent();

		put("again", many(1500));
		this.lists.refresh(TARGET);

		assertThat(standing().halted()).isEmpty();
		assertThat(banned("44.1.0.8")).isTrue();
	}

	@Test
	void areTheSameForWhoFollowsTheChangesAndWhoReadsAll() {
		put("many", many(200));
		this.lists.refresh(TARGET);
		for (int i = 0; i < 20; i++) {
			put("more-" + i, "44.3.0." + i, "44.4." + i + ".0/24");
			this.lists.refresh(TARGET);
			if (i % 3 == 0) {
				this.bans.remove("more-" + (i / 2));
				this.lists.refresh(TARGET);
			}
		}

		assertThat(this.rows.layout(this.rows.find(TARGET).orElseThrow()))
			.isEqualTo(this.lists.told(TARGET).orElseThrow().layout());
		assertThat(this.stage.query("select count(*) from ban_segment where target = '" + TARGET.name() + "'"))
			.isEqualTo("28");
	}

	/** As a feed does that brings a few more each time. */
	@Test
	void goOnWhereABanGetsMoreEntries() {
		put("growing", "44.7.0.1", "44.7.1.0/24");
		this.lists.refresh(TARGET);
		long ban = this.bans.find("growing").orElseThrow().id();

		put("growing", "44.7.0.1", "44.7.1.0/24", "44.7.0.9");
		assertThat(this.bans.find("growing").orElseThrow().id()).as("the same ban").isEqualTo(ban);
		assertThat(this.stage.query("select bool_and(added) from ban_change where ban_id = " + ban))
			.as("nothing to be taken away")
			.isEqualTo("t");
		this.lists.refresh(TARGET);
		assertThat(banned("44.7.0.9")).isTrue();

		put("growing", "44.7.0.9", "44.7.1.128/25");
		this.lists.refresh(TARGET);
		assertThat(this.bans.page(ban, null, null, 10)).containsExactly("44.7.0.9", "44.7.1.128/25");
		assertThat(this.bans.find("growing").orElseThrow().entries()).isEqualTo(2);
		assertThat(banned("44.7.0.1")).isFalse();
		assertThat(banned("44.7.1.1")).isFalse();
		assertThat(banned("44.7.1.200")).isTrue();
	}

	@Test
	void forgetChangesThatAllHaveButTheLastOfEachBan() {
		put("kept", "44.5.0.1");
		put("kept", "44.5.0.2");
		put("gone", "44.5.0.3");
		this.bans.remove("gone");
		put("newest", "44.5.0.4");
		this.lists.refresh(TARGET);
		long kept = this.bans.find("kept").orElseThrow().id();
		long change = this.bans.lastChangeOf(kept);
		long before = changes();

		this.lists.prune(List.of(TARGET));

		assertThat(changes()).isLessThanOrEqualTo(before - 4);
		assertThat(this.bans.lastChangeOf(kept)).isEqualTo(change);
		assertThat(this.lists.versionWith(TARGET, change)).isPresent();
		this.stage.sql("update ban set ends_at = now() where name = 'kept'");
		this.lists.refresh(TARGET);
		assertThat(banned("44.5.0.2")).isFalse();
	}

	/** Changes are not kept for it; so it must not rely on them later. */
	@Test
	void areCompiledAnewForATargetThatWasForgotten() {
		put("one", "44.6.0.1");
		this.lists.refresh(TARGET);
		this.lists.prune(List.of(Scope.INGRESS));
		this.bans.remove("one");
		this.stage.sql("delete from ban_change where scope = '" + TARGET.name() + "'");

		this.lists.refresh(TARGET);

		assertThat(banned("44.6.0.1")).isFalse();
	}

	/** A host has a version that this database never told, as it was set back. */
	@Test
	void beginAnewAboveWhatSomebodyHas() {
		put("told", "44.8.0.1");
		this.lists.refresh(TARGET);
		put("more", "44.8.0.2");
		this.lists.refresh(TARGET);
		long version = standing().version();
		assertThat(this.lists.overtaken(TARGET, version)).as("told by us").isFalse();
		assertThat(this.lists.overtaken(TARGET, Long.MAX_VALUE)).as("beyond belief").isFalse();
		assertThat(this.lists.refresh(TARGET)).isFalse();

		assertThat(this.lists.overtaken(TARGET, version + 50)).isTrue();
		assertThat(this.lists.refresh(TARGET)).isTrue();
		assertThat(standing().version()).isGreaterThan(version + 50);
		assertThat(this.rows.isWhole(TARGET, standing().version(), standing().digest())).isTrue();
		assertThat(banned("44.8.0.1")).isTrue();
		assertThat(this.lists.refresh(TARGET)).as("once").isFalse();
		assertThat(this.lists.overtaken(TARGET, standing().version() + 50)).as("not all the time").isFalse();
		put("later", "44.8.0.3");
		long anew = standing().version();
		this.lists.refresh(TARGET);
		assertThat(standing().version()).isEqualTo(anew + 1);
	}

	private long changes() {
		return Long
			.parseLong(this.stage.query("select count(*) from ban_change where scope = '" + TARGET.name() + "'"));
	}

	private Standing standing() {
		return this.lists.standing(TARGET).orElseThrow();
	}

	private boolean banned(String address) {
		return this.lists.told(TARGET).orElseThrow().layout().addresses().covers(network(address));
	}

	private void put(String name, String... entries) {
		AddressSet.Builder builder = new AddressSet.Builder();
		List.of(entries).forEach((entry) -> builder.add(network(entry)));
		AddressSet set = builder.build();
		this.bans.put(new Bans.Wanted(name, Bans.Source.REQUEST, TARGET, "tests", "olga", "lists-tests", null,
				String.join(",", entries)), set);
	}

	/** No two of which can be put together. */
	private static String[] many(int count) {
		return IntStream.range(0, count)
			.map((i) -> 2 * i)
			.map((i) -> (i == 6) ? 7 : i)
			.mapToObj((i) -> "44.1." + i / 256 + "." + i % 256)
			.toArray(String[]::new);
	}

	private static Network network(String text) {
		return ((Notation.Read) Notation.read(text)).network();
	}

}
