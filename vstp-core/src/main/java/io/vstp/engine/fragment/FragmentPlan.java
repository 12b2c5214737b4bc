package io.vstp.engine.fragment;

import io.vstp.frame.HeaderNames;
import io.vstp.frame.Headers;
import org.jspecify.annotations.Nullable;

/**
 * How a message is cut into fragments (docs/protocol.md, "UDP"): all but the last carry
 * equally many bytes of the payload, as many as the longest datagram has room for, and
 * all carry the message's headers. Immutable.
 */
public final class FragmentPlan {

	/** The largest {@code frag-id} and {@code frag-total} there is. */
	public static final long MAX_NUMBER = 0xFFFF_FFFFL;

	/** The largest {@code frag-id} and {@code frag-total} for a peer of part 1. */
	public static final int MAX_PART1_NUMBER = 255;

	// Preamble of a frame.
	private static final int PREAMBLE_LENGTH = 11;

	private static final int INDEX_LENGTH = 2 + HeaderNames.FRAG_INDEX.length();

	private static final int MAX_DIGITS = 10;

	private final Headers prefix;

	private final long fragId;

	private final int payloadLength;

	private final int chunk;

	private final int fragments;

	private final int trailer;

	private FragmentPlan(Headers prefix, long fragId, int payloadLength, int chunk, int trailer) {
		this.fragId = fragId;
		this.payloadLength = payloadLength;
		this.chunk = chunk;
		this.fragments = fragments(payloadLength, chunk);
		this.prefix = prefix.withNumber(HeaderNames.FRAG_TOTAL, this.fragments);
		this.trailer = trailer;
	}

	/**
	 * Makes a plan.
	 * @param headers the message's headers; those that belong to fragments are left out
	 * @param payloadLength bytes of its payload
	 * @param fragId its {@code frag-id}, 0 to 2^32-1
	 * @param offer whether the fragments offer the extensions; those that do not are held
	 * so short that nobody can take one for a whole message
	 * @param maxDatagram the longest datagram, in bytes
	 * @param trailer bytes of a datagram's CRC trailer
	 * @return the plan, or {@code null} if the headers leave no room for the payload
	 */
	public static @Nullable FragmentPlan of(Headers headers, int payloadLength, long fragId, boolean offer,
			int maxDatagram, int trailer) {
		Headers prefix = FragmentHeaders.remove(headers).withNumber(HeaderNames.FRAG_ID, fragId);
		if (offer) {
			prefix = prefix.withNumber(HeaderNames.VX, 1);
		}
		int limit = offer ? maxDatagram : Math.min(maxDatagram, FragmentHeaders.CRATE_DATAGRAM);
		int room = limit - PREAMBLE_LENGTH - prefix.byteLength() - trailer - INDEX_LENGTH - 2
				- HeaderNames.FRAG_TOTAL.length();
		for (int digits = 1; digits <= MAX_DIGITS; digits++) {
			int chunk = room - 2 * digits;
			if (chunk <= 0) {
				return null;
			}
			if (digits(fragments(payloadLength, chunk)) <= digits) {
				return new FragmentPlan(prefix, fragId, payloadLength, chunk, trailer);
			}
		}
		return null;
	}

	private static int fragments(int payloadLength, int chunk) {
		return (payloadLength == 0) ? 1 : (payloadLength - 1) / chunk + 1;
	}

	private static int digits(int number) {
		int digits = 1;
		for (int rest = number / 10; rest > 0; rest /= 10) {
			digits++;
		}
		return digits;
	}

	/**
	 * Returns the message's {@code frag-id}.
	 * @return 0 to 2^32-1
	 */
	public long fragId() {
		return this.fragId;
	}

	/**
	 * Returns how many bytes of the payload all fragments but the last have.
	 * @return bytes, 1 or more
	 */
	public int chunk() {
		return this.chunk;
	}

	/**
	 * Returns how many fragments there are.
	 * @return the number, 1 or more
	 */
	public int fragments() {
		return this.fragments;
	}

	/**
	 * Returns where a fragment's part of the payload begins.
	 * @param index the fragment
	 * @return bytes from the beginning of the payload
	 */
	public int offset(int index) {
		return index * this.chunk;
	}

	/**
	 * Returns how long a fragment's part of the payload is.
	 * @param index the fragment
	 * @return bytes
	 */
	public int length(int index) {
		return (index == this.fragments - 1) ? this.payloadLength - offset(index) : this.chunk;
	}

	/**
	 * Returns how long the datagram of a fragment is.
	 * @param index the fragment
	 * @return bytes
	 */
	public int datagramLength(int index) {
		return PREAMBLE_LENGTH + this.prefix.byteLength() + INDEX_LENGTH + digits(index) + length(index) + this.trailer;
	}

	/**
	 * Returns the headers of a fragment.
	 * @param index the fragment
	 * @return the headers, its {@code frag-index} as the last
	 */
	public Headers headers(int index) {
		return this.prefix.withNumber(HeaderNames.FRAG_INDEX, index);
	}

}
