const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const oneDigit = new Intl.NumberFormat('en', { minimumFractionDigits: 1, maximumFractionDigits: 1 });

export const number = (value) => whole.format(value);

export function rate(value) {
  return value > 0 && value < 10 ? oneDigit.format(value) : whole.format(value);
}

export function bytes(value) {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let unit = 0;
  let scaled = value;
  while (scaled >= 1000 && unit < units.length - 1) {
    scaled /= 1000;
    unit++;
  }
  return `${unit > 0 && scaled < 100 ? oneDigit.format(scaled) : whole.format(scaled)} ${units[unit]}`;
}

export function millis(value) {
  if (value === undefined || value === null) {
    return '–';
  }
  if (value >= 10_000) {
    return `${oneDigit.format(value / 1000)} s`;
  }
  return value < 10 ? `${Number(value.toFixed(2))} ms` : `${whole.format(value)} ms`;
}

export function age(from, now) {
  const seconds = Math.max(0, Math.round((now - Date.parse(from)) / 1000));
  if (seconds < 60) {
    return `${seconds} s`;
  }
  return seconds < 3600 ? `${Math.floor(seconds / 60)} min ${seconds % 60} s`
    : `${Math.floor(seconds / 3600)} h ${Math.floor(seconds % 3600 / 60)} min`;
}

export const time = (instant) => new Date(instant).toLocaleTimeString('en-GB');
