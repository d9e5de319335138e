// Which position to believe, in the order of the service: a pin placed by hand, an older photo's own position, a
// precise device, a fresh photo, a vague device, an address.

export type Source = 'carte' | 'exif' | 'appareil' | 'adresse';

export interface Place {
  lat: number;
  lon: number;
  source: Source;
  precision: number; // metres
}

export interface Known {
  pin?: Place;
  photo?: Place & { taken?: string };
  device?: Place;
  address?: Place;
}

const preciseDevice = 50; // metres
const olderPhoto = 10 * 60 * 1000; // milliseconds
const earth = 6371008.8;

export function metresBetween(a: { lat: number; lon: number }, b: { lat: number; lon: number }): number {
  const radians = (degrees: number) => (degrees * Math.PI) / 180;
  const lat = Math.sin(radians(b.lat - a.lat) / 2);
  const lon = Math.sin(radians(b.lon - a.lon) / 2);
  return 2 * earth * Math.asin(Math.sqrt(lat * lat + Math.cos(radians(a.lat)) * Math.cos(radians(b.lat)) * lon * lon));
}

function takenAt(text = ''): number {
  return Date.parse(text.replace(/^(\d+):(\d+):(\d+) /, '$1-$2-$3T'));
}

export function choosePlace(known: Known, now: number): Place | undefined {
  if (known.pin) return known.pin;
  const { photo, device } = known;
  if (photo && now - takenAt(photo.taken) > olderPhoto) return photo;
  if (device && device.precision <= preciseDevice) return device;
  return photo ?? device ?? known.address;
}

/** Photo and device more than 200 m apart, and nobody has said which: the person is asked. */
export function placesDisagree(known: Known): boolean {
  return !known.pin && !!known.photo && !!known.device && metresBetween(known.photo, known.device) > 200;
}

/** "47,0123" or "47.0123"; NaN when it is no number in range. */
export function parseDegrees(text: string, limit: number): number {
  const value = /^\s*-?\d{1,3}([.,]\d+)?\s*$/.test(text) ? Number(text.replace(',', '.')) : NaN;
  return Math.abs(value) <= limit ? value : NaN;
}
