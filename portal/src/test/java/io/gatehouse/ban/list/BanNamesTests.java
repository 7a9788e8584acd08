package io.gatehouse.ban.list;

import java.util.Locale;
import java.util.Optional;

import io.gatehouse.request.Text;
import io.gatehouse.web.PortalMessages;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.context.MessageSource;

import static org.assertj.core.api.Assertions.assertThat;

class BanNamesTests {

	private static final String DIGEST = "0123456789ab".repeat(5);

	private final MessageSource messages = PortalMessages.read();

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					0     | everywhere | 203.0.113.7, everywhere                            | 203.0.113.7, везде
					1     | ingress    | 203.0.113.7 and 1 more, at the cluster’s ingress   | 203.0.113.7 и ещё 1 сеть, на входе в кластер
					2     | hosts/web  | 203.0.113.7 and 2 more, on hosts of the group web  | 203.0.113.7 и ещё 2 сети, на хостах группы web
					99690 | everywhere | 203.0.113.7 and 99,690 more, everywhere            | 203.0.113.7 и ещё 99 690 сетей, везде
					""")
	void areReadInWords(int more, String scope, String english, String russian) {
		String name = BanNames.of(BanNames.networks("203.0.113.7", more, DIGEST), new Scope(scope));

		assertThat(words(name, Locale.ENGLISH)).isEqualTo(english);
		assertThat(words(name, Locale.of("ru"))).isEqualTo(russian);
	}

	/** They are the keys under which bans are kept. */
	@Test
	void stayAsTheyAre() {
		assertThat(BanNames.of(BanNames.networks("203.0.113.7", 99_690, DIGEST), Scope.EVERYWHERE))
			.isEqualTo("203.0.113.7 +99690 (0123456789ab) everywhere");
		assertThat(BanNames.of(BanNames.networks("2001:db8::/32", 0, DIGEST), Scope.hosts("web")))
			.isEqualTo("2001:db8::/32 hosts/web");
		assertThat(BanNames.ofFeed("scanners", "ingress")).isEqualTo("feed scanners ingress");
	}

	@Test
	void tellFeedsAndRequests() {
		assertThat(words(BanNames.ofFeed("scanners", "hosts/web"), Locale.ENGLISH))
			.isEqualTo("Feed scanners, on hosts of the group web");
		assertThat(BanNames.said("made by hand")).isEmpty();
		assertThat(said(BanNames.from("Gatehouse request 12"), Locale.of("ru"))).isEqualTo("Запрос №12");
		assertThat(said(BanNames.from(BanNames.by("scanners")), Locale.of("ru"))).isEqualTo("Лента scanners");
		assertThat(said(BanNames.from("by hand"), Locale.ENGLISH)).isEqualTo("by hand");
	}

	private String words(String name, Locale locale) {
		Optional<Text> text = BanNames.said(name);
		return said(text.orElseThrow(), locale);
	}

	private String said(Text text, Locale locale) {
		return this.messages.getMessage(text.key(), text.arguments().toArray(), locale);
	}

}
