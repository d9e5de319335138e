// Texts and French formats of the desk. Every text a person reads stands in fr.json.
import strings from '../fr.json';

const table: Record<string, string> = strings;

/** The text of `key`, with {name} replaced by `values.name`. An unknown key shows itself, so that a test finds it. */
export function t(key: string, values: Record<string, string | number> = {}): string {
  const text = table[key] ?? key;
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

/** `count` with the singular or plural text: keys `key.one` and `key.many`. French: 0 and 1 are singular. */
export function plural(key: string, count: number): string {
  return t(`${key}.${Math.abs(count) < 2 ? 'one' : 'many'}`, { n: number(count) });
}

const zone = 'Europe/Paris';
const numbers = new Intl.NumberFormat('fr-FR');
const percents = new Intl.NumberFormat('fr-FR', { style: 'percent', maximumFractionDigits: 0 });
const days = new Intl.DateTimeFormat('fr-FR', { timeZone: zone, day: '2-digit', month: '2-digit', year: 'numeric' });
const moments = new Intl.DateTimeFormat('fr-FR', {
  timeZone: zone,
  day: '2-digit',
  month: '2-digit',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
});

export const number = (value: number): string => numbers.format(value);
export const percent = (value: number): string => percents.format(value);
export const day = (iso: string | null | undefined): string => (iso ? days.format(new Date(iso)) : '');
export const moment = (iso: string | null | undefined): string => (iso ? moments.format(new Date(iso)) : '');
export const metres = (value: number): string =>
  value < 1000 ? `${number(Math.round(value))} m` : `${number(Math.round(value / 100) / 10)} km`;
