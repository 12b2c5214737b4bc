package io.vstp.interop;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

import tools.jackson.databind.json.JsonMapper;

/**
 * A client or server of the Rust crate in a process of its own, see the module's
 * {@code README.md}.
 */
final class CratePeer implements AutoCloseable {

	/** Far longer than anything takes. */
	static final Duration PATIENCE = Duration.ofSeconds(20);

	private static final JsonMapper JSON = JsonMapper.builder().build();

	private final LinkedBlockingQueue<Event> events = new LinkedBlockingQueue<>();

	private final Process process;

	private final BufferedWriter commands;

	private final int port;

	private CratePeer(Process process) throws InterruptedException {
		this.process = process;
		this.commands = process.outputWriter();
		Thread reader = new Thread(this::read, "crate-" + process.pid());
		reader.setDaemon(true);
		reader.start();
		Event ready = take();
		if (!ready.is("listening") && !ready.is("connected")) {
			close();
			throw new IllegalStateException("The crate's peer did not start: " + ready);
		}
		this.port = ready.json().path("port").asInt(0);
	}

	/**
	 * Starts a peer and waits until it listens or is connected.
	 * @param role what it is
	 * @param arguments how it is
	 * @return the peer
	 */
	static CratePeer start(String role, String... arguments) throws IOException, InterruptedException {
		return new CratePeer(process(role, arguments));
	}

	/**
	 * Starts a server.
	 * @param role what it is
	 * @param answers what its application answers, separated by commas
	 * @return the server
	 */
	static CratePeer server(String role, String answers) throws IOException, InterruptedException {
		return start(role, "--answer", answers);
	}

	/**
	 * Starts a client.
	 * @param role what it is
	 * @param port where the server is
	 * @param arguments how it is
	 * @return the client
	 */
	static CratePeer client(String role, int port, String... arguments) throws IOException, InterruptedException {
		List<String> all = new ArrayList<>(List.of("--to", "127.0.0.1:" + port));
		all.addAll(List.of(arguments));
		return start(role, all.toArray(String[]::new));
	}

	/**
	 * Runs many clients and waits for what they tell.
	 * @param transport {@code tcp} or {@code udp}
	 * @param port where the server is
	 * @param clients how many
	 * @param messages how many each of them sends
	 * @return the only event
	 */
	static Event swarm(String transport, int port, int clients, int messages) throws IOException {
		Process process = process("swarm", "--transport", transport, "--to", "127.0.0.1:" + port, "--clients",
				"" + clients, "--messages", "" + messages);
		try (BufferedReader lines = process.inputReader()) {
			return Event.of(JSON.readTree(lines.readLine()));
		}
		finally {
			process.destroyForcibly();
		}
	}

	private static Process process(String role, String... arguments) throws IOException {
		List<String> command = new ArrayList<>(List.of(CrateProgram.executable().toString(), role));
		command.addAll(List.of(arguments));
		Path errors = CrateProgram.module().resolve("target/crate-errors.log");
		return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.appendTo(errors.toFile())).start();
	}

	private void read() {
		try (BufferedReader lines = this.process.inputReader()) {
			for (String line = lines.readLine(); line != null; line = lines.readLine()) {
				this.events.add(Event.of(JSON.readTree(line)));
			}
		}
		catch (IOException | UncheckedIOException ex) {
			// It was ended.
		}
		this.events.add(Event.GONE);
	}

	int port() {
		return this.port;
	}

	/**
	 * Has a client do something.
	 * @param op what
	 * @param namesAndValues with which arguments: name, value, name, value
	 * @return what came of it
	 */
	Event ask(String op, Object... namesAndValues) throws IOException, InterruptedException {
		Map<String, Object> command = new LinkedHashMap<>();
		command.put("op", op);
		for (int i = 0; i < namesAndValues.length; i += 2) {
			command.put((String) namesAndValues[i], namesAndValues[i + 1]);
		}
		this.commands.write(JSON.writeValueAsString(command));
		this.commands.newLine();
		this.commands.flush();
		return take();
	}

	/**
	 * Waits for what happens next.
	 * @return the event
	 */
	Event take() throws InterruptedException {
		Event event = poll(PATIENCE);
		if (event == null) {
			throw new IllegalStateException("The crate's peer told nothing for " + PATIENCE);
		}
		return event;
	}

	/**
	 * Waits for something and forgets what happens before.
	 * @param wanted for what
	 * @return the event
	 */
	Event take(Predicate<Event> wanted) throws InterruptedException {
		Event event = take();
		while (!wanted.test(event)) {
			if (event == Event.GONE) {
				throw new IllegalStateException("The crate's peer ended");
			}
			event = take();
		}
		return event;
	}

	/**
	 * Waits for what happens next.
	 * @param patience how long
	 * @return the event, or {@code null} if nothing does
	 */
	Event poll(Duration patience) throws InterruptedException {
		return this.events.poll(patience.toNanos(), TimeUnit.NANOSECONDS);
	}

	/**
	 * Returns what has happened and was not taken.
	 * @return the events
	 */
	List<Event> drain() {
		List<Event> drained = new ArrayList<>();
		this.events.drainTo(drained);
		return drained;
	}

	/**
	 * Kills the process and waits until its port is free.
	 */
	@Override
	public void close() throws InterruptedException {
		this.process.destroyForcibly().waitFor();
	}

}
