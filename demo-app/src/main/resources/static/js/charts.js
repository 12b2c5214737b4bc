import uPlot from '../webjars/uplot/dist/uPlot.esm.js';
import { byId, color, element, setText } from './dom.js';
import { bytes, millis, rate } from './format.js';

const MAX_POINTS = 180;
const HEIGHT = 190;
const samples = [];
const charts = [];

const THROUGHPUT = [
  { label: 'TCP in', name: 'tcp.received', color: 'tcp' },
  { label: 'TCP out', name: 'tcp.sent', color: 'tcp', dash: true },
  { label: 'UDP in', name: 'udp.received', color: 'udp' },
  { label: 'UDP out', name: 'udp.sent', color: 'udp', dash: true }
];
const unit = (name) => THROUGHPUT.map((line) => ({ ...line, name: `${line.name}.${name}` }));

const LATENCY = ['tcp', 'udp', 'auto'].flatMap((transport) => {
  const label = transport === 'auto' ? 'auto' : transport.toUpperCase();
  return [
    { label: `${label} p50`, name: `${transport}.p50`, color: transport },
    { label: `${label} p99`, name: `${transport}.p99`, color: transport, dash: true }
  ];
});

const TROUBLE = [
  { label: 'Datagrams lost', name: 'lost', color: 'bad', fill: true },
  { label: 'Sent again', name: 'resent', color: 'udp' },
  { label: 'Calls failed', name: 'failed', color: 'auto', dash: true }
];

const translucent = (value) => `color-mix(in srgb, ${value} 15%, transparent)`;
const powers = (plot, axis, min, max) => [.01, .1, 1, 10, 100, 1000, 10_000, 100_000].filter((power) => power >= min && power <= max);

class Chart {

  constructor(id, lines, format, log = false) {
    this.place = byId(id);
    this.lines = lines;
    this.format = format;
    this.log = log;
    this.legend = element('ul', '', 'legend');
    this.build();
    new ResizeObserver(() => this.plot.setSize({ width: this.place.clientWidth, height: HEIGHT })).observe(this.place);
    charts.push(this);
  }

  build() {
    this.plot?.destroy();
    this.place.replaceChildren();
    this.plot = new uPlot(this.options(), this.data(), this.place);
    this.legend.replaceChildren(...this.lines.map((line) => {
      const item = document.createElement('li');
      const swatch = element('i', '', line.dash ? 'dashed' : '');
      swatch.style.color = `var(--${line.color})`;
      item.append(swatch, `${line.label} `, element('b', '–'));
      return item;
    }));
    this.place.append(this.legend);
    this.showValues();
  }

  options() {
    const text = color('dim');
    const grid = { stroke: color('line'), width: 1 };
    const font = `12px ${getComputedStyle(document.body).fontFamily}`;
    return {
      width: this.place.clientWidth,
      height: HEIGHT,
      legend: { show: false },
      cursor: { y: false, points: { size: 6 }, drag: { x: false, y: false } },
      scales: { y: this.log ? { distr: 3 } : { range: (plot, min, max) => [0, Math.max(max * 1.1, 1)] } },
      axes: [
        { stroke: text, grid: { show: false }, ticks: grid, font, space: 70, size: 34,
          values: (plot, splits) => splits.map((split) => new Date(split * 1000).toLocaleTimeString('en-GB')) },
        { stroke: text, grid, ticks: { show: false }, font, size: 66, ...(this.log ? { splits: powers } : {}),
          values: (plot, splits) => splits.map((split) => split === null ? '' : this.format(split)) }
      ],
      series: [{}, ...this.lines.map((line) => ({
        label: line.label,
        stroke: color(line.color),
        width: line.dash ? 1 : 2,
        dash: line.dash ? [4, 4] : undefined,
        fill: line.fill ? translucent(color(line.color)) : undefined,
        points: { show: false }
      }))]
    };
  }

  data() {
    return [samples.map((sample) => sample.at / 1000),
      ...this.lines.map((line) => samples.map((sample) => sample.values[line.name] ?? null))];
  }

  show(lines, format) {
    this.lines = lines;
    this.format = format;
    this.build();
  }

  refresh() {
    this.plot.setData(this.data());
    this.showValues();
  }

  showValues() {
    const last = samples.at(-1)?.values ?? {};
    this.lines.forEach((line, index) => setText(this.legend.children[index].lastChild,
      last[line.name] === undefined ? '–' : this.format(last[line.name])));
  }

}

export function startCharts() {
  const throughput = new Chart('throughput', unit('frames'), rate);
  new Chart('latency', LATENCY, millis, true);
  new Chart('trouble', TROUBLE, rate);
  const choose = (frames) => {
    byId('unit-frames').setAttribute('aria-pressed', String(frames));
    byId('unit-bytes').setAttribute('aria-pressed', String(!frames));
    throughput.show(unit(frames ? 'frames' : 'bytes'), frames ? rate : bytes);
  };
  byId('unit-frames').addEventListener('click', () => choose(true));
  byId('unit-bytes').addEventListener('click', () => choose(false));
  document.addEventListener('themechange', () => charts.forEach((chart) => chart.build()));
}

export function showHistory(history) {
  samples.splice(0, samples.length, ...history);
  showPoints();
}

export function showSample(sample) {
  if (!sample.at || sample.at <= (samples.at(-1)?.at ?? 0)) {
    return;
  }
  samples.push(sample);
  samples.splice(0, Math.max(0, samples.length - MAX_POINTS));
  showPoints();
}

function showPoints() {
  charts.forEach((chart) => chart.refresh());
  byId('throughput').dataset.points = samples.length;
}
