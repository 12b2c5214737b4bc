package io.vstp.demo.files;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link FileNames}.
 */
class FileNamesTests {

	@ParameterizedTest
	@ValueSource(
			strings = { "report.pdf", "a b.txt", "archive.tar.gz", "no-extension", "name.of.many.dots", "-rf", "~x" })
	void shouldKeepNameWhenSafe(String name) {
		assertThat(FileNames.sanitise(name)).isEqualTo(name);
	}

	@ParameterizedTest
	@CsvSource({ "../../etc/passwd,passwd", "..\\x,x", "/etc/shadow,shadow", "C:\\Windows\\system.ini,system.ini",
			"a/b\\c.txt,c.txt", "//server/share/f,f", "dir/../x,x" })
	void shouldKeepLastPartWhenNameIsPath(String name, String expected) {
		assertThat(FileNames.sanitise(name)).isEqualTo(expected);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", ".", "..", "...", "/", "\\", "a/", "..\\..\\", "   ", ". .", "a/.. " })
	void shouldInventNameWhenNothingIsLeft(String name) {
		assertThat(FileNames.sanitise(name)).isEqualTo("unnamed");
	}

	@ParameterizedTest
	@ValueSource(strings = { "a\0b", "a\nb", "a\u001Bb", "a\u202Eb", "a\u2028b", "a:b", "a*b", "a?b", "a\"b", "a|b",
			"a<b", "a>b", "a\uD800b", "a\u0085b" })
	void shouldReplaceCharacterWhenUnsafe(String name) {
		assertThat(FileNames.sanitise(name)).isEqualTo("a_b");
	}

	@ParameterizedTest
	@CsvSource({ ".bashrc,bashrc", "..hidden,hidden", "name.,name", "'name. ',name", "' name',name" })
	void shouldStripDotsAndSpacesWhenAtEdge(String name, String expected) {
		assertThat(FileNames.sanitise(name)).isEqualTo(expected);
	}

	@ParameterizedTest
	@ValueSource(strings = { "CON", "con.txt", "NUL", "nul.tar.gz", "Aux.c", "COM1", "lpt9.log", "com\u00B9", "prn .x",
			"CONIN$" })
	void shouldPrefixNameWhenReserved(String name) {
		assertThat(FileNames.sanitise(name)).isEqualTo("_" + name);
	}

	@ParameterizedTest
	@ValueSource(strings = { "console", "com10.txt", "null", "auxiliary.txt" })
	void shouldKeepNameWhenItOnlyBeginsLikeReserved(String name) {
		assertThat(FileNames.sanitise(name)).isEqualTo(name);
	}

	@Test
	void shouldKeepLettersWhenNotLatin() {
		assertThat(FileNames.sanitise("звіт 報告.pdf")).isEqualTo("звіт 報告.pdf");
	}

	@Test
	void shouldComposeLettersWhenDecomposed() {
		assertThat(FileNames.sanitise("u\u0308ber")).isEqualTo("\u00FCber");
	}

	@Test
	void shouldKeepExtensionWhenNameIsTooLong() {
		String name = FileNames.sanitise("x".repeat(300) + ".txt");
		assertThat(name).hasSize(200).endsWith("x.txt");
	}

	@Test
	void shouldCutBetweenCharactersWhenNameIsTooLong() {
		String name = FileNames.sanitise("\uD83D\uDE00".repeat(100));
		assertThat(name).isEqualTo("\uD83D\uDE00".repeat(50));
		assertThat(name.getBytes(StandardCharsets.UTF_8)).hasSize(200);
	}

	@Test
	void shouldCutWhenExtensionIsTooLong() {
		assertThat(FileNames.sanitise("a." + "b".repeat(300))).hasSize(200);
	}

	@Test
	void shouldReplaceOthersWhenAsciiIsAsked() {
		assertThat(FileNames.ascii("\u00FCber.txt")).isEqualTo("_ber.txt");
	}

	@ParameterizedTest
	@CsvSource({ "a.txt,a-2.txt", "a,a-2", "a.tar.gz,a.tar-2.gz", "_con,_con-2" })
	void shouldNumberBeforeExtensionWhenNameIsTaken(String name, String expected) {
		assertThat(FileNames.numbered(name, 2)).isEqualTo(expected);
	}

}
