import { byId, setText } from './dom.js';

const SILENCE = 4000;
const MAX_WAIT = 10_000;

// Listens to the application for as long as the page is open, whatever comes between.
export function listen(onHistory, onSnapshot) {
  let wait = 500;
  let heardAt = performance.now();
  let source;

  const show = (state, text) => {
    const pill = byId('connection');
    pill.dataset.state = state;
    setText(pill, text);
    document.body.classList.toggle('away', state === 'away');
  };

  const heard = () => {
    heardAt = performance.now();
    wait = 500;
    show('live', 'Live');
  };

  const connect = () => {
    source = new EventSource('api/live');
    source.addEventListener('history', (event) => {
      heard();
      onHistory(JSON.parse(event.data));
    });
    source.addEventListener('snapshot', (event) => {
      heard();
      onSnapshot(JSON.parse(event.data));
    });
    source.addEventListener('error', () => {
      show('away', 'Disconnected, trying again');
      // after an answer that is no stream the browser does not try again by itself
      if (source.readyState === EventSource.CLOSED) {
        setTimeout(connect, wait);
        wait = Math.min(2 * wait, MAX_WAIT);
      }
    });
  };

  setInterval(() => {
    if (performance.now() - heardAt > SILENCE && source.readyState === EventSource.OPEN) {
      show('away', 'No news from the application');
    }
  }, 1000);
  connect();
}
