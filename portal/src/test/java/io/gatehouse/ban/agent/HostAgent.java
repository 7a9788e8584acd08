package io.gatehouse.ban.agent;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The script as it is on a host, with a configuration and a state of its own. */
public final class HostAgent {

	static final int ENFORCED = 0;

	static final int FAILED = 1;

	static final int REFUSED = 3;

	private static final Path SCRIPT = script();

	private final HostLab lab;

	private final Path folder;

	private final Map<String, String> settings = new LinkedHashMap<>();

	HostAgent(HostLab lab, TestPortal portal, String backend) {
		this(lab, portal.url(), TestPortal.TOKEN, backend);
	}

	public HostAgent(HostLab lab, String portal, String token, String backend) {
		this.lab = lab;
		try {
			this.folder = Files.createTempDirectory(lab.folder(), "agent");
			Files.createDirectories(shims());
			Files.writeString(this.folder.resolve("token"), token + "\n");
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		set("URL", portal);
		set("TOKEN_FILE", this.folder.resolve("token").toString());
		set("STATE_DIR", state().toString());
		set("BACKEND", backend);
		set("WAIT", "1");
	}

	private static Path script() {
		Path script = Path.of("ansible/roles/gatehouse_bans/files/gatehouse-bans");
		return (Files.exists(script) ? script : Path.of("..").resolve(script)).toAbsolutePath().normalize();
	}

	public HostAgent set(String key, String value) {
		this.settings.put(key, value);
		StringBuilder text = new StringBuilder("# A comment, and an empty line:\n\n");
		this.settings.forEach((name, set) -> text.append(name).append('=').append(set).append('\n'));
		try {
			Files.writeString(config(), text);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return this;
	}

	Path config() {
		return this.folder.resolve("agent.conf");
	}

	public Path state() {
		return this.folder.resolve("state");
	}

	/** Programs that stand before the real ones. */
	Path shims() {
		return this.folder.resolve("shims");
	}

	/** Puts a script before the real program of this name, which it finds as $real. */
	HostAgent shim(String program, String script) {
		try {
			Path shim = shims().resolve(program);
			Files.writeString(shim, """
					#!/bin/sh
					real=$(PATH=/usr/sbin:/usr/bin:/sbin:/bin command -v %s)
					kill_agent() {
					  pid=$PPID
					  while [ "$(cat "/proc/$pid/comm")" = gatehouse-bans ]; do
					    parent=$(cut -d " " -f 4 "/proc/$pid/stat")
					    kill -9 "$pid"
					    pid=$parent
					  done
					}
					%s
					exec "$real" "$@"
					""".formatted(program, script));
			Files.setPosixFilePermissions(shim, PosixFilePermissions.fromString("rwxr-xr-x"));
			return this;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	HostAgent unshim() {
		try (var files = Files.list(shims())) {
			files.toList().forEach((file) -> file.toFile().delete());
			return this;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	int once(String... options) {
		return exit("once", options);
	}

	int exit(String command, String... options) {
		return HostLab.exit(start(command, options), Duration.ofSeconds(60));
	}

	/** What it said in all runs. */
	String said() {
		try {
			return Files.readString(this.folder.resolve("said"));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	public Process start(String command, String... options) {
		return startAs(List.of(), command, options);
	}

	/** Runs it below another program, such as one that takes rights away. */
	Process startAs(List<String> below, String command, String... options) {
		List<String> line = new ArrayList<>(List.of("ip", "netns", "exec", this.lab.host()));
		line.addAll(below);
		line.add(SCRIPT.toString());
		line.addAll(List.of("--config", config().toString(), command));
		line.addAll(Arrays.asList(options));
		ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true)
			.redirectOutput(ProcessBuilder.Redirect.appendTo(this.folder.resolve("said").toFile()));
		builder.environment().put("PATH", shims() + ":/usr/sbin:/usr/bin:/sbin:/bin");
		try {
			return this.lab.keep(builder.start());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Ends a running agent as systemd does: it and its children. */
	public static void stop(Process agent) {
		List<ProcessHandle> children = agent.descendants().toList();
		agent.destroy();
		HostLab.exit(agent, Duration.ofSeconds(10));
		children.forEach(ProcessHandle::destroyForcibly);
	}

}
