package io.gatehouse.web;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.security.crypto.keygen.KeyGenerators;
import org.springframework.session.web.http.DefaultCookieSerializer;

/**
 * The cookie that names the session, and proves that the portal gave it out: the name
 * alone, which stands in the database and its backups, lets nobody in. What cannot be the
 * name of one is not looked up: anybody can send any bytes, and the database does not
 * take all.
 */
class SessionCookie extends DefaultCookieSerializer {

	private static final Pattern SIGNED = Pattern
		.compile("([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\\.([\\w-]{43})");

	private static final String MAC = "HmacSHA256";

	private static final String PURPOSE = "gatehouse session cookie";

	private static final int KEY_BYTES = 32;

	private final SecretKeySpec key;

	/**
	 * Signs with a key that all portals have and the database does not.
	 * @param clientSecret of the application in GitLab; where it is changed, all sign in
	 * again
	 */
	SessionCookie(PortalProperties portal, String clientSecret) {
		setCookieName(portal.secure() ? "__Host-gatehouse" : "gatehouse");
		setCookiePath("/");
		setUseSecureCookie(portal.secure());
		setUseHttpOnlyCookie(true);
		setSameSite("Lax");
		this.key = new SecretKeySpec(derived(clientSecret), MAC);
	}

	private static byte[] derived(String secret) {
		if (secret.isEmpty()) {
			// Nobody can sign in without one either.
			return KeyGenerators.secureRandom(KEY_BYTES).generateKey();
		}
		return mac(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), MAC), PURPOSE);
	}

	@Override
	public void writeCookieValue(CookieValue cookie) {
		String name = cookie.getCookieValue();
		// An empty one takes the cookie away.
		super.writeCookieValue(name.isEmpty() ? cookie
				: new CookieValue(cookie.getRequest(), cookie.getResponse(), name + "." + signature(name)));
	}

	@Override
	public List<String> readCookieValues(HttpServletRequest request) {
		return super.readCookieValues(request).stream().flatMap((value) -> name(value).stream()).toList();
	}

	private Optional<String> name(String value) {
		Matcher signed = SIGNED.matcher(value);
		return (signed.matches() && same(signature(signed.group(1)), signed.group(2))) ? Optional.of(signed.group(1))
				: Optional.empty();
	}

	private static boolean same(String one, String other) {
		return MessageDigest.isEqual(one.getBytes(StandardCharsets.US_ASCII),
				other.getBytes(StandardCharsets.US_ASCII));
	}

	private String signature(String name) {
		return Base64.getUrlEncoder().withoutPadding().encodeToString(mac(this.key, name));
	}

	private static byte[] mac(SecretKeySpec key, String text) {
		try {
			Mac mac = Mac.getInstance(MAC);
			mac.init(key);
			return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
