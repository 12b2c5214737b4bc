import { byId, setText, showItems } from './dom.js';
import { millis, number, rate } from './format.js';

const REMEMBERED = 10;
const recent = [];

export function showVerdict(snapshot) {
  const sample = snapshot.sample.values;
  if (!sample) {
    return;
  }
  if (recent.at(-1)?.at !== snapshot.sample.at) {
    recent.push(snapshot.sample);
    recent.splice(0, Math.max(0, recent.length - REMEMBERED));
  }
  const { tone, text, findings } = judge(snapshot, sample);
  byId('verdict').dataset.tone = tone;
  setText(byId('verdict-text'), text);
  showItems(byId('findings'), findings, (finding) => findings.indexOf(finding), () => document.createElement('li'), setText);
}

function judge(snapshot, sample) {
  const { loss, delayMillis, udpCut, tcpCut } = snapshot.network.settings;
  const failed = recent.reduce((sum, point) => sum + (point.values.failed ?? 0), 0);
  const findings = [];
  if (!snapshot.traffic.running) {
    return { tone: 'neutral', text: 'It is quiet: the traffic is stopped.', findings: ['Start it, or send frames by hand.'] };
  }
  const auto = (snapshot.vstp.destinations ?? []).find((destination) => destination.auto);
  if (udpCut || tcpCut) {
    const other = udpCut ? 'TCP' : 'UDP';
    const moved = auto && Object.values(auto.auto.choices).every((choice) => choice.toUpperCase() === other);
    findings.push(...failing(failed));
    findings.push(udpCut && tcpCut ? 'Nothing gets through.'
      : moved ? `Calls with transport: auto go by ${other}, each handled once.` : `Calls with transport: auto look for another way.`);
    return { tone: 'bad', text: udpCut && tcpCut ? 'The network is cut off.' : `${udpCut ? 'UDP' : 'TCP'} is cut off.`, findings };
  }
  if (loss > 0) {
    findings.push(`${rate(sample.lost ?? 0)} lost and ${rate(sample.resent ?? 0)} sent again a second.`);
    findings.push(...(failed ? failing(failed) : ['Who waits for an answer gets it, and all is handled once.']));
    return { tone: failed ? 'bad' : 'warn', text: `${Math.round(100 * loss)} % of the datagrams get lost.`, findings };
  }
  if (delayMillis > 0) {
    findings.push(`Half of the calls by TCP take ${millis(sample['tcp.p50'])}, by UDP ${millis(sample['udp.p50'])}.`, ...failing(failed));
    return { tone: failed ? 'bad' : 'warn', text: `Everything takes ${delayMillis} ms longer each way.`, findings };
  }
  if (failed) {
    return { tone: 'bad', text: 'Some calls fail.', findings: failing(failed) };
  }
  findings.push(`Half of the calls take less than ${millis(Math.max(sample['tcp.p50'] ?? 0, sample['udp.p50'] ?? 0))}.`);
  return { tone: 'good', text: 'All is well.', findings: [...findings, 'Nothing gets lost: spoil the network, and watch.'] };
}

const failing = (failed) => failed ? [`${number(Math.max(1, failed))} ${failed < 1.5 ? 'call' : 'calls'} failed in the last ${recent.length} seconds.`] : [];
