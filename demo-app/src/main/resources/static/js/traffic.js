import { call } from './api.js';
import { byId, setText } from './dom.js';

let running = true;
let busy = false;

export function startTraffic() {
  byId('traffic').addEventListener('click', async () => {
    if (busy) {
      return;
    }
    busy = true;
    byId('traffic').setAttribute('aria-busy', 'true');
    setText(byId('traffic'), running ? 'Stopping …' : 'Starting …');
    try {
      running = (await call('PUT', 'api/traffic', { running: !running })).running;
    }
    catch {
      // the next snapshot says how it is
    }
    busy = false;
    byId('traffic').removeAttribute('aria-busy');
    show();
  });
}

export function showTraffic(snapshot) {
  if (!busy) {
    running = snapshot.traffic.running;
    show();
  }
}

function show() {
  setText(byId('traffic'), running ? 'Stop traffic' : 'Start traffic');
}
