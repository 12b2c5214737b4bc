import { animate, byId, paintable, reducedMotion } from './dom.js';
import { rate } from './format.js';

const MAX_PARTICLES = 260;
const state = { sample: {}, settings: { loss: 0, delayMillis: 0, udpCut: false, tcpCut: false } };
const particles = [];
const due = { 'tcp.received': 0, 'tcp.sent': 0, 'udp.received': 0, 'udp.sent': 0 };
let surface;

export function startLanes() {
  surface = paintable(byId('lanes'), ['text', 'dim', 'line', 'card', 'inset', 'tcp', 'udp', 'bad']);
  animate(surface, draw);
}

export function showLanes(snapshot) {
  state.sample = snapshot.sample.values ?? {};
  state.settings = snapshot.network.settings;
  const say = (name) => `${rate(state.sample[`${name}.received.frames`] ?? 0)} frames a second to the server and ` +
    `${rate(state.sample[`${name}.sent.frames`] ?? 0)} back`;
  const label = `TCP${state.settings.tcpCut ? ', cut off' : ''}: ${say('tcp')}. UDP${state.settings.udpCut ? ', cut off' : ''}: ${say('udp')}`;
  if (surface.canvas.getAttribute('aria-label') !== label) {
    surface.canvas.setAttribute('aria-label', label);
  }
}

function lanes() {
  const box = Math.min(96, surface.width * .19);
  return {
    box,
    left: box, right: surface.width - box, middle: surface.width / 2, relay: Math.min(92, surface.width * .25),
    tcp: surface.height * .36, udp: surface.height * .74
  };
}

function draw(seconds) {
  const { context, width, height } = surface;
  const place = lanes();
  context.clearRect(0, 0, width, height);
  lane(place, 'tcp', state.settings.tcpCut);
  lane(place, 'udp', state.settings.udpCut);
  if (!reducedMotion.matches) {
    spawn(seconds);
    move(seconds, place);
  }
  node(0, place.box, 'Client');
  node(place.right, place.box, 'Server');
  node(place.middle - place.relay / 2, place.relay, 'Network');
}

function lane(place, name, cut) {
  const { context, colors } = surface;
  const y = place[name];
  context.lineWidth = 14;
  context.strokeStyle = colors.inset;
  context.setLineDash([]);
  line(place.left, y, place.right, y);
  context.lineWidth = 1.5;
  context.strokeStyle = cut ? colors.bad : colors[name];
  context.setLineDash(cut ? [3, 6] : []);
  line(place.left, y - 7, place.right, y - 7);
  line(place.left, y + 7, place.right, y + 7);
  context.setLineDash([]);
  const center = (place.left + place.middle - place.relay / 2) / 2;
  const after = (place.right + place.middle + place.relay / 2) / 2;
  const title = `${name.toUpperCase()}${cut ? ' is cut off' : ''}`;
  caption(title, center, y - 14, cut ? colors.bad : colors[name], 600);
  const inbound = state.sample[`${name}.received.frames`] ?? 0;
  const outbound = state.sample[`${name}.sent.frames`] ?? 0;
  const room = after - place.middle > 150;
  caption(room ? `→ ${rate(inbound)}   ← ${rate(outbound)} frames/s` : `${rate(inbound + outbound)}/s`, after, y - 14, colors.dim, 400);
}

function line(x1, y1, x2, y2) {
  surface.context.beginPath();
  surface.context.moveTo(x1, y1);
  surface.context.lineTo(x2, y2);
  surface.context.stroke();
}

function caption(text, x, y, fill, weight) {
  const { context, font } = surface;
  context.font = `${weight} 13px ${font}`;
  context.textAlign = 'center';
  context.fillStyle = fill;
  context.fillText(text, x, y);
}

function node(x, width, title) {
  const { context, colors, height } = surface;
  context.fillStyle = colors.card;
  context.strokeStyle = colors.line;
  context.lineWidth = 1.5;
  context.beginPath();
  context.roundRect(x + 1, height * .1, width - 2, height * .84, 10);
  context.fill();
  context.stroke();
  const { loss, delayMillis } = state.settings;
  const lines = title === 'Network' ? [loss > 0 ? `−${Math.round(100 * loss)} %` : '', delayMillis > 0 ? `+${delayMillis} ms` : ''].filter(Boolean) : [];
  caption(title, x + width / 2, height * .53 + 5 - 9 * lines.length, colors.text, 600);
  lines.forEach((text, index) => caption(text, x + width / 2, height * .53 + 14 - 9 * lines.length + 18 * (index + .6), colors.bad, 600));
}

// Not one for each frame: that would be a blur. More frames, more dots.
function spawn(seconds) {
  for (const name of Object.keys(due)) {
    const frames = state.sample[`${name}.frames`] ?? 0;
    due[name] += seconds * Math.min(40, 1.3 * Math.sqrt(frames));
    for (; due[name] >= 1 && particles.length < MAX_PARTICLES; due[name]--) {
      const [transport, direction] = name.split('.');
      const cut = state.settings[`${transport}Cut`];
      particles.push({
        transport, forward: direction === 'received', at: -.05 * Math.random(), offset: 7 * (Math.random() - .5),
        lost: cut || (transport === 'udp' && Math.random() < state.settings.loss), fallen: 0, held: 0
      });
    }
    due[name] = Math.min(due[name], 1);
  }
}

function move(seconds, place) {
  const { context, colors } = surface;
  const delay = state.settings.delayMillis / 1000;
  for (let index = particles.length - 1; index >= 0; index--) {
    const particle = particles[index];
    if (particle.at >= .5 && particle.lost) {
      particle.fallen += seconds * 1.6;
    }
    else if (particle.at >= .5 && particle.held < delay) {
      particle.held += seconds;
    }
    else {
      particle.at += seconds / 1.3;
    }
    if (particle.at > 1 || particle.fallen > 1) {
      particles.splice(index, 1);
      continue;
    }
    const along = Math.max(0, particle.at);
    const x = particle.forward ? place.left + along * (place.right - place.left) : place.right - along * (place.right - place.left);
    // the lost fall out in front of the network, where they can be seen
    const shift = particle.lost && particle.at >= .5 ? (particle.forward ? -1 : 1) * (place.relay / 2 + 8) : 0;
    context.globalAlpha = 1 - particle.fallen;
    context.fillStyle = particle.fallen > 0 ? colors.bad : colors[particle.transport];
    context.beginPath();
    context.arc(x + shift, place[particle.transport] + particle.offset + 34 * particle.fallen ** 2, 3, 0, 2 * Math.PI);
    context.fill();
  }
  context.globalAlpha = 1;
}
