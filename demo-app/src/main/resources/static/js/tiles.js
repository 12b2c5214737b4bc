import { byId, setText, showItems } from './dom.js';
import { bytes, millis, number, rate } from './format.js';

export function showTiles(snapshot) {
  const sample = snapshot.sample.values ?? {};
  const sum = (unit) => ['tcp', 'udp'].reduce((all, transport) => all + (sample[`${transport}.received.${unit}`] ?? 0) + (sample[`${transport}.sent.${unit}`] ?? 0), 0);
  const slowest = (percentile) => {
    const known = ['tcp', 'udp', 'auto'].map((transport) => sample[`${transport}.${percentile}`]).filter((value) => value !== undefined);
    return known.length ? Math.max(...known) : undefined;
  };
  const tiles = [
    { title: 'Frames', value: rate(sum('frames')), unit: '/s' },
    { title: 'Bytes', value: bytes(sum('bytes')), unit: '/s' },
    { title: 'Sessions', value: number(snapshot.vstp.sessions?.total ?? 0), unit: ` on ${snapshot.vstp.servers?.[0]?.listeners.length ?? 0} transports` },
    { title: 'Slowest p50 and p99', value: millis(slowest('p50')), unit: ` ${millis(slowest('p99'))}` },
    { title: 'Sent again', value: rate(sample.resent ?? 0), unit: '/s', tone: sample.resent > 0 ? 'warn' : '' },
    { title: 'Calls failed', value: rate(sample.failed ?? 0), unit: '/s', tone: sample.failed > 0 ? 'bad' : '' }
  ];
  showItems(byId('tiles'), tiles, (tile) => tile.title, create, (item, tile) => {
    setText(item.children[0], tile.title);
    setText(item.children[1].firstChild, tile.value);
    setText(item.children[1].lastChild, tile.unit);
    item.dataset.tone = tile.tone ?? '';
  });
}

function create() {
  const item = document.createElement('li');
  const value = document.createElement('strong');
  value.append(document.createTextNode(''), document.createElement('small'));
  item.append(document.createElement('span'), value);
  return item;
}
