// What a phone writes in a JPEG and a resized copy would lose: position, its error, and the date. Reading is bounded:
// a broken block gives nothing. `withExif` puts the same facts back into the copy, so that the server finds them.

export interface PhotoFacts {
  lat?: number;
  lon?: number;
  error?: number; // metres
  taken?: string; // "2026:06:01 14:30:00", local time of the camera
}

const GPS_IFD = 0x8825;
const EXIF_IFD = 0x8769;
const DATE_ORIGINAL = 0x9003;

class Tiff {
  private readonly little: boolean;
  constructor(private readonly view: DataView) {
    this.little = view.getUint16(0) === 0x4949;
    if (this.short(2) !== 42) throw new RangeError('not a TIFF block');
  }
  short(at: number): number {
    return this.view.getUint16(at, this.little);
  }
  long(at: number): number {
    return this.view.getUint32(at, this.little);
  }
  /** Offset of the value of each tag of a directory. */
  tags(at: number): Map<number, number> {
    const found = new Map<number, number>();
    const count = Math.min(this.short(at), 200);
    for (let i = 0; i < count; i += 1) {
      const entry = at + 2 + 12 * i;
      const size = { 1: 1, 2: 1, 3: 2, 4: 4, 5: 8 }[this.short(entry + 2)] ?? 8;
      const inline = size * this.long(entry + 4) <= 4;
      found.set(this.short(entry), inline ? entry + 8 : this.long(entry + 8));
    }
    return found;
  }
  ratio(at: number): number {
    return this.long(at) / this.long(at + 4);
  }
  ascii(at: number, length: number): string {
    return String.fromCharCode(...Array.from({ length }, (_, i) => this.view.getUint8(at + i)));
  }
}

function angle(tiff: Tiff, at: number | undefined, reference: number | undefined, negative: string): number {
  if (at === undefined || reference === undefined) return NaN;
  const sign = tiff.ascii(reference, 1);
  if (!'NSEW'.includes(sign)) return NaN;
  const value = tiff.ratio(at) + tiff.ratio(at + 8) / 60 + (tiff.ratio(at + 16) || 0) / 3600;
  return sign === negative ? -value : value;
}

function readTiff(tiff: Tiff): PhotoFacts {
  const facts: PhotoFacts = {};
  const main = tiff.tags(tiff.long(4));
  const exif = main.get(EXIF_IFD);
  if (exif !== undefined) {
    const date = tiff.tags(tiff.long(exif)).get(DATE_ORIGINAL);
    const text = date === undefined ? '' : tiff.ascii(date, 19);
    if (/^\d{4}(:\d\d){2} \d\d(:\d\d){2}$/.test(text)) facts.taken = text;
  }
  const gps = main.get(GPS_IFD);
  if (gps === undefined) return facts;
  const tags = tiff.tags(tiff.long(gps));
  const lat = angle(tiff, tags.get(2), tags.get(1), 'S');
  const lon = angle(tiff, tags.get(4), tags.get(3), 'W');
  const real = Number.isFinite(lat) && Number.isFinite(lon) && Math.abs(lat) <= 90 && Math.abs(lon) <= 180;
  if (!real || (lat === 0 && lon === 0)) return facts;
  const error = tags.has(31) ? tiff.ratio(tags.get(31) ?? 0) : NaN;
  return { ...facts, lat, lon, ...(error > 0 && Number.isFinite(error) && { error }) };
}

export function readExif(buffer: ArrayBuffer): PhotoFacts {
  const view = new DataView(buffer);
  try {
    if (view.getUint16(0) !== 0xffd8) return {};
    for (let at = 2, i = 0; i < 64; i += 1) {
      const marker = view.getUint16(at);
      const length = view.getUint16(at + 2);
      if (marker === 0xffda || length < 2) return {};
      if (marker === 0xffe1 && view.getUint32(at + 4) === 0x45786966) {
        return readTiff(new Tiff(new DataView(buffer, at + 10, length - 8)));
      }
      at += 2 + length;
    }
  } catch {
    // Cut or lying offsets: the photo simply has no facts.
  }
  return {};
}

class Block {
  private readonly bytes: number[] = [];
  short(...values: number[]): this {
    for (const v of values) this.bytes.push((v >> 8) & 255, v & 255);
    return this;
  }
  long(...values: number[]): this {
    for (const v of values) this.bytes.push((v >>> 24) & 255, (v >>> 16) & 255, (v >>> 8) & 255, v & 255);
    return this;
  }
  text(value: string, size: number): this {
    for (let i = 0; i < size; i += 1) this.bytes.push(i < value.length ? value.charCodeAt(i) & 127 : 0);
    return this;
  }
  entry(tag: number, type: number, count: number, value: number): this {
    return this.short(tag, type).long(count, value);
  }
  /** Degrees, minutes, seconds as three ratios. */
  angle(value: number): this {
    const seconds = Math.round(Math.abs(value) * 3600 * 10000);
    const minutes = Math.floor(seconds / 600000);
    return this.long(Math.floor(minutes / 60), 1, minutes % 60, 1, seconds % 600000, 10000);
  }
  done(): Uint8Array<ArrayBuffer> {
    return new Uint8Array(this.bytes);
  }
}

function tiffOf(facts: PhotoFacts): Uint8Array<ArrayBuffer> {
  // Fixed plan: header 8, main directory 42 at 8, Exif directory 18 at 50, date 20 at 68, GPS directory 66 at 88, values.
  const values = 88 + 66;
  const letter = (positive: string, negative: string, v: number) => (v < 0 ? negative : positive).charCodeAt(0) << 24;
  const { lat = 0, lon = 0, error = 15 } = facts;
  return new Block()
    .text('MM', 2)
    .short(42)
    .long(8)
    .short(3)
    .entry(0x0112, 3, 1, 1 << 16)
    .entry(EXIF_IFD, 4, 1, 50)
    .entry(GPS_IFD, 4, 1, 88)
    .long(0)
    .short(1)
    .entry(DATE_ORIGINAL, 2, 20, 68)
    .long(0)
    .text(facts.taken ?? '', 20)
    .short(5)
    .entry(1, 2, 2, letter('N', 'S', lat))
    .entry(2, 5, 3, values)
    .entry(3, 2, 2, letter('E', 'W', lon))
    .entry(4, 5, 3, values + 24)
    .entry(31, 5, 1, values + 48)
    .long(0)
    .angle(lat)
    .angle(lon)
    .long(Math.round(error * 100), 100)
    .done();
}

/** The JPEG with the facts in a new Exif block; unchanged when there is no position. */
export function withExif(jpeg: Blob, facts: PhotoFacts): Blob {
  if (facts.lat === undefined || facts.lon === undefined) return jpeg;
  const tiff = tiffOf(facts);
  const head = new Block()
    .short(0xffd8, 0xffe1, tiff.length + 8)
    .text('Exif', 6)
    .done();
  return new Blob([head, tiff, jpeg.slice(2)], { type: 'image/jpeg' });
}
