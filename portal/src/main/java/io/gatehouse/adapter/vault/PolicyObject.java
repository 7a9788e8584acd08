package io.gatehouse.adapter.vault;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.gatehouse.request.Outcome;
import io.gatehouse.request.Text;
import tools.jackson.databind.JsonNode;

/**
 * A policy that reads one path's secrets. Its attributes are that path, for people, and a
 * hash of the whole text, so that no change of it goes unseen.
 */
final class PolicyObject extends VaultObject {

	static final String KIND = "policy";

	static final String READS = "reads-secrets-of";

	static final String TEXT = "policy-text";

	PolicyObject(VaultServer server, VaultProperties properties, Key key, Map<String, String> attributes) {
		super(server, properties, key, withHash(properties.kvMount(), attributes.getOrDefault(READS, "")));
	}

	private static Map<String, String> withHash(String mount, String path) {
		return Map.of(READS, Paths.checked(path), TEXT, hash(text(mount, path)));
	}

	private static String text(String mount, String path) {
		return """
				# Managed by Gatehouse
				path "%1$s/data/%2$s" {
				  capabilities = ["read"]
				}
				path "%1$s/data/%2$s/*" {
				  capabilities = ["read"]
				}
				path "%1$s/metadata/%2$s" {
				  capabilities = ["read", "list"]
				}
				path "%1$s/metadata/%2$s/*" {
				  capabilities = ["read", "list"]
				}
				""".formatted(mount, path);
	}

	private static String hash(String text) {
		try {
			byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.strip().getBytes(StandardCharsets.UTF_8));
			return "sha256:" + HexFormat.of().formatHex(digest, 0, 8);
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Override
	protected String path() {
		return "sys/policies/acl/" + key().name();
	}

	@Override
	protected SortedMap<String, String> attributes(JsonNode data) {
		String text = data.path("policy").asString("");
		SortedMap<String, String> attributes = new TreeMap<>(Map.of(TEXT, hash(text)));
		Matcher subtree = Pattern.compile("path \"" + Pattern.quote(this.properties.kvMount()) + "/data/([^\"]+)/\\*\"")
			.matcher(text);
		if (subtree.find()) {
			attributes.put(READS, subtree.group(1));
		}
		return attributes;
	}

	@Override
	protected Outcome write(Context context, SortedMap<String, String> attributes) {
		String text = text(this.properties.kvMount(), attributes.getOrDefault(READS, ""));
		if (!hash(text).equals(attributes.get(TEXT))) {
			// Only what the portal wrote can be written again from its attributes.
			return Outcome.failed(Text.of("vault.policy-foreign", key().name()));
		}
		this.server.write(context, path(), Map.of("policy", text));
		return Outcome.done();
	}

	@Override
	protected String page() {
		return "/vault/policy/acl/" + key().name().replace("/", "%2F");
	}

}
