package io.gatehouse.request.audit;

import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.ExitCodeGenerator;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.stereotype.Component;

/**
 * The command {@code audit-verify}: checks the chain, prints what it found, and ends with
 * 0, or 1 where it is broken.
 */
@Component
class VerifyCommand implements ApplicationRunner {

	private static final String NAME = "audit-verify";

	private final AuditChain chain;

	private final ConfigurableApplicationContext context;

	VerifyCommand(AuditChain chain, ConfigurableApplicationContext context) {
		this.chain = chain;
		this.context = context;
	}

	@Override
	public void run(ApplicationArguments arguments) {
		if (!arguments.getNonOptionArgs().contains(NAME)) {
			return;
		}
		AuditChain.Verdict verdict = this.chain.verify();
		System.out.println(said(verdict));
		ExitCodeGenerator code = () -> verdict.unbroken() ? 0 : 1;
		System.exit(SpringApplication.exit(this.context, code));
	}

	static String said(AuditChain.Verdict verdict) {
		return verdict.unbroken()
				? "The audit chain is unbroken: %d events, head %s".formatted(verdict.verified(), verdict.head())
				: "The audit chain is BROKEN at event %d (%s); the %d events before it hold, head %s"
					.formatted(verdict.broken(), verdict.flaw(), verdict.verified(), verdict.head());
	}

}
