import { expect, test } from 'vitest';
import type { Order, Row } from './client';
import { csv } from './csv';
import { dayFigures, isDay, longDay, mondayOf, plusDays, schoolYear, timeLeft, weekday } from './days';
import { grams, kilos } from './mass';
import { openSum, place, rangeOf, signed, ticks } from './meals';

const order = (values: Partial<Order>): Row =>
  ({ order: { state: 'propose', final: null, proposed: 10, ...values } }) as Row;

test('days are moved on the calendar, whatever the clock changes', () => {
  expect(plusDays('2026-10-24', 2)).toBe('2026-10-26');
  expect(plusDays('2028-02-28', 1)).toBe('2028-02-29');
  expect(mondayOf('2026-11-29')).toBe('2026-11-23');
  expect(weekday('2026-11-23')).toBe(0);
});

test('a school year begins in August', () => {
  expect(schoolYear('2026-07-31')).toBe(2025);
  expect(schoolYear('2026-08-01')).toBe(2026);
});

test('a date that is none is not taken', () => {
  expect(isDay('2026-11-26')).toBe(true);
  expect(isDay('2026-13-01')).toBe(false);
  expect(isDay('cuisine')).toBe(false);
});

test('a day is said in French', () => {
  expect(longDay('2026-11-26')).toBe('jeudi 26 novembre 2026');
  expect(longDay('2026-12-01')).toBe('mardi 1er décembre 2026');
  expect(dayFigures('2026-11-26')).toBe('26/11');
});

test('what is left before the cut-off is nothing once it is gone', () => {
  const now = Date.parse('2026-11-25T08:00:00Z');
  expect(timeLeft('2026-11-25T09:05:00Z', now)).toBe('1 h 05');
  expect(timeLeft('2026-11-25T08:59:00Z', now)).toBe('59 min');
  expect(timeLeft('2026-11-29T08:00:00Z', now)).toBe('4 jours');
  expect(timeLeft('2026-11-25T07:59:00Z', now)).toBe('');
});

test('the sum of a day takes what was decided, and is not told while an order is hidden', () => {
  expect(openSum([order({}), order({ state: 'corrige', final: 7 }), order({ state: 'passe', final: 100 })])).toBe(17);
  expect(openSum([order({}), order({ proposed: null })])).toBeUndefined();
});

test('a number of meals stays on its scale', () => {
  expect(place(100, 100)).toBe(50);
  expect(place(130, 100)).toBe(100);
  expect(place(500, 100)).toBe(100);
  expect(place(0, 100)).toBe(0);
});

test('parts are signed with a true minus', () => {
  expect([signed(3.4), signed(-9), signed(0.2)]).toEqual(['+3', '−9', '0']);
});

test('an axis has round steps and ends above the highest value', () => {
  expect(ticks(83)).toEqual([0, 50, 100]);
  expect(ticks(7)).toEqual([0, 2, 4, 6, 8]);
});

test('a cell of the CSV is quoted when it must be, and never runs as a formula', () => {
  expect(csv([['Jean "Moulin"; nord', '=1+1', '12,5']])).toBe('\ufeff"Jean ""Moulin""; nord";\'=1+1;12,5\r\n');
});

test('a range moves with the outings declared since the forecast, and never under zero', () => {
  expect(rangeOf({ low: 163, high: 179, mean: 170.5, expected: 150.5 })).toEqual({ low: 143, high: 159 });
  expect(rangeOf({ low: 10, high: 20, mean: 15, expected: 0 })).toEqual({ low: 0, high: 5 });
});

test('kilos are read with a comma or a point, and never guessed', () => {
  expect([kilos('12,5'), kilos(' 3.25 '), kilos('0')]).toEqual([12.5, 3.25, 0]);
  expect([kilos(''), kilos('12,345'), kilos('1 kg'), kilos('-2')]).toEqual([null, null, null, null]);
  expect(grams(12.5, 125)).toBe(100);
});
