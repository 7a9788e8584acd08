package io.gatehouse.ban.ingress;

import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What is looked at again and again; one portal at a time. */
@Configuration(proxyBeanMethods = false)
class IngressTasks {

	@Bean
	Task<Void> banPublishTask(Publisher publisher, IngressProperties properties) {
		return Tasks.recurring("ban-publish", FixedDelay.of(properties.every()))
			.execute((instance, context) -> publisher.now());
	}

	@Bean
	Task<Void> banClusterNetworksTask(ClusterNetworks networks, IngressProperties properties) {
		return Tasks.recurring("ban-cluster-networks", FixedDelay.of(properties.discoverEvery()))
			.execute((instance, context) -> networks.find());
	}

}
