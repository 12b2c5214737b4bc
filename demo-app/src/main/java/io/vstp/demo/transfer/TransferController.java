package io.vstp.demo.transfer;

import java.util.List;

import io.vstp.demo.web.Inputs;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.util.unit.DataSize;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * Has large files sent.
 */
@RestController
class TransferController {

	/** The longest message that there is. */
	private static final int MAX_MEGABYTES = 100;

	private final Transfers transfers;

	TransferController(Transfers transfers) {
		this.transfers = transfers;
	}

	@GetMapping("/api/transfers")
	List<Transfer> transfers() {
		return this.transfers.view();
	}

	@PostMapping("/api/transfers")
	@ResponseStatus(HttpStatus.ACCEPTED)
	Transfer start(@RequestBody Start start) {
		double megabytes = Inputs.inRange("megabytes", Inputs.required("megabytes", start.megabytes()), 1,
				MAX_MEGABYTES);
		return this.transfers.start((int) DataSize.ofMegabytes((long) megabytes).toBytes());
	}

	@DeleteMapping("/api/transfers/running")
	@ResponseStatus(HttpStatus.NO_CONTENT)
	void cancel() {
		this.transfers.cancel();
	}

	/**
	 * What to send.
	 *
	 * @param megabytes how much
	 */
	record Start(@Nullable Integer megabytes) {

	}

}
