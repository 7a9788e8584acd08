package io.gatehouse.ban;

import java.util.Map;

import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import io.gatehouse.ban.agent.Hosts;
import io.gatehouse.ban.list.Lists;
import io.gatehouse.ban.list.Scope;
import io.gatehouse.request.Text;
import io.gatehouse.request.event.Happened;
import io.gatehouse.request.event.Happened.About;
import io.gatehouse.request.event.Happened.Action;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Tells ops what they must look at, once each, and when it is over. */
@Component
class Alerts {

	private static final String TYPE = "ban";

	private final Hosts hosts;

	private final Lists lists;

	private final ApplicationEventPublisher events;

	Alerts(Hosts hosts, Lists lists, ApplicationEventPublisher events) {
		this.hosts = hosts;
		this.lists = lists;
		this.events = events;
	}

	@EventListener
	@Transactional(propagation = Propagation.MANDATORY)
	public void halted(Lists.Halted halted) {
		if (halted.why() != null) {
			tell(Happened.PORTAL, Action.ATTENTION_NEEDED, title(halted.target()), halted.why(), Enforcement.LISTS);
		}
		else {
			tell(Happened.PORTAL, Action.ATTENTION_OVER, title(halted.target()), Text.of("ban.halted.over"),
					Enforcement.LISTS);
		}
	}

	/**
	 * Lets through what is held back, and says who did.
	 * @return whether it was still the same
	 */
	@Transactional
	public boolean letThrough(Scope target, String digest, String person) {
		boolean same = this.lists.letThrough(target, digest);
		if (same) {
			tell(person, Action.ATTENTION_OVER, title(target), Text.of("ban.let-through"), Enforcement.LISTS);
		}
		return same;
	}

	/** Hosts that fell silent, or came back, since the last look. */
	@Transactional
	public void hosts() {
		this.hosts.silent()
			.forEach((name) -> tell(Happened.PORTAL, Action.ATTENTION_NEEDED, name, Text.of("ban.host.stale", name),
					Hosts.PAGE));
		this.hosts.back()
			.forEach((name) -> tell(Happened.PORTAL, Action.ATTENTION_OVER, name, Text.of("ban.host.back", name),
					Hosts.PAGE));
	}

	private static String title(Scope target) {
		return target.said("ban.list.title").packed();
	}

	private void tell(String actor, Action action, String title, Text why, String page) {
		this.events.publishEvent(
				Happened.of(actor, action, TYPE, title, null, null, Map.of(About.WHY, why.packed(), About.PAGE, page)));
	}

	/** The look; one portal at a time. */
	@Configuration(proxyBeanMethods = false)
	static class HostsTask {

		@Bean
		Task<Void> banHostsTask(Alerts alerts) {
			return Tasks.recurring("ban-hosts", FixedDelay.ofSeconds(30))
				.execute((instance, context) -> alerts.hosts());
		}

	}

}
