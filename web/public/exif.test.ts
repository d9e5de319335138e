import { describe, expect, it } from 'vitest';
import { readExif, withExif } from './exif';

const jpeg = new Blob([new Uint8Array([0xff, 0xd8, 0xff, 0xda, 0, 2, 0xff, 0xd9])]);
const round = async (lat: number, lon: number) =>
  readExif(await withExif(jpeg, { lat, lon, error: 4.5, taken: '2026:06:01 14:30:00' }).arrayBuffer());

describe('position of a photo', () => {
  it('survives the way through a resized copy, in the four quadrants', async () => {
    for (const [lat, lon] of [
      [47.00123, 5.90345],
      [-33.9, 151.2],
      [51.41436, -2.49624],
      [-0.1, -78.5],
    ] as const) {
      const facts = await round(lat, lon);
      expect(facts.lat).toBeCloseTo(lat, 6);
      expect(facts.lon).toBeCloseTo(lon, 6);
      expect(facts.error).toBeCloseTo(4.5);
      expect(facts.taken).toBe('2026:06:01 14:30:00');
    }
  });

  it('keeps the image after the new block', async () => {
    const bytes = new Uint8Array(await withExif(jpeg, { lat: 1, lon: 2 }).arrayBuffer());
    expect([...bytes.slice(-6)]).toEqual([0xff, 0xda, 0, 2, 0xff, 0xd9]);
  });

  it('is not invented', async () => {
    expect(withExif(jpeg, { taken: 'x' })).toBe(jpeg);
    expect(readExif(await jpeg.arrayBuffer())).toEqual({});
    expect((await round(0, 0)).lat).toBeUndefined();
  });

  it('reads nothing from a block cut anywhere', async () => {
    const whole = await withExif(jpeg, { lat: 47, lon: 5.9 }).arrayBuffer();
    for (let cut = 0; cut < whole.byteLength; cut += 1) {
      const facts = readExif(whole.slice(0, cut));
      expect(facts.lat === undefined || Math.abs(facts.lat - 47) < 1e-6).toBe(true);
    }
  });
});
