package io.vstp.demo.files;

import java.io.IOException;

import io.netty.buffer.ByteBuf;
import io.vstp.frame.AnswerFrames;
import io.vstp.frame.ErrorCode;
import io.vstp.frame.Frame;
import io.vstp.frame.Headers;
import io.vstp.spring.annotation.VstpHandler;
import org.jspecify.annotations.Nullable;

import org.springframework.messaging.handler.annotation.Header;
import org.springframework.messaging.handler.annotation.MessageExceptionHandler;

/**
 * Takes files, in one frame or in chunks, and answers with a {@link Receipt}.
 */
@VstpHandler("file-id")
class FileHandler {

	private final FileStore store;

	private final Uploads uploads;

	FileHandler(FileStore store, Uploads uploads) {
		this.store = store;
		this.uploads = uploads;
	}

	@VstpHandler({ "!chunk-number", "!total-chunks" })
	Receipt file(@Header("file-id") String id, @Header(name = "file-name", required = false) @Nullable String name,
			Frame frame) throws IOException {
		ByteBuf content = frame.payload();
		StoredFile file = this.store.store(id, (name != null) ? name : id,
				(out) -> content.getBytes(content.readerIndex(), out, content.readableBytes()));
		return Receipt.complete(file, 1);
	}

	@VstpHandler("chunk-number")
	Receipt chunk(@Header("file-id") String id, @Header(name = "file-name", required = false) @Nullable String name,
			@Header("chunk-number") int number, @Header("total-chunks") int total, Frame frame) throws IOException {
		return this.uploads.add(new Chunk(id, name, number, total, frame.payload()));
	}

	// What peers get wrong every day is told to them, and does not fill the log.
	@MessageExceptionHandler
	Frame refused(FileRefusedException ex) {
		return AnswerFrames.error(ErrorCode.HANDLER_FAILED, String.valueOf(ex.getMessage()), Headers.EMPTY);
	}

}
