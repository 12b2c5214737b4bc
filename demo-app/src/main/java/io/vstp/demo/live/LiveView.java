package io.vstp.demo.live;

/**
 * What a part of the application shows on the live page.
 */
public interface LiveView {

	/**
	 * Returns what it is about.
	 * @return its name in the snapshot
	 */
	String name();

	/**
	 * Returns what there is now, bounded in its length however much there is. Called
	 * twice a second while somebody looks.
	 * @return what becomes JSON
	 */
	Object view();

}
