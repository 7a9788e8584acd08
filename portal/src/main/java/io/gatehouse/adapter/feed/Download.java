package io.gatehouse.adapter.feed;

import java.net.URI;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

/**
 * What is to be downloaded.
 *
 * @param name what the server is called; each has a circuit of its own
 * @param address may hold a secret, and is told to nobody
 * @param headers may hold secrets; sent to no other server than that of the address
 * @param etag of what is there already; null where nothing is
 * @param lastModified of what is there already, as the server put it
 * @param largest more than this is not read, packed or unpacked
 */
public record Download(String name, URI address, Map<String, String> headers, @Nullable String etag,
		@Nullable String lastModified, DataSize largest) {

	public Download {
		headers = Map.copyOf(headers);
	}

	@Override
	public String toString() {
		return "Download[" + this.name + "]";
	}

}
