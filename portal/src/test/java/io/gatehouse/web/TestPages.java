package io.gatehouse.web;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import io.gatehouse.identity.Person;

import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Import;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.server.ResponseStatusException;

/** Pages such as a capability has. */
@TestConfiguration
@Import(TestPages.Pages.class)
class TestPages {

	/** Holds pages until it lets them go, and counts them. */
	static final class Held {

		private final AtomicInteger arrived = new AtomicInteger();

		private final CountDownLatch end = new CountDownLatch(1);

		private void arrive() throws InterruptedException {
			this.arrived.incrementAndGet();
			this.end.await();
		}

		int arrived() {
			return this.arrived.get();
		}

		void letGo() {
			this.end.countDown();
		}

	}

	@Controller
	@RequestMapping("/test")
	static class Pages {

		static volatile Held held = new Held();

		@GetMapping(path = "/me", produces = MediaType.TEXT_PLAIN_VALUE)
		@ResponseBody
		String me(Person me) {
			return me.username() + " " + me.roles().stream().sorted().toList();
		}

		@PostMapping(path = "/change", produces = MediaType.TEXT_PLAIN_VALUE)
		@ResponseBody
		String change(Person me) {
			return "changed by " + me.username();
		}

		@GetMapping(path = "/held", produces = MediaType.TEXT_PLAIN_VALUE)
		@ResponseBody
		String held() throws InterruptedException {
			held.arrive();
			return "gone on";
		}

		@GetMapping("/broken")
		String broken() {
			throw new IllegalStateException("the inside story");
		}

		@GetMapping("/stale")
		String stale() {
			throw new OptimisticLockingFailureException("the inside story");
		}

		@GetMapping("/theirs")
		String theirs() {
			throw new ResponseStatusException(HttpStatus.NOT_FOUND, "the inside story");
		}

	}

}
