import { byId, element, setText, showItems, showTable } from './dom.js';
import { millis } from './format.js';

const KINDS = {
  datagram: 'Small, unanswered', reliable: 'Small, answered', long: 'Long'
};

export function showAuto(snapshot) {
  const destinations = snapshot.vstp.destinations ?? [];
  const autos = destinations.filter((destination) => destination.transport === 'auto');
  showItems(byId('auto'), autos, (destination) => destination.name, create, update);
  showTable(byId('destinations'), [
    { title: 'Destination', text: (destination) => destination.name },
    { title: 'Transport', text: (destination) => destination.transport, className: (destination) => `${destination.transport}-text` },
    { title: 'Address', text: (destination) => destination.addresses.join(', ') },
    { title: 'Connections', number: true, text: (destination) => `${destination.connections}` },
    { title: 'Open calls', number: true, text: (destination) => `${destination.openCalls}` }
  ], destinations, 'There are none.');
}

function create() {
  const part = document.createElement('div');
  const table = document.createElement('table');
  const scroll = element('div', '', 'scroll');
  scroll.append(table);
  part.append(element('ul', '', 'kinds'), scroll, element('p', '', 'hint'));
  return part;
}

function update(part, destination) {
  const [kinds, scroll, note] = part.children;
  const auto = destination.auto;
  showItems(kinds, Object.keys(KINDS), (kind) => kind, () => {
    const item = document.createElement('li');
    item.append(document.createElement('span'), document.createElement('strong'));
    return item;
  }, (item, kind) => {
    const choice = auto?.choices[kind];
    setText(item.children[0], KINDS[kind]);
    setText(item.children[1], choice ? choice.toUpperCase() : '–');
    item.className = choice ?? '';
    item.children[1].className = choice ? `${choice}-text` : '';
  });
  showTable(scroll.firstChild, [
    { title: 'Transport', text: ([name]) => name.toUpperCase(), className: ([name]) => `${name}-text` },
    { title: 'State', text: ([, health]) => health.state, className: ([, health]) => ({ up: 'good-text', down: 'bad-text' }[health.state] ?? '') },
    { title: 'Round trip', number: true, text: ([, health]) => health.rttMillis > 0 ? millis(health.rttMillis) : '–' },
    { title: 'Loss', number: true, text: ([, health]) => `${Math.round(100 * health.loss)} %` }
  ], Object.entries(auto?.transports ?? {}), 'Nothing is known yet.');
  setText(note, auto ? `${destination.name} chooses for each kind of messages by probes of both; it has switched ${auto.switches} times.` : `${destination.name} was not used yet.`);
}
