import { call } from './api.js';
import { byId, element } from './dom.js';
import { bytes, millis } from './format.js';

const EXAMPLES = [
  { title: 'Echo', kind: 'request', headers: 'op=echo\ncontent-type=text/plain', payload: 'Hello, VSTP!' },
  { title: 'Ask for a sensor', kind: 'request', headers: 'sensor-id=temp-001\nop=latest', payload: '' },
  { title: 'Report a reading', kind: 'ack', headers: 'sensor-id=by-hand\ncontent-type=application/json', payload: '{"value": 21.5, "unit": "C"}' },
  { title: 'Hash', kind: 'request', headers: 'op=sha256', payload: 'abc' },
  { title: 'A mistake: nobody handles this', kind: 'request', headers: 'op=nonsense', payload: '' }
];

const TITLES = { reply: 'Reply', acknowledged: 'Acknowledged', sent: 'Sent; nobody says whether it arrived', error: 'ERR', failed: 'Failed' };

export function startFrameForm() {
  const form = byId('frame');
  byId('example').append(...EXAMPLES.map((example, index) => {
    const option = element('option', example.title);
    option.value = index;
    return option;
  }));
  byId('example').addEventListener('change', () => fill(form, EXAMPLES[byId('example').value]));
  fill(form, EXAMPLES[0]);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    send(form);
  });
  form.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      form.requestSubmit();
    }
  });
}

function fill(form, example) {
  form.elements.kind.value = example.kind;
  byId('headers').value = example.headers;
  byId('payload').value = example.payload;
}

async function send(form) {
  const button = byId('send-frame');
  button.disabled = true;
  const result = byId('frame-result');
  result.setAttribute('aria-busy', 'true');
  const transport = form.elements.transport.value;
  try {
    show(result, transport, await call('POST', 'api/frames', {
      transport,
      kind: form.elements.kind.value,
      headers: byId('headers').value,
      payload: byId('payload').value
    }));
  }
  catch (problem) {
    result.dataset.tone = 'bad';
    result.replaceChildren(element('p', problem.message));
  }
  finally {
    result.removeAttribute('aria-busy');
    button.disabled = false;
    // lost by having been disabled, but not where somebody has gone on to something else
    if ([document.body, button].includes(document.activeElement)) {
      button.focus();
    }
  }
}

function show(result, transport, outcome) {
  const bad = outcome.outcome === 'error' || outcome.outcome === 'failed';
  result.dataset.tone = bad ? 'bad' : 'good';
  const title = element('p', `${TITLES[outcome.outcome]} `, bad ? 'bad-text' : '');
  const size = outcome.outcome === 'reply' ? `, ${bytes(outcome.payloadLength)}` : '';
  title.append(element('span', `by ${transport === 'auto' ? 'either' : transport.toUpperCase()} after ${millis(outcome.millis)}${size}`, 'hint'));
  const parts = [title];
  if (outcome.headers.length) {
    parts.push(element('pre', outcome.headers.map((header) => `${header.name}: ${header.value}`).join('\n'), 'dim'));
  }
  if (outcome.payload) {
    parts.push(element('pre', outcome.payload));
  }
  if (outcome.message && outcome.outcome === 'failed') {
    parts.push(element('pre', outcome.message));
  }
  result.replaceChildren(...parts);
}
