// The place of the form: read in the photo, given by the device, an address, a pin on the map or typed coordinates.
import { map as mapTexts } from '../fr.json';
import { watchAddress } from './address_box';
import { element } from './dom';
import { say, type FormParts } from './form_parts';
import { startOf } from './map_start';
import type { Photo } from './photo';
import type { PinMap } from './pin_map';
import { choosePlace, parseDegrees, placesDisagree, type Known, type Place } from './place';
import { degrees } from './texts';

const deviceWait = 10000; // milliseconds
const pinRest = 600; // milliseconds without a move before the server is asked

export class PlacePicker {
  private known: Known = {};
  private pinMap: PinMap | undefined;
  private moving = 0;

  constructor(
    private readonly parts: FormParts,
    private readonly start: DOMStringMap,
    private readonly changed: () => void,
    private readonly settled: () => void,
  ) {
    parts.piece('place-actions').hidden = false;
    parts.action('locate').addEventListener('click', () => this.locate());
    parts.action('map').addEventListener('click', () => void this.toggleMap());
    for (const id of ['lat', 'lon']) parts.control(id).addEventListener('change', () => this.typed());
    watchAddress(parts.control('address'), ({ lat, lon }) => {
      this.known.address = { lat, lon, source: 'adresse', precision: 100 };
      this.apply();
    });
  }

  chosen(): Place | undefined {
    return choosePlace(this.known, Date.now());
  }

  readPhotos(photos: Photo[]): void {
    const facts = photos.find((photo) => photo.facts.lat !== undefined)?.facts;
    if (facts?.lat !== undefined && facts.lon !== undefined) {
      this.known.photo = {
        lat: facts.lat,
        lon: facts.lon,
        source: 'exif',
        precision: facts.error ?? 15,
        ...(facts.taken && { taken: facts.taken }),
      };
      this.parts.control('photo_lat').value = String(facts.lat);
      this.parts.control('photo_lon').value = String(facts.lon);
      this.parts.control('taken_at').value = facts.taken ?? '';
      this.apply(say('place_photo'));
    } else {
      delete this.known.photo;
      if (photos.length && !this.chosen()) this.tell(say('place_no_gps'));
    }
  }

  /** Coordinates in the two fields, typed or given by the page's address. */
  typed(): void {
    const lat = parseDegrees(this.parts.control('lat').value, 90);
    const lon = parseDegrees(this.parts.control('lon').value, 180);
    if (Number.isNaN(lat) || Number.isNaN(lon)) return;
    this.known.pin = { lat, lon, source: 'carte', precision: 5 };
    this.apply();
  }

  /** The server says that the place is not in the town: whom to tell instead, before anything is sent. */
  tellOutside(town: string): void {
    const message = town ? say('place_outside_town', { town }) : say('place_outside');
    this.tell(element('p', { class: 'notice notice--warn' }, message));
  }

  private tell(message: string | Node): void {
    this.parts.tell('place-status', message);
  }

  private locate(): void {
    this.tell(say('place_waiting'));
    const refused = () => this.tell(say('place_refused'));
    if (!('geolocation' in navigator)) return refused();
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        const precision = Math.max(1, Math.round(coords.accuracy));
        this.known.device = { lat: coords.latitude, lon: coords.longitude, source: 'appareil', precision };
        delete this.known.pin;
        this.apply(say(precision <= 50 ? 'place_device' : 'place_imprecise', { n: precision }));
      },
      refused,
      { enableHighAccuracy: true, timeout: deviceWait, maximumAge: 60000 },
    );
  }

  private write({ lat, lon, source, precision }: Place): void {
    this.parts.control('lat').value = lat.toFixed(6);
    this.parts.control('lon').value = lon.toFixed(6);
    this.parts.control('position_source').value = source;
    this.parts.control('position_precision').value = String(Math.round(precision));
  }

  private apply(message = ''): void {
    const place = this.chosen();
    if (!place) return;
    this.write(place);
    this.pinMap?.show(place.lat, place.lon, place.precision);
    if (placesDisagree(this.known)) this.askWhich();
    else this.tell(message || say('place_moved', { lat: degrees(place.lat), lon: degrees(place.lon) }));
    if (place.source !== 'carte') void this.openMap();
    this.changed();
    this.settled();
  }

  private askWhich(): void {
    const { photo, device } = this.known;
    const answer = (key: string, place: Place | undefined) =>
      element(
        'button',
        {
          type: 'button',
          class: 'button button--secondary',
          click: () => {
            if (place) this.known.pin = { ...place };
            this.apply();
          },
        },
        say(key),
      );
    this.tell(
      element(
        'div',
        { class: 'notice notice--warn' },
        element('p', {}, say('place_conflict')),
        element('p', { class: 'row' }, answer('place_conflict_photo', photo), answer('place_conflict_device', device)),
      ),
    );
  }

  // ---- the map ----
  private get block(): HTMLElement {
    return this.parts.root.querySelector('#carte-bloc') as HTMLElement;
  }

  private async toggleMap(): Promise<void> {
    if (this.block.hidden) {
      await this.openMap();
      this.pinMap?.focus();
    } else this.markMap(false);
  }

  private markMap(open: boolean): void {
    this.block.hidden = !open;
    this.parts.action('map').setAttribute('aria-expanded', String(open));
    this.parts.action('map').lastChild?.replaceWith(say(open ? 'map_close' : 'map_open'));
  }

  private async openMap(): Promise<void> {
    this.markMap(true);
    if (this.pinMap) return;
    const start = startOf(this.start);
    const place = this.chosen();
    try {
      const { openPinMap } = await import('./pin_map');
      if (this.pinMap) return;
      const labels = { map: say('map_label'), pin: say('pin'), zoomIn: mapTexts.zoom_in, zoomOut: mapTexts.zoom_out };
      const view = place ? { ...start, lat: place.lat, lon: place.lon, zoom: 17 } : start;
      this.pinMap = await openPinMap(this.parts.piece('map'), view, labels, (lat, lon) => this.pinMoved(lat, lon));
      if (place) this.pinMap.show(place.lat, place.lon, place.precision);
    } catch {
      this.markMap(false);
      this.tell(say('map_failed'));
    }
  }

  private pinMoved(lat: number, lon: number): void {
    this.known.pin = { lat, lon, source: 'carte', precision: 5 };
    this.write(this.known.pin);
    this.changed();
    clearTimeout(this.moving);
    this.moving = window.setTimeout(() => {
      this.tell(say('place_moved', { lat: degrees(lat), lon: degrees(lon) }));
      this.settled();
    }, pinRest);
  }
}
