package io.vstp.transport;

/**
 * What the messages take of which not all fragments have arrived yet. The numbers are
 * read one after the other, so that they need not belong to the same moment.
 *
 * @param active how many messages
 * @param maxActive how many there may be
 * @param bytes how many bytes are taken, or kept free for the rest of these messages
 * @param maxBytes how many bytes there may be
 */
public record Reassemblies(int active, int maxActive, long bytes, long maxBytes) {

	/** Nothing, where messages do not come in fragments. */
	public static final Reassemblies NONE = new Reassemblies(0, 0, 0, 0);

	/**
	 * Adds what others take.
	 * @param other what they take
	 * @return the sum
	 */
	public Reassemblies plus(Reassemblies other) {
		return new Reassemblies(this.active + other.active, this.maxActive + other.maxActive, this.bytes + other.bytes,
				this.maxBytes + other.maxBytes);
	}

}
