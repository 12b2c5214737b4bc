package io.vstp.demo.files;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Where files are stored, and how much of them.
 *
 * @param directory where files are stored, created if need be; text, for a {@code Path}
 * would be looked for among the resources of the web application first
 * @param maxFileSize the largest file that is accepted
 * @param maxFiles how many files are stored
 * @param maxTotalSize how much all stored files may have together
 * @param maxChunks into how many chunks a file may be cut
 * @param maxUploads how many files may be unfinished at a time
 * @param maxUploadSize how much all unfinished files may have together
 * @param uploadTimeout after how much silence an unfinished file is given up
 */
@ConfigurationProperties("demo.files")
record FilesProperties(@DefaultValue("demo-files") String directory, @DefaultValue("64MB") DataSize maxFileSize,
		@DefaultValue("1000") int maxFiles, @DefaultValue("1GB") DataSize maxTotalSize,
		@DefaultValue("10000") int maxChunks, @DefaultValue("64") int maxUploads,
		@DefaultValue("256MB") DataSize maxUploadSize, @DefaultValue("1m") Duration uploadTimeout) {

}
