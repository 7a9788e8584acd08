package io.gatehouse.adapter.redis;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;

/** Two open connections: one that tells, and one that is told. */
final class Link implements AutoCloseable {

	private final StatefulRedisPubSubConnection<String, String> told;

	private final StatefulRedisConnection<String, String> tells;

	private final Duration timeout;

	private Link(StatefulRedisPubSubConnection<String, String> told, StatefulRedisConnection<String, String> tells,
			Duration timeout) {
		this.told = told;
		this.tells = tells;
		this.timeout = timeout;
	}

	/** Opens both, and is told of a channel from now on. */
	static Link open(RedisClient client, RedisURI address, String channel, Consumer<String> listener) {
		StatefulRedisPubSubConnection<String, String> told = client.connectPubSub(address);
		try {
			told.addListener(new RedisPubSubAdapter<>() {

				@Override
				public void message(String from, String message) {
					listener.accept(message);
				}

			});
			told.sync().subscribe(channel);
			return new Link(told, client.connect(address), address.getTimeout());
		}
		catch (RuntimeException ex) {
			close(told);
			throw ex;
		}
	}

	void tell(String channel, String message) {
		this.tells.async().publish(channel, message);
	}

	/** Whether both answer in time. */
	boolean alive() throws InterruptedException {
		return answers(this.tells.async().ping()) && answers(this.told.async().ping());
	}

	private boolean answers(RedisFuture<String> ping) throws InterruptedException {
		return ping.await(this.timeout.toMillis(), TimeUnit.MILLISECONDS) && ping.getError() == null;
	}

	@Override
	public void close() {
		close(this.told);
		close(this.tells);
	}

	private static void close(StatefulConnection<?, ?> connection) {
		if (connection.isOpen()) {
			connection.close();
		}
	}

}
