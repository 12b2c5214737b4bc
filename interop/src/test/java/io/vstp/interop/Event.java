package io.vstp.interop;

import java.util.ArrayList;
import java.util.List;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * What the crate's peer has told.
 *
 * @param json as it came
 */
record Event(JsonNode json) {

	/** The process has ended. */
	static final Event GONE = new Event(JsonNodeFactory.instance.objectNode().put("event", "gone"));

	static Event of(JsonNode json) {
		return new Event(json);
	}

	boolean is(String event) {
		return this.json.path("event").asString("").equals(event);
	}

	/**
	 * Says whether it is a frame of a type.
	 * @param type the type's name
	 * @return whether it is
	 */
	boolean isFrame(String type) {
		return is("frame") && this.json.path("type").asString("").equals(type);
	}

	/**
	 * Returns the frame.
	 * @return the frame
	 * @throws IllegalStateException if it is none
	 */
	Arrived frame() {
		if (!is("frame")) {
			throw new IllegalStateException("No frame: " + this);
		}
		List<String> headers = new ArrayList<>();
		for (JsonNode header : this.json.path("headers")) {
			headers.add(header.path(0).asString());
			headers.add(header.path(1).asString());
		}
		return new Arrived(this.json.path("type").asString(), headers, this.json.path("length").asInt(),
				this.json.path("crc").asLong(), this.json.path("text").asString(""));
	}

	JsonNode value() {
		return this.json.path("value");
	}

	/**
	 * Returns why the crate says that something failed.
	 * @return the crate's words, without its name and the system's number for the kind of
	 * error
	 */
	String error() {
		String error = this.json.path("error").asString("");
		return error.replaceFirst("^(Protocol|IO) error: ", "").replaceFirst(" \\(os error \\d+\\)$", "");
	}

	@Override
	public String toString() {
		return this.json.toString();
	}

}
