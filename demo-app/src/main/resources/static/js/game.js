import { animate, byId, paintable, setText } from './dom.js';

const STEP = 550;
const TRAIL = 900;
const players = new Map();
let surface;

export function startGame() {
  surface = paintable(byId('game'), ['text', 'dim', 'line', 'inset', 'tcp', 'udp']);
  animate(surface, draw);
}

export function showMatches(snapshot) {
  const now = performance.now();
  const match = snapshot.matches[0];
  const present = (match?.players ?? []).filter((player) => player.x !== null && player.y !== null);
  for (const player of present) {
    const known = players.get(player.id);
    if (known && known.tick === player.tick) {
      continue;
    }
    const from = known ? position(known, now) : player;
    players.set(player.id, { ...player, from, at: now, trail: known?.trail ?? [] });
  }
  for (const id of players.keys()) {
    if (!present.some((player) => player.id === id)) {
      players.delete(id);
    }
  }
  const others = (match?.players.length ?? 0) - present.length;
  surface.canvas.setAttribute('aria-label', present.length ? `${present.length} players move in match ${match.id}` : 'No players');
  setText(byId('game-hint'), present.length
    ? `${present.length} players of “${match.id}” tell each other where they are${others > 0 ? `, ${others} say nothing of it` : ''}. Nobody acknowledges that: it is soon out of date.`
    : 'Nobody plays. Start the traffic.');
}

function position(player, now) {
  const part = Math.min(1, (now - player.at) / STEP);
  return { x: player.from.x + part * (player.x - player.from.x), y: player.from.y + part * (player.y - player.from.y) };
}

function draw(seconds, now) {
  const { context, width, height, colors, font } = surface;
  const radius = Math.min(width, height) / 2 - 30;
  context.clearRect(0, 0, width, height);
  context.save();
  context.translate(width / 2, height / 2);
  context.strokeStyle = colors.line;
  context.lineWidth = 1.5;
  for (const part of [1, .5]) {
    context.beginPath();
    context.arc(0, 0, radius * part, 0, 2 * Math.PI);
    context.stroke();
  }
  for (const player of players.values()) {
    const { x, y } = position(player, now);
    const place = { x: Math.max(-1.15, Math.min(1.15, x)) * radius, y: Math.max(-1.15, Math.min(1.15, y)) * radius };
    player.trail.push({ ...place, at: now });
    player.trail = player.trail.filter((former) => now - former.at < TRAIL);
    const fill = colors[player.transport.toLowerCase()];
    context.fillStyle = fill;
    player.trail.forEach((former) => dot(former, 1 + 5 * (1 - (now - former.at) / TRAIL), .15 * (1 - (now - former.at) / TRAIL)));
    dot(place, 8, 1);
    context.fillStyle = colors.text;
    context.font = `12px ${font}`;
    context.textAlign = 'center';
    context.fillText(player.id, Math.max(-width / 2 + 24, Math.min(width / 2 - 24, place.x)), place.y - 14);
  }
  context.restore();
}

function dot(place, size, alpha) {
  const { context } = surface;
  context.globalAlpha = alpha;
  context.beginPath();
  context.arc(place.x, place.y, size, 0, 2 * Math.PI);
  context.fill();
  context.globalAlpha = 1;
}
