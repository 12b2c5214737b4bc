package io.vstp.observe;

import java.util.List;

import io.vstp.engine.fragment.DropReason;
import io.vstp.engine.fragment.ReassemblyOutcome;
import io.vstp.engine.select.TransportState;
import io.vstp.engine.select.TransportSwitch;
import io.vstp.engine.session.CloseReason;
import io.vstp.frame.DecodeError;
import io.vstp.frame.ErrorCode;
import io.vstp.frame.FrameType;
import io.vstp.frame.Transport;
import org.jspecify.annotations.Nullable;

/**
 * Passes everything on to several observers.
 */
record CompositeObserver(List<VstpObserver> observers) implements VstpObserver {

	@Override
	public void sessionOpened(Side side, Transport transport) {
		for (VstpObserver observer : this.observers) {
			observer.sessionOpened(side, transport);
		}
	}

	@Override
	public void sessionClosed(Side side, Transport transport, CloseReason reason) {
		for (VstpObserver observer : this.observers) {
			observer.sessionClosed(side, transport, reason);
		}
	}

	@Override
	public void connectionFailed(Side side, Transport transport, ConnectionFailure reason) {
		for (VstpObserver observer : this.observers) {
			observer.connectionFailed(side, transport, reason);
		}
	}

	@Override
	public void frameReceived(Side side, Transport transport, FrameType type, int bytes) {
		for (VstpObserver observer : this.observers) {
			observer.frameReceived(side, transport, type, bytes);
		}
	}

	@Override
	public void frameSent(Side side, Transport transport, FrameType type, int bytes) {
		for (VstpObserver observer : this.observers) {
			observer.frameSent(side, transport, type, bytes);
		}
	}

	@Override
	public void decodeFailed(Side side, Transport transport, DecodeError error) {
		for (VstpObserver observer : this.observers) {
			observer.decodeFailed(side, transport, error);
		}
	}

	@Override
	public void errorSent(Side side, Transport transport, ErrorCode code) {
		for (VstpObserver observer : this.observers) {
			observer.errorSent(side, transport, code);
		}
	}

	@Override
	public void errorReceived(Side side, Transport transport, @Nullable ErrorCode code) {
		for (VstpObserver observer : this.observers) {
			observer.errorReceived(side, transport, code);
		}
	}

	@Override
	public void readingPaused(Side side, Transport transport) {
		for (VstpObserver observer : this.observers) {
			observer.readingPaused(side, transport);
		}
	}

	@Override
	public void readingResumed(Side side, Transport transport) {
		for (VstpObserver observer : this.observers) {
			observer.readingResumed(side, transport);
		}
	}

	@Override
	public void duplicateSuppressed(Side side, Transport transport) {
		for (VstpObserver observer : this.observers) {
			observer.duplicateSuppressed(side, transport);
		}
	}

	@Override
	public void datagramDropped(Side side, DropReason reason) {
		for (VstpObserver observer : this.observers) {
			observer.datagramDropped(side, reason);
		}
	}

	@Override
	public void retransmitted(Side side, int datagrams) {
		for (VstpObserver observer : this.observers) {
			observer.retransmitted(side, datagrams);
		}
	}

	@Override
	public void reassemblyStarted(Side side) {
		for (VstpObserver observer : this.observers) {
			observer.reassemblyStarted(side);
		}
	}

	@Override
	public void reassemblyEnded(Side side, ReassemblyOutcome outcome) {
		for (VstpObserver observer : this.observers) {
			observer.reassemblyEnded(side, outcome);
		}
	}

	@Override
	public void rttMeasured(Side side, Transport transport, long nanos) {
		for (VstpObserver observer : this.observers) {
			observer.rttMeasured(side, transport, nanos);
		}
	}

	@Override
	public void congestionWindow(Side side, long bytes) {
		for (VstpObserver observer : this.observers) {
			observer.congestionWindow(side, bytes);
		}
	}

	@Override
	public void handlerCompleted(String handler, Transport transport, @Nullable ErrorCode error, long nanos) {
		for (VstpObserver observer : this.observers) {
			observer.handlerCompleted(handler, transport, error, nanos);
		}
	}

	@Override
	public void transportStateChanged(String destination, Transport transport, TransportState state) {
		for (VstpObserver observer : this.observers) {
			observer.transportStateChanged(destination, transport, state);
		}
	}

	@Override
	public void transportSwitched(String destination, TransportSwitch change) {
		for (VstpObserver observer : this.observers) {
			observer.transportSwitched(destination, change);
		}
	}

}
