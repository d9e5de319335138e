// Figures of orders as the pages say and draw them. Pure.
import { number, plural, t } from '../lib/text';
import type { Forecast, Order, Row } from './client';

export const meals = (count: number): string => plural('canteen.meals', Math.round(count));
/** «+3», «−9»: a part of a forecast, with a true minus sign. */
export const signed = (count: number): string => {
  const whole = Math.round(count);
  return whole > 0 ? `+${number(whole)}` : whole < 0 ? `−${number(-whole)}` : '0';
};
export const oneDecimal = (count: number): string => number(Math.round(count * 10) / 10);

/** What may still be changed: neither passed nor counted. */
export const isOpen = (order: Order | null): order is Order =>
  order !== null && ['propose', 'confirme', 'corrige'].includes(order.state);
export const isWaiting = (order: Order | null): order is Order & { state: 'propose' } => order?.state === 'propose';

/** Place of a number of meals on a scale from −30 % to +30 % of those expected, in per cent, kept inside. */
export function place(count: number, expected: number): number {
  const span = Math.max(expected * 0.3, 5);
  return Math.min(100, Math.max(0, ((count - expected + span) / (2 * span)) * 100));
}

/** The sum that «Commande passée» would send; nothing while an order of it is hidden from the person. */
export function openSum(rows: Row[]): number | undefined {
  let sum = 0;
  for (const { order } of rows) {
    if (!isOpen(order)) continue;
    if (order.final === null && order.proposed === null) return undefined;
    sum += order.final ?? order.proposed ?? 0;
  }
  return sum;
}

/** What an order at this risk costs, in one sentence. */
export function gapWords(order: Order): string {
  if (order.surplus === null || order.missing === null) return '';
  return t('canteen.gap', { surplus: oneDecimal(order.surplus), missing: oneDecimal(order.missing) });
}

/** Round steps of an axis that ends at or above `highest`: 0, 20, 40… about `wanted` of them. */
export function ticks(highest: number, wanted = 4): number[] {
  const rough = Math.max(highest, 1) / wanted;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((n) => n * power).find((n) => n >= rough) ?? 10 * power;
  const out: number[] = [];
  for (let at = 0; at < highest + step; at += step) out.push(Math.round(at * 1000) / 1000);
  return out;
}

/** The range of a forecast moved with what was learnt since (outings, hosted classes): it stands around `expected`. */
export function rangeOf({ low, high, mean, expected }: Pick<Forecast, 'low' | 'high' | 'mean' | 'expected'>): {
  low: number;
  high: number;
} {
  const moved = Math.round(expected - mean);
  return { low: Math.max(0, low + moved), high: Math.max(0, high + moved) };
}
export const rangeWords = (forecast: Forecast): string => {
  const { low, high } = rangeOf(forecast);
  return t('canteen.range', { low: number(low), high: number(high) });
};
