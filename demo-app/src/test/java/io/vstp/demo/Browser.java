package io.vstp.demo;

import java.io.File;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

import org.openqa.selenium.By;
import org.openqa.selenium.JavascriptExecutor;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/**
 * A browser without a window, and what is installed of it: nothing is downloaded.
 */
final class Browser implements AutoCloseable {

	/** It warns of what is not used here. */
	private static final Logger selenium = Logger.getLogger("org.openqa.selenium");

	private final ChromeDriver driver;

	private Browser(ChromeDriver driver) {
		this.driver = driver;
	}

	/**
	 * Starts a browser.
	 * @return the browser, or nothing where there is none on the path
	 */
	static Optional<Browser> start() {
		Optional<File> binary = installed("chromium", "chromium-browser", "google-chrome");
		Optional<File> chromedriver = installed("chromedriver");
		if (binary.isEmpty() || chromedriver.isEmpty()) {
			return Optional.empty();
		}
		selenium.setLevel(Level.SEVERE);
		LoggingPreferences logging = new LoggingPreferences();
		logging.enable(LogType.BROWSER, Level.ALL);
		logging.enable(LogType.PERFORMANCE, Level.ALL);
		ChromeOptions options = new ChromeOptions();
		options.setBinary(binary.get());
		options.addArguments("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--hide-scrollbars");
		options.setCapability("goog:loggingPrefs", logging);
		ChromeDriverService service = new ChromeDriverService.Builder().usingDriverExecutable(chromedriver.get())
			.usingAnyFreePort()
			.build();
		return Optional.of(new Browser(new ChromeDriver(service, options)));
	}

	private static Optional<File> installed(String... names) {
		List<String> directories = List.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator));
		return Stream.of(names)
			.flatMap((name) -> directories.stream().map((directory) -> new File(directory, name)))
			.filter(File::canExecute)
			.findFirst();
	}

	void open(String address) {
		this.driver.get(address);
	}

	/**
	 * Sets how large the page is.
	 * @param width its width in pixels
	 * @param height its height
	 * @param mobile whether it is a phone
	 */
	void resize(int width, int height, boolean mobile) {
		cdp("Emulation.setDeviceMetricsOverride",
				Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", mobile));
	}

	void cdp(String command, Map<String, Object> parameters) {
		this.driver.executeCdpCommand(command, parameters);
	}

	WebElement find(String id) {
		return this.driver.findElement(By.id(id));
	}

	String text(String id) {
		return find(id).getText();
	}

	void click(String id) {
		WebElement element = find(id);
		script("arguments[0].scrollIntoView({ block: 'center' })", element);
		element.click();
	}

	/**
	 * Presses keys in whatever has the focus.
	 * @param keys the keys
	 */
	void press(CharSequence... keys) {
		new Actions(this.driver).sendKeys(keys).perform();
	}

	void type(String id, String text) {
		find(id).sendKeys(Keys.chord(Keys.CONTROL, "a"), text);
	}

	/**
	 * Runs a script.
	 * @param script its text
	 * @param arguments its arguments
	 * @return what it returns
	 */
	Object script(String script, Object... arguments) {
		return ((JavascriptExecutor) this.driver).executeScript(script, arguments);
	}

	long number(String script) {
		return ((Number) script("return " + script)).longValue();
	}

	byte[] screenshot() {
		return this.driver.getScreenshotAs(OutputType.BYTES);
	}

	/**
	 * Returns what was logged since this was called last.
	 * @param type a {@link LogType}
	 * @return the messages
	 */
	List<String> log(String type) {
		return this.driver.manage().logs().get(type).getAll().stream().map(LogEntry::getMessage).toList();
	}

	@Override
	public void close() {
		this.driver.quit();
	}

}
