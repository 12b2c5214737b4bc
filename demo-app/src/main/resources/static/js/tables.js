import { byId, element, setText, showItems, showTable } from './dom.js';
import { age, bytes, millis, number, time } from './format.js';

const transportClass = (name) => `${name.toLowerCase()}-text`;

export function showTables(snapshot) {
  showEvents(snapshot.events);
  showSensors(snapshot.sensors);
  showSessions(snapshot);
  showHandlers(snapshot);
  showFiles(snapshot);
  showProblems(snapshot.problems);
}

function showEvents(events) {
  showItems(byId('events'), events.toReversed(), (event) => event.number, (event) => {
    const item = document.createElement('li');
    item.append(element('time', time(event.at)), element('span', event.text, `event-${event.kind}`));
    return item;
  }, () => {});
}

function showSensors(sensors) {
  showItems(byId('sensors'), sensors, (sensor) => sensor.id, () => {
    const item = document.createElement('li');
    item.append(document.createElement('span'), document.createElement('strong'));
    return item;
  }, (item, sensor) => {
    setText(item.children[0], sensor.id);
    setText(item.children[1], sensor.value === null ? '–' : `${sensor.value} ${sensor.unit === 'C' ? '°C' : sensor.unit ?? ''}`);
    item.title = `${number(sensor.readings)} readings`;
  });
}

function showSessions(snapshot) {
  const sessions = snapshot.vstp.sessions;
  const open = [...sessions?.open ?? []].sort((one, other) => one.openedAt < other.openedAt ? -1 : 1);
  setText(byId('sessions-count'), sessions ? `${open.length} of ${number(sessions.total)}` : '');
  showTable(byId('sessions'), [
    { title: 'Session', text: (session) => session.id.slice(0, 8) },
    { title: 'Transport', text: (session) => session.transport.toUpperCase(), className: (session) => transportClass(session.transport) },
    { title: 'Peer', text: (session) => session.clientId ? `${session.peer} (${session.clientId})` : session.peer },
    { title: 'Age', number: true, text: (session) => age(session.openedAt, snapshot.at) },
    { title: 'To be sent', number: true, text: (session) => bytes(session.pendingBytes) }
  ], open, 'Nobody is connected.');
}

function showHandlers(snapshot) {
  const handlers = (snapshot.vstp.handlers ?? []).map((handler) => {
    return { ...handler, times: snapshot.handlers[handler.handler] };
  }).sort((one, other) => (other.times?.calls ?? 0) - (one.times?.calls ?? 0));
  showTable(byId('handlers'), [
    { title: 'Handler', text: (handler) => handler.handler.replace(/\(.*/, '').replace('#', '.') },
    { title: 'For frames with', text: (handler) => handler.conditions.join(', ') || 'anything', className: () => 'wide' },
    { title: 'Calls', number: true, text: (handler) => number(handler.times?.calls ?? 0) },
    { title: 'ERR', number: true, text: (handler) => number(handler.times?.errors ?? 0), className: (handler) => handler.times?.errors ? 'bad-text' : '' },
    { title: 'Mean', number: true, text: (handler) => handler.times ? millis(handler.times.totalMillis / handler.times.calls) : '–' },
    { title: 'Max', number: true, text: (handler) => millis(handler.times?.maxMillis) }
  ], handlers, 'There are none.');
}

function showFiles(snapshot) {
  const { stored, unfinished } = snapshot.files;
  const figures = snapshot.summary.files;
  setText(byId('files-count'), `${number(figures.stored)} with ${bytes(figures.bytes)}`);
  const rows = [...unfinished.map((file) => ({ ...file, part: `${file.chunks} of ${file['total-chunks']} chunks` })), ...stored];
  showTable(byId('files'), [
    { title: 'File', text: (file) => file.name },
    { title: 'Size', number: true, text: (file) => bytes(file.size) },
    { title: 'Came at', text: (file) => file.storedAt ? time(file.storedAt) : file.part },
    { title: 'SHA-256', text: (file) => file.sha256 ? `${file.sha256.slice(0, 16)}…` : '–' }
  ], rows, 'None has come yet.');
}

function showProblems(problems) {
  showTable(byId('problems'), [
    { title: 'What', text: (problem) => problem.what },
    { title: 'At the', text: (problem) => problem.side },
    { title: 'Why', text: (problem) => problem.why === problem.side ? '' : problem.why },
    { title: 'How often', number: true, text: (problem) => number(problem.count) }
  ], problems, 'Nothing so far.');
}
