import { describe, expect, it } from 'vitest';
import { nothing, press, toggle } from './selection';

const refs = ['a', 'b', 'c', 'd'];
const plain = { shift: false, ctrl: false };

describe('keyboard on the work list', () => {
  it('moves with the arrows and stops at the ends', () => {
    const down = press(nothing, refs, 'ArrowDown', plain);
    expect(down?.focus).toBe(1);
    expect(press({ ...nothing, focus: 3 }, refs, 'ArrowDown', plain)?.focus).toBe(3);
    expect(press(nothing, refs, 'ArrowUp', plain)?.focus).toBe(0);
  });
  it('extends a range with Shift', () => {
    const two = press({ ...nothing, focus: 1, anchor: 1 }, refs, 'ArrowDown', { shift: true, ctrl: false });
    expect([...(two?.chosen ?? [])]).toEqual(['b', 'c']);
  });
  it('chooses all with Ctrl+A and none with Escape', () => {
    const all = press(nothing, refs, 'a', { shift: false, ctrl: true });
    expect(all?.chosen.size).toBe(4);
    expect(press(all ?? nothing, refs, 'Escape', plain)?.chosen.size).toBe(0);
  });
  it('toggles one row and ignores a row that is not there', () => {
    expect(toggle(nothing, refs, 2).chosen.has('c')).toBe(true);
    expect(toggle(nothing, refs, 9)).toBe(nothing);
  });
  it('leaves other keys alone', () => {
    expect(press(nothing, refs, 'x', plain)).toBeNull();
  });
});
