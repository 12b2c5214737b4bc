package io.vstp.engine.once;

/**
 * What a {@link OnceMemory} has to know.
 *
 * @param maxRemembered how many messages that were handled are remembered; the oldest are
 * forgotten first
 * @param window for how long, in nanoseconds
 * @param maxReply how many bytes a reply may have that is kept
 * @param maxReplies how many bytes all replies that are kept may have
 */
public record OnceSettings(int maxRemembered, long window, int maxReply, long maxReplies) {

}
