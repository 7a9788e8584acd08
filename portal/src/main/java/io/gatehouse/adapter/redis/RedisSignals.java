package io.gatehouse.adapter.redis;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongConsumer;

import io.gatehouse.request.event.ChangeSignals;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.TimeoutOptions;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;

/**
 * Tells through a channel of Redis. One thread of its own connects, sees whether Redis is
 * still there and connects again; whoever tells something only hands it over, and where
 * there is no connection it is lost.
 */
final class RedisSignals implements ChangeSignals, DisposableBean {

	private static final Logger log = LoggerFactory.getLogger(RedisSignals.class);

	private static final String CHANNEL = "gatehouse:request-changed";

	/** More than that waits for no Redis that hangs. */
	private static final int WAITING = 1000;

	private final RedisURI address;

	private final Duration checkEvery;

	private final RedisClient client;

	private final List<LongConsumer> listeners = new CopyOnWriteArrayList<>();

	private final Thread keeper;

	private volatile @Nullable Link link;

	private RedisSignals(URI url, RedisProperties properties) {
		this.address = RedisURI.create(url);
		this.address.setTimeout(properties.timeout());
		this.checkEvery = properties.checkEvery();
		this.client = RedisClient.create();
		// The library would try again by itself, without end and with a word each time.
		this.client.setOptions(ClientOptions.builder()
			.autoReconnect(false)
			.disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
			.requestQueueSize(WAITING)
			.socketOptions(SocketOptions.builder().connectTimeout(properties.timeout()).build())
			.timeoutOptions(TimeoutOptions.enabled(properties.timeout()))
			.build());
		this.keeper = Thread.ofVirtual().name("redis-signals").unstarted(this::keep);
	}

	/** Begins to connect, and does not wait for it. */
	static RedisSignals at(URI url, RedisProperties properties) {
		RedisSignals signals = new RedisSignals(url, properties);
		signals.keeper.start();
		return signals;
	}

	private void keep() {
		boolean lost = false;
		while (!Thread.currentThread().isInterrupted()) {
			try (Link opened = Link.open(this.client, this.address, CHANNEL, this::heard)) {
				this.link = opened;
				log.info("Redis at {}:{} carries live updates", this.address.getHost(), this.address.getPort());
				lost = false;
				do {
					Thread.sleep(this.checkEvery);
				}
				while (opened.alive());
			}
			catch (InterruptedException ex) {
				return;
			}
			catch (RuntimeException ex) {
				log.debug("No connection to Redis", ex);
			}
			finally {
				this.link = null;
			}
			if (!lost && !Thread.currentThread().isInterrupted()) {
				lost = true;
				log.warn("Redis at {}:{} does not answer; live updates come up to a second later",
						this.address.getHost(), this.address.getPort());
			}
			pause();
		}
	}

	private void pause() {
		try {
			Thread.sleep(this.checkEvery);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private void heard(String message) {
		// Others may use the same Redis: what is no number is nothing to us.
		if (message.matches("\\d{1,18}")) {
			long request = Long.parseLong(message);
			this.listeners.forEach((listener) -> listener.accept(request));
		}
	}

	@Override
	public void changed(long request) {
		Link open = this.link;
		if (open == null) {
			return;
		}
		try {
			open.tell(CHANNEL, Long.toString(request));
		}
		catch (RuntimeException ex) {
			log.debug("Request {} is not told of through Redis", request, ex);
		}
	}

	@Override
	public void listen(LongConsumer listener) {
		this.listeners.add(listener);
	}

	/** Whether there is a connection just now. */
	boolean connected() {
		return this.link != null;
	}

	@Override
	public void destroy() throws InterruptedException {
		this.keeper.interrupt();
		this.keeper.join(Duration.ofSeconds(2));
		this.client.shutdown(Duration.ZERO, Duration.ofSeconds(2));
	}

}
