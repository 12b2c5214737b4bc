package io.vstp.spring.test.client;

import java.nio.charset.StandardCharsets;
import java.util.Objects;

import io.vstp.frame.ErrorCode;
import io.vstp.spring.test.client.VstpTestResult.Kind;
import org.assertj.core.api.AbstractByteArrayAssert;
import org.assertj.core.api.AbstractObjectAssert;
import org.assertj.core.api.AbstractStringAssert;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ObjectAssert;

import org.springframework.core.ParameterizedTypeReference;
import org.springframework.test.json.JsonContent;
import org.springframework.test.json.JsonContentAssert;

/**
 * Assertions on what came of a request.
 *
 * <pre class="code">
 * assertThat(client.header("op", "latest").exchange()).isReply()
 * 	.hasHeader("content-type", "application/json")
 * 	.hasPayload(new Reading(21.5));
 * </pre>
 */
public final class VstpTestResultAssert extends AbstractObjectAssert<VstpTestResultAssert, VstpTestResult> {

	VstpTestResultAssert(VstpTestResult actual) {
		super(actual, VstpTestResultAssert.class);
	}

	/**
	 * Verifies that the handler returned something.
	 * @return these assertions
	 */
	public VstpTestResultAssert isReply() {
		return isKind(Kind.REPLY, "a reply");
	}

	/**
	 * Verifies that the handler ended without a reply.
	 * @return these assertions
	 */
	public VstpTestResultAssert hasNoReply() {
		isNotNull();
		if (this.actual.kind() != Kind.NONE && this.actual.kind() != Kind.ACKNOWLEDGED) {
			throw failure("Expected no reply, but there was: %s", this.actual);
		}
		return this;
	}

	/**
	 * Verifies that this is a frame that was pushed, as
	 * {@link VstpTestClient#receive(java.time.Duration)} returns them.
	 * @return these assertions
	 */
	public VstpTestResultAssert isPush() {
		return isKind(Kind.PUSH, "a push");
	}

	/**
	 * Verifies that the frame was acknowledged.
	 * @return these assertions
	 */
	public VstpTestResultAssert isAcknowledged() {
		isNotNull();
		if (!this.actual.isAcknowledged()) {
			throw failure("Expected an acknowledged frame, but there was: %s", this.actual);
		}
		return this;
	}

	/**
	 * Verifies that the frame was not acknowledged.
	 * @return these assertions
	 */
	public VstpTestResultAssert isNotAcknowledged() {
		isNotNull();
		if (this.actual.isAcknowledged()) {
			throw failure("Expected a frame that was not acknowledged, but there was: %s", this.actual);
		}
		return this;
	}

	/**
	 * Verifies that the peer answered ERR.
	 * @return these assertions
	 */
	public VstpTestResultAssert isError() {
		return isKind(Kind.ERROR, "an error");
	}

	/**
	 * Verifies that the peer answered ERR with a code.
	 * @param code the code
	 * @return these assertions
	 */
	public VstpTestResultAssert isError(ErrorCode code) {
		return isError(code.code());
	}

	/**
	 * Verifies that the peer answered ERR with a code.
	 * @param code the code as it is sent, for instance one of the application's own
	 * @return these assertions
	 */
	public VstpTestResultAssert isError(String code) {
		isError();
		if (!code.equals(this.actual.errorCodeText())) {
			throw failureWithActualExpected(String.valueOf(this.actual.errorCodeText()), code,
					"Expected error %s, but there was: %s", code, this.actual);
		}
		return this;
	}

	/**
	 * Starts assertions on the text of the error.
	 * @return assertions on the {@code message} header
	 */
	public AbstractStringAssert<?> errorMessage() {
		isError();
		return Assertions.assertThat(this.actual.errorMessage()).as("message of the error");
	}

	/**
	 * Verifies that there is a header.
	 * @param name its name
	 * @return these assertions
	 */
	public VstpTestResultAssert hasHeader(String name) {
		isNotNull();
		if (!this.actual.headers().contains(name)) {
			throw failure("Expected header '%s', but there was: %s", name, this.actual);
		}
		return this;
	}

	/**
	 * Verifies the first value of a header.
	 * @param name its name
	 * @param value its value; compared by its {@code toString()}
	 * @return these assertions
	 */
	public VstpTestResultAssert hasHeader(String name, Object value) {
		hasHeader(name);
		String found = this.actual.headers().get(name);
		if (!value.toString().equals(found)) {
			throw failureWithActualExpected(String.valueOf(found), value,
					"Expected header '%s' with value '%s', but there was: %s", name, value, this.actual);
		}
		return this;
	}

	/**
	 * Verifies that there is no such header.
	 * @param name its name
	 * @return these assertions
	 */
	public VstpTestResultAssert doesNotHaveHeader(String name) {
		isNotNull();
		if (this.actual.headers().contains(name)) {
			throw failure("Expected no header '%s', but there was: %s", name, this.actual);
		}
		return this;
	}

	/**
	 * Verifies the payload.
	 * @param expected the bytes, the text, or an object of the type that the payload is
	 * converted to and then compared with
	 * @return these assertions
	 */
	public VstpTestResultAssert hasPayload(Object expected) {
		isNotNull();
		if (expected instanceof byte[] bytes) {
			payload().isEqualTo(bytes);
		}
		else if (expected instanceof CharSequence text) {
			payloadText().isEqualTo(text.toString());
		}
		else {
			Object found = this.actual.payloadAs(expected.getClass());
			if (!Objects.equals(found, expected)) {
				throw failureWithActualExpected(found, expected, "Expected payload %s, but it was %s", expected, found);
			}
		}
		return this;
	}

	/**
	 * Verifies that the payload is empty.
	 * @return these assertions
	 */
	public VstpTestResultAssert hasEmptyPayload() {
		payload().isEmpty();
		return this;
	}

	/**
	 * Starts assertions on the payload.
	 * @return assertions on its bytes
	 */
	public AbstractByteArrayAssert<?> payload() {
		isNotNull();
		return Assertions.assertThat(this.actual.payload()).as("payload");
	}

	/**
	 * Starts assertions on the payload.
	 * @return assertions on its text in UTF-8
	 */
	public AbstractStringAssert<?> payloadText() {
		isNotNull();
		return Assertions.assertThat(new String(this.actual.payload(), StandardCharsets.UTF_8)).as("payload");
	}

	/**
	 * Starts assertions on the payload.
	 * @param <T> the type
	 * @param type what to convert it to
	 * @return assertions on the object
	 */
	public <T> ObjectAssert<T> payloadAs(Class<T> type) {
		isNotNull();
		return Assertions.assertThat(this.actual.<T>payloadAs(type)).as("payload");
	}

	/**
	 * Starts assertions on the payload.
	 * @param <T> the type
	 * @param type what to convert it to
	 * @return assertions on the object
	 */
	public <T> ObjectAssert<T> payloadAs(ParameterizedTypeReference<T> type) {
		isNotNull();
		return Assertions.assertThatObject(this.actual.<T>payloadAs(type.getType())).as("payload");
	}

	/**
	 * Starts assertions on the payload as JSON: by a path, or as a whole. Needs JsonPath
	 * and, for the comparison of documents, JSONassert, which
	 * {@code spring-boot-starter-test} brings.
	 * @return assertions on the document
	 */
	public JsonContentAssert json() {
		isNotNull();
		return new JsonContentAssert(new JsonContent(this.actual.text()));
	}

	private VstpTestResultAssert isKind(Kind kind, String name) {
		isNotNull();
		if (this.actual.kind() != kind) {
			throw failure("Expected %s, but there was: %s", name, this.actual);
		}
		return this;
	}

}
