package io.vstp.demo.summary;

import java.util.Map;

/**
 * What a part of the application has to say in the summary.
 */
public interface Figures {

	/**
	 * Returns what the figures are about.
	 * @return one word
	 */
	String topic();

	/**
	 * Returns the figures as they are now.
	 * @return numbers by their names
	 */
	Map<String, Number> figures();

}
