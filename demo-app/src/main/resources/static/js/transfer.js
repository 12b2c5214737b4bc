import { call } from './api.js';
import { byId, element, setText, showItems } from './dom.js';
import { bytes, millis, number } from './format.js';

const HINT = 'One message of up to 100 MB, cut into datagrams. The server answers with its SHA-256.';
const STATES = {
  running: 'on its way', intact: 'arrived intact', damaged: 'DAMAGED', cancelled: 'cancelled', failed: 'failed'
};

export function startTransfers() {
  byId('transfer').addEventListener('submit', async (event) => {
    event.preventDefault();
    byId('send-file').disabled = true;
    try {
      await call('POST', 'api/transfers', { megabytes: Number(byId('megabytes').value) });
      setText(byId('transfer-result'), HINT);
    }
    catch (problem) {
      setText(byId('transfer-result'), problem.message);
    }
    finally {
      byId('send-file').disabled = false;
    }
  });
  byId('cancel-file').addEventListener('click', async () => {
    try {
      await call('DELETE', 'api/transfers/running');
    }
    catch (problem) {
      setText(byId('transfer-result'), problem.message);
    }
  });
}

export function showTransfers(snapshot) {
  byId('cancel-file').hidden = !snapshot.transfers.some((transfer) => transfer.state === 'running');
  showItems(byId('transfers'), snapshot.transfers.slice(0, 3), (transfer) => transfer.id, create, update);
}

function create() {
  const item = document.createElement('li');
  const head = element('div', '', 'row');
  head.append(document.createElement('strong'), document.createElement('span'));
  const progress = document.createElement('progress');
  progress.max = 100;
  item.append(head, progress, element('div', '', 'hint'), document.createElement('code'));
  return item;
}

function update(item, transfer) {
  const [head, progress, facts, hash] = item.children;
  const percent = Math.floor(100 * transfer.sent / transfer.size);
  item.dataset.state = transfer.state;
  setText(head.children[0], `${number(transfer.size / 1048576)} MB`);
  setText(head.children[1], transfer.state === 'running' ? `${percent} %` : STATES[transfer.state]);
  head.children[1].className = { intact: 'good-text', running: '' }[transfer.state] ?? 'bad-text';
  progress.value = percent;
  progress.className = { intact: 'done', running: '' }[transfer.state] ?? 'failed';
  progress.setAttribute('aria-label', `File ${transfer.id}: ${STATES[transfer.state]}`);
  const speed = transfer.millis > 0 ? `, ${bytes(1000 * transfer.sent / transfer.millis)}/s` : '';
  setText(facts, `${millis(transfer.millis)}${speed}; ${number(transfer.datagrams)} datagrams, ${number(transfer.sentAgain)} sent again` +
    (transfer.message ? `. ${transfer.message}` : ''));
  setText(hash, `SHA-256 ${transfer.received ?? transfer.expected}${transfer.received ? (transfer.received === transfer.expected ? ' = what was sent' : ` ≠ ${transfer.expected}`) : ''}`);
  hash.dataset.expected = transfer.expected;
  hash.dataset.received = transfer.received ?? '';
}
