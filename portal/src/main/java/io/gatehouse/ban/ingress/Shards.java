package io.gatehouse.ban.ingress;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import io.gatehouse.ban.list.Layout;
import io.gatehouse.ban.net.Network;

/** Cuts a list into parts that fit into an object each. */
final class Shards {

	/**
	 * What the data of a ConfigMap may have, and well below what etcd takes, in bytes.
	 */
	static final int OBJECT = 1024 * 1024;

	/** One entry in so many may be the first of a part. */
	private static final int SEAMS = 512;

	/** Spreads the hash codes of texts that differ in their ends only. */
	private static final int SPREAD = 0x9E3779B1;

	private Shards() {
	}

	/** The entries of a list: networks first, each kind in order. */
	static List<String> entries(Layout list) {
		return Stream.concat(list.networks().stream(), list.singles().stream()).map(Network::toString).toList();
	}

	/** The same, a single address with its prefix too. */
	static List<String> cidrs(Layout list) {
		return Stream.concat(list.networks().stream(), list.singles().stream())
			.map((network) -> network.single() ? network + "/" + network.prefix() : network.toString())
			.toList();
	}

	/** How many bytes texts of ASCII have, with so many more for each. */
	static long bytes(List<String> entries, int extra) {
		return entries.stream().mapToLong((entry) -> entry.length() + extra).sum();
	}

	/**
	 * Cuts a list into parts of no more than so many bytes.
	 *
	 * <p>
	 * Where a part ends follows from the entries themselves, once it is nearly full: an
	 * entry that comes or goes changes the part that it is in, and hardly ever others.
	 */
	static List<List<String>> cut(List<String> entries, int extra, int most) {
		List<List<String>> parts = new ArrayList<>();
		List<String> part = new ArrayList<>();
		long size = 0;
		for (String entry : entries) {
			int bytes = entry.length() + extra;
			if (size + bytes > most || (size >= filled(most) && seam(entry))) {
				parts.add(part);
				part = new ArrayList<>();
				size = 0;
			}
			part.add(entry);
			size += bytes;
		}
		parts.add(part);
		return parts;
	}

	/** How many bytes a part of so many has at least that is followed by another. */
	static long filled(int most) {
		return most / 8L * 7;
	}

	private static boolean seam(String entry) {
		return Integer.remainderUnsigned(entry.hashCode() * SPREAD >>> 8, SEAMS) == 0;
	}

}
