import { call } from './api.js';
import { byId, setText } from './dom.js';

const HINT = 'Lose a fifth of the datagrams, or cut UDP off, and see who notices.';
let touchedAt = -Infinity;
let pending = null;
let sending = false;

export function startNetwork() {
  byId('spoil').addEventListener('submit', (event) => event.preventDefault());
  byId('loss').addEventListener('input', () => change({ lossPercent: Number(byId('loss').value) }));
  byId('delay').addEventListener('input', () => change({ delayMillis: Number(byId('delay').value) }));
  for (const [id, name] of [['udp-cut', 'udpCut'], ['tcp-cut', 'tcpCut']]) {
    byId(id).addEventListener('click', () => change({ [name]: byId(id).getAttribute('aria-checked') !== 'true' }));
  }
  byId('repair').addEventListener('click', () => change({ lossPercent: 0, delayMillis: 0, udpCut: false, tcpCut: false }));
}

// What comes while a call is under way is sent after it, as one.
async function change(wanted) {
  touchedAt = performance.now();
  pending = { ...pending, ...wanted };
  showValues();
  if (sending) {
    return;
  }
  sending = true;
  try {
    while (pending) {
      const body = pending;
      pending = null;
      show(await call('PUT', 'api/network', body));
      setText(byId('spoil-result'), HINT);
    }
  }
  catch (problem) {
    setText(byId('spoil-result'), problem.message);
  }
  finally {
    sending = false;
  }
}

// Not under the fingers of somebody: a snapshot may be older than what was set last.
export function showNetwork(snapshot) {
  const used = document.activeElement?.type === 'range' && performance.now() - touchedAt < 10_000;
  if (performance.now() - touchedAt > 1500 && !sending && !used) {
    show(snapshot.network.settings);
  }
}

function show(settings) {
  if (pending) {
    return;
  }
  byId('loss').value = Math.round(100 * settings.loss);
  byId('delay').value = settings.delayMillis;
  byId('udp-cut').setAttribute('aria-checked', String(settings.udpCut));
  byId('tcp-cut').setAttribute('aria-checked', String(settings.tcpCut));
  showValues();
}

function showValues() {
  setText(byId('loss-value'), `${byId('loss').value} %`);
  setText(byId('delay-value'), `${byId('delay').value} ms`);
}
