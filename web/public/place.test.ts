import { describe, expect, it } from 'vitest';
import { choosePlace, metresBetween, parseDegrees, placesDisagree, type Place } from './place';

const at = (source: Place['source'], precision: number, lat = 47): Place => ({ lat, lon: 5.9, source, precision });
const now = Date.parse('2026-06-01T12:00:00');
const old = { ...at('exif', 15), taken: '2026:06:01 11:00:00' };
const fresh = { ...at('exif', 15), taken: '2026:06:01 11:55:00' };

describe('the position believed', () => {
  it('is the pin before all', () => {
    expect(choosePlace({ pin: at('carte', 5), photo: old, device: at('appareil', 8) }, now)?.source).toBe('carte');
  });
  it('is an older photo before the device, a fresh one after a precise device', () => {
    expect(choosePlace({ photo: old, device: at('appareil', 8) }, now)?.source).toBe('exif');
    expect(choosePlace({ photo: fresh, device: at('appareil', 50) }, now)?.source).toBe('appareil');
    expect(choosePlace({ photo: fresh, device: at('appareil', 51) }, now)?.source).toBe('exif');
  });
  it('is a vague device before an address, and nothing when nothing is known', () => {
    expect(choosePlace({ device: at('appareil', 900), address: at('adresse', 100) }, now)?.source).toBe('appareil');
    expect(choosePlace({ address: at('adresse', 100) }, now)?.source).toBe('adresse');
    expect(choosePlace({}, now)).toBeUndefined();
  });
  it('is asked when photo and device are over 200 m apart', () => {
    expect(placesDisagree({ photo: old, device: at('appareil', 8, 47.0017) })).toBe(false);
    expect(placesDisagree({ photo: old, device: at('appareil', 8, 47.0019) })).toBe(true);
    expect(placesDisagree({ photo: old, device: at('appareil', 8, 48), pin: at('carte', 5) })).toBe(false);
  });
});

describe('degrees typed by a person', () => {
  it('take comma or point, within the limit', () => {
    expect(parseDegrees('47,0123', 90)).toBe(47.0123);
    expect(parseDegrees(' -5.9 ', 180)).toBe(-5.9);
    expect(parseDegrees('91', 90)).toBeNaN();
    expect(parseDegrees('', 90)).toBeNaN();
    expect(parseDegrees('47°', 90)).toBeNaN();
  });
});

it('metres of a thousandth of a degree of latitude', () => {
  expect(metresBetween({ lat: 47, lon: 5.9 }, { lat: 47.001, lon: 5.9 })).toBeCloseTo(111.2, 1);
});
