package io.vstp.transport.udp;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelOption;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.EpollChannelOption;
import io.vstp.transport.EventLoops;
import io.vstp.transport.UdpOptions;

/**
 * How sockets for datagrams are set up.
 */
final class UdpChannels {

	/** A smaller buffer would cut off what is longer. */
	private static final int READ_LENGTH = 65_536;

	private static final int MAX_READS = 64;

	private static final WriteBufferWaterMark WATER_MARKS = new WriteBufferWaterMark(256 * 1024, 512 * 1024);

	private UdpChannels() {
	}

	static Bootstrap bootstrap(EventLoops eventLoops, UdpOptions options, UdpPort port) {
		FixedRecvByteBufAllocator reads = new FixedRecvByteBufAllocator(READ_LENGTH);
		reads.maxMessagesPerRead(MAX_READS);
		Bootstrap bootstrap = new Bootstrap().group(eventLoops.group())
			.channel(eventLoops.datagramChannelType())
			.option(ChannelOption.SO_RCVBUF, options.socketBuffer())
			.option(ChannelOption.SO_SNDBUF, options.socketBuffer())
			.option(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARKS)
			.option(ChannelOption.RECVBUF_ALLOCATOR, reads)
			.handler(port);
		if (eventLoops.segmentsDatagrams()) {
			bootstrap.option(EpollChannelOption.UDP_GRO, true);
		}
		return bootstrap;
	}

}
