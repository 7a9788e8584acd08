package io.gatehouse.adapter.slack;

import java.net.URI;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class MrkdwnTests {

	@Test
	void callsNobodyThroughForeignText() {
		assertThat(Mrkdwn.of("<!channel> <@U1> & <http://evil|here>").markup())
			.isEqualTo("&lt;!channel&gt; &lt;@U1&gt; &amp; &lt;http://evil|here&gt;");
	}

	@Test
	void keepsForeignTextOnOneLine() {
		assertThat(Mrkdwn.of(" a\r\n\u2028*Approved*\u0000\tb\u202E ").markup()).isEqualTo("a *Approved* b");
	}

	@Test
	void cutsBeforeItEscapes() {
		assertThat(Mrkdwn.of("<<<<<<", 4).markup()).isEqualTo("&lt;&lt;&lt;…");
	}

	@Test
	void linksWhereItIsTold() {
		assertThat(Mrkdwn.link(URI.create("http://localhost/requests/1?a=1&b=2"), "a|b > c").markup())
			.isEqualTo("<http://localhost/requests/1?a=1&amp;b=2|a|b &gt; c>");
	}

}
