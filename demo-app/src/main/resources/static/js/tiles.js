import { byId, element, setText, showItems } from './dom.js';
import { bytes, millis, number, rate } from './format.js';

export function showTiles(snapshot) {
  const sample = snapshot.sample.values ?? {};
  const sum = (transport, unit) => (sample[`${transport}.received.${unit}`] ?? 0) + (sample[`${transport}.sent.${unit}`] ?? 0);
  const both = (format, unit) => ({
    value: format(sum('tcp', unit) + sum('udp', unit)),
    note: `TCP ${format(sum('tcp', unit))}, UDP ${format(sum('udp', unit))}`
  });
  const slowest = (percentile) => {
    const known = ['tcp', 'udp', 'auto'].map((transport) => sample[`${transport}.${percentile}`]).filter((value) => value !== undefined);
    return known.length ? Math.max(...known) : undefined;
  };
  const listeners = snapshot.vstp.servers?.[0]?.listeners ?? [];
  const traffic = Object.values(snapshot.summary.traffic);
  const total = (...names) => number(traffic.flatMap((figures) => names.map((name) => figures[name])).reduce((all, some) => all + some, 0));
  const lost = sample.lost ?? 0;
  const tiles = [
    { title: 'Frames', unit: '/s', ...both(rate, 'frames') },
    { title: 'Bytes', unit: '/s', ...both(bytes, 'bytes') },
    { title: 'Sessions', value: number(snapshot.vstp.sessions?.total ?? 0), unit: '',
      note: listeners.map((listener) => `${listener.transport.toUpperCase()} ${number(listener.sessions)}`).join(', ') },
    { title: 'Half of the calls take', value: millis(slowest('p50')), unit: '', note: `99 % at most ${millis(slowest('p99'))}` },
    { title: 'Sent again', value: rate(sample.resent ?? 0), unit: '/s', note: `${rate(lost)} lost`, tone: lost > 0 ? 'warn' : '' },
    { title: 'Calls failed', value: rate(sample.failed ?? 0), unit: '/s', note: `${total('errors')} of ${total('sent', 'errors')} in all`, tone: sample.failed > 0 ? 'bad' : '' }
  ];
  showItems(byId('tiles'), tiles, (tile) => tile.title, create, (item, tile) => {
    setText(item.children[0], tile.title);
    setText(item.children[1].firstChild, tile.value);
    setText(item.children[1].lastChild, tile.unit);
    setText(item.children[2], tile.note);
    item.dataset.tone = tile.tone ?? '';
  });
}

function create() {
  const item = document.createElement('li');
  const value = document.createElement('strong');
  value.append(document.createTextNode(''), document.createElement('small'));
  item.append(document.createElement('span'), value, element('span', '', 'note'));
  return item;
}
