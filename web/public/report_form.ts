// The report form, made easier: photos reduced on the device and sent ahead with their progress, position from the
// photo, the device, an address or a pin, proposals, «Déjà signalé ?», a draft that survives a lost network.
// Without this module the same form posts as it is.
import { form as texts, map as mapTexts } from '../fr.json';
import { watchAddress } from './address_box';
import { element } from './dom';
import { dropDraft, keepDraft, keptDraft } from './draft_store';
import { clearFaults, showFaults, type Fault } from './errors';
import { choosePlace, parseDegrees, placesDisagree, type Known, type Place } from './place';
import { preparePhoto, type Photo } from './photo';
import type { PinMap } from './pin_map';
import { startOf } from './map_start';
import { postForm, type Answer } from './post';
import { showCandidates, showProposals, type Candidate, type Suggestion } from './suggestions';
import { degrees, plural, t, type Values } from './texts';

interface DraftAnswer {
  draft: string;
  photos?: { id: string; name: string; error?: string }[];
  suggestion: Suggestion | null;
  candidates?: Candidate[];
}

const kept = [
  'address',
  'lat',
  'lon',
  'category',
  'description',
  'email',
  'name',
  'phone',
  'position_source',
  'position_precision',
];
const deviceWait = 10000; // milliseconds
const wordEnough = 10; // characters
const say = (key: string, values: Values = {}) => t(texts, key, values);

class ReportForm extends HTMLElement {
  private form!: HTMLFormElement;
  private photos: Photo[] = [];
  private known: Known = {};
  private pinMap: PinMap | undefined;
  private draft = '';
  private lastAsked = '';
  private sending: Promise<void> = Promise.resolve();
  private saving = 0;

  connectedCallback(): void {
    this.form = this.querySelector('form') as HTMLFormElement;
    this.control('client_ref').value ||= newId();
    this.piece('place-actions').hidden = false;
    this.photoInput.addEventListener('change', () => void this.addPhotos([...(this.photoInput.files ?? [])]));
    this.action('locate').addEventListener('click', () => this.locate());
    this.action('map').addEventListener('click', () => void this.toggleMap());
    for (const id of ['lat', 'lon']) this.control(id).addEventListener('change', () => this.typedCoordinates());
    watchAddress(this.control('address'), ({ lat, lon }) => {
      this.known.address = { lat, lon, source: 'adresse', precision: 100 };
      this.placeChanged();
    });
    this.control('description').addEventListener('change', () => this.ask());
    this.control('category').addEventListener('change', () => this.categoryChosen());
    this.form.addEventListener('input', () => this.saveSoon());
    this.form.addEventListener('submit', (event) => {
      event.preventDefault();
      void this.send();
    });
    const query = new URLSearchParams(location.search);
    if (query.has('lat')) {
      for (const id of ['lat', 'lon']) this.control(id).value = query.get(id) ?? '';
      this.typedCoordinates();
    } else void this.restore();
  }

  // ---- photos ----
  private async addPhotos(files: File[]): Promise<void> {
    const most = Number(this.dataset['photos']) || 6;
    const megabytes = Number(this.dataset['photoMb']) || 20;
    const notes: string[] = [];
    this.tell('photo-status', say('photo_reading'));
    for (const file of files) {
      if (this.photos.length >= most) {
        notes.push(say('photo_too_many', { n: most }));
        break;
      }
      if (file.size > megabytes * 1e6) notes.push(say('photo_too_big', { name: file.name, mb: megabytes }));
      else {
        try {
          this.photos.push(await preparePhoto(file));
        } catch {
          notes.push(say('photo_unreadable', { name: file.name }));
        }
      }
    }
    // The originals must not leave with the form: the reduced copies do.
    this.photoInput.value = '';
    this.showPhotos();
    this.readPhotoPlace();
    this.saveSoon();
    this.sending = this.sending.then(() => this.sendPhotos(notes));
    await this.sending;
  }

  private showPhotos(): void {
    const list = this.piece('photos');
    list.hidden = this.photos.length === 0;
    list.replaceChildren(
      ...this.photos.map((photo, i) => {
        const image = element('img', { src: URL.createObjectURL(photo.blob), alt: say('photo_alt', { n: i + 1 }) });
        const remove = element(
          'button',
          { type: 'button', class: 'button button--quiet button--small', click: () => this.removePhoto(i) },
          say('photo_remove', { n: i + 1 }),
        );
        return element('li', {}, image, remove);
      }),
    );
  }

  private removePhoto(index: number): void {
    this.photos.splice(index, 1);
    this.forgetDraft();
    this.showPhotos();
    this.readPhotoPlace();
    this.saveSoon();
    (this.piece('photos').querySelector('button') ?? this.photoInput).focus();
    this.sending = this.sending.then(() => this.sendPhotos());
  }

  private async sendPhotos(notes: string[] = []): Promise<void> {
    const waiting = this.photos.filter((photo) => !photo.draft);
    const bar = this.piece('progress') as HTMLProgressElement;
    this.piece('photos').after(bar);
    bar.hidden = waiting.length === 0;
    for (const [i, photo] of waiting.entries()) {
      this.tell('photo-status', say('photo_sending', { n: i + 1, total: waiting.length }));
      const body = this.draftBody();
      body.append('photo', photo.blob, photo.name);
      const answer = await postForm<DraftAnswer>('/api/street/drafts', body, (part) => (bar.value = 100 * part));
      if (answer.body) {
        photo.draft = answer.body.draft;
        this.took(answer.body);
        const error = answer.body.photos?.find(({ name }) => name === photo.name)?.error;
        if (error) {
          notes.push(error);
          this.photos = this.photos.filter((other) => other !== photo);
          this.showPhotos();
        }
      } else {
        this.refused(answer);
        notes.push(say(answer.status === 0 ? 'photo_offline' : 'photo_failed'));
        this.showSuggestion(null);
        break;
      }
    }
    bar.hidden = true;
    if (this.photos.length) notes.push(plural(texts, 'photo_ready', this.photos.length));
    this.tell('photo-status', notes.join(' '));
  }

  private draftBody(): FormData {
    const body = new FormData();
    const place = choosePlace(this.known, Date.now());
    const description = this.control('description').value.trim();
    if (this.draft) body.set('draft', this.draft);
    if (description) body.set('text', description);
    if (place) {
      body.set('lat', String(place.lat));
      body.set('lon', String(place.lon));
      body.set('accuracy', String(place.precision));
      body.set('position_source', place.source);
    }
    return body;
  }

  // New words or a new place: the server is asked again, without a photo.
  private ask(): void {
    const { description, lat, lon } = {
      description: this.control('description').value.trim(),
      lat: this.control('lat').value,
      lon: this.control('lon').value,
    };
    const question = `${description}|${lat}|${lon}`;
    if (question === this.lastAsked || (!this.draft && description.length < wordEnough)) return;
    this.lastAsked = question;
    this.sending = this.sending.then(async () => {
      const answer = await postForm<DraftAnswer>('/api/street/drafts', this.draftBody());
      if (answer.body) this.took(answer.body);
      else this.refused(answer);
    });
  }

  private refused({ code, message }: Answer<unknown>): void {
    if (code === 'outside_territory') this.tell('place-status', message || say('place_outside'));
  }

  private took(answer: DraftAnswer): void {
    if (answer.draft !== this.draft) {
      // The server opened another draft: what the former one held goes again with the report.
      for (const photo of this.photos) if (photo.draft !== answer.draft) photo.draft = '';
      this.draft = answer.draft;
    }
    this.control('draft').value = answer.draft;
    this.showSuggestion(answer.suggestion);
    showCandidates(this.piece('candidates'), answer.candidates ?? [], texts, (ref) => void this.meToo(ref));
  }

  private showSuggestion(suggestion: Suggestion | null): void {
    const select = this.control('category');
    if (suggestion) this.control('decision_id').value = suggestion.decision_id;
    showProposals(this.piece('proposals'), suggestion, select.value, texts, (code) => {
      const list = this.piece('category');
      if (code === null) {
        list.hidden = false;
        if (suggestion && !suggestion.nothing_seen) select.focus();
        return;
      }
      list.hidden = true;
      select.value = code;
      this.categoryChosen();
    });
    const tiles = this.piece('proposals').querySelector('.tile');
    this.piece('category').hidden = tiles !== null && (select.value === '' || this.tileOf(select.value) !== null);
  }

  private tileOf(code: string): Element | null {
    return this.piece('proposals').querySelector(`input[value="${code}"]`);
  }

  private categoryChosen(): void {
    const select = this.form.elements.namedItem('category') as HTMLSelectElement;
    this.tell('category-hint', select.selectedOptions[0]?.dataset['hint'] ?? '');
    const tile = this.tileOf(select.value) as HTMLInputElement | null;
    for (const input of this.piece('proposals').querySelectorAll('input')) input.checked = input === tile;
    this.saveSoon();
  }

  private async meToo(ref: string): Promise<void> {
    const body = new FormData();
    const email = this.control('email').value.trim();
    if (email) body.set('email', email);
    const answer = await postForm(`/api/street/reports/${ref}/me-too`, body);
    if (answer.status < 200 || answer.status > 299) return this.tell('send-status', say('candidates_failed'));
    await dropDraft();
    const done = element(
      'p',
      { class: 'notice notice--ok', role: 'status', tabindex: '-1' },
      say('candidates_done', { ref }),
      ' ',
      element('a', { href: `/signalements/${ref}` }, say('candidates_open', { ref })),
    );
    this.form.replaceWith(done);
    done.focus();
  }

  // ---- place ----
  private readPhotoPlace(): void {
    const facts = this.photos.find((photo) => photo.facts.lat !== undefined)?.facts;
    if (facts?.lat !== undefined && facts.lon !== undefined) {
      this.known.photo = {
        lat: facts.lat,
        lon: facts.lon,
        source: 'exif',
        precision: facts.error ?? 15,
        ...(facts.taken && { taken: facts.taken }),
      };
      this.control('photo_lat').value = String(facts.lat);
      this.control('photo_lon').value = String(facts.lon);
      this.control('taken_at').value = facts.taken ?? '';
      this.placeChanged(say('place_photo'));
    } else {
      delete this.known.photo;
      if (this.photos.length && !choosePlace(this.known, Date.now())) this.tell('place-status', say('place_no_gps'));
    }
  }

  private locate(): void {
    this.tell('place-status', say('place_waiting'));
    const refused = () => this.tell('place-status', say('place_refused'));
    if (!('geolocation' in navigator)) return refused();
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        const precision = Math.max(1, Math.round(coords.accuracy));
        this.known.device = { lat: coords.latitude, lon: coords.longitude, source: 'appareil', precision };
        delete this.known.pin;
        this.placeChanged(say(precision <= 50 ? 'place_device' : 'place_imprecise', { n: precision }));
      },
      refused,
      { enableHighAccuracy: true, timeout: deviceWait, maximumAge: 60000 },
    );
  }

  private typedCoordinates(): void {
    const lat = parseDegrees(this.control('lat').value, 90);
    const lon = parseDegrees(this.control('lon').value, 180);
    if (Number.isNaN(lat) || Number.isNaN(lon)) return;
    this.known.pin = { lat, lon, source: 'carte', precision: 5 };
    this.placeChanged();
  }

  private placeChanged(message = ''): void {
    const place = choosePlace(this.known, Date.now());
    if (!place) return;
    this.control('lat').value = place.lat.toFixed(6);
    this.control('lon').value = place.lon.toFixed(6);
    this.control('position_source').value = place.source;
    this.control('position_precision').value = String(Math.round(place.precision));
    this.pinMap?.show(place.lat, place.lon, place.precision);
    if (placesDisagree(this.known)) this.askWhichPlace();
    else this.tell('place-status', message || say('place_moved', { lat: degrees(place.lat), lon: degrees(place.lon) }));
    if (place.source !== 'carte') void this.openMap();
    this.saveSoon();
    this.ask();
  }

  private askWhichPlace(): void {
    const { photo, device } = this.known;
    const answer = (key: string, place: Place | undefined) =>
      element(
        'button',
        {
          type: 'button',
          class: 'button button--secondary',
          click: () => {
            if (place) this.known.pin = { ...place };
            this.placeChanged();
          },
        },
        say(key),
      );
    this.piece('place-status').replaceChildren(
      element(
        'div',
        { class: 'notice notice--warn' },
        element('p', {}, say('place_conflict')),
        element('p', { class: 'row' }, answer('place_conflict_photo', photo), answer('place_conflict_device', device)),
      ),
    );
  }

  private async toggleMap(): Promise<void> {
    const block = this.querySelector('#carte-bloc') as HTMLElement;
    if (block.hidden) {
      await this.openMap();
      this.pinMap?.focus();
    } else this.markMap(false);
  }

  private markMap(open: boolean): void {
    (this.querySelector('#carte-bloc') as HTMLElement).hidden = !open;
    this.action('map').setAttribute('aria-expanded', String(open));
    this.action('map').lastChild?.replaceWith(say(open ? 'map_close' : 'map_open'));
  }

  private async openMap(): Promise<void> {
    this.markMap(true);
    if (this.pinMap) return;
    const start = startOf(this.dataset);
    const place = choosePlace(this.known, Date.now());
    try {
      const { openPinMap } = await import('./pin_map');
      if (this.pinMap) return;
      const labels = { map: say('map_label'), pin: say('pin'), zoomIn: mapTexts.zoom_in, zoomOut: mapTexts.zoom_out };
      const view = place ? { ...start, lat: place.lat, lon: place.lon, zoom: 17 } : start;
      this.pinMap = await openPinMap(this.piece('map'), view, labels, (lat, lon) => {
        this.known.pin = { lat, lon, source: 'carte', precision: 5 };
        this.placeMovedByHand();
      });
      if (place) this.pinMap.show(place.lat, place.lon, place.precision);
    } catch {
      this.markMap(false);
      this.tell('place-status', say('map_failed'));
    }
  }

  private placeMovedByHand(): void {
    const pin = this.known.pin;
    if (!pin) return;
    this.control('lat').value = pin.lat.toFixed(6);
    this.control('lon').value = pin.lon.toFixed(6);
    this.control('position_source').value = pin.source;
    this.control('position_precision').value = String(pin.precision);
    this.saveSoon();
    clearTimeout(this.moving);
    this.moving = window.setTimeout(() => {
      this.tell('place-status', say('place_moved', { lat: degrees(pin.lat), lon: degrees(pin.lon) }));
      this.ask();
    }, 600);
  }
  private moving = 0;

  // ---- draft kept on the device ----
  private saveSoon(): void {
    if (document.getElementById('erreurs') && this.faults().length === 0) clearFaults(this.form);
    clearTimeout(this.saving);
    this.saving = window.setTimeout(() => void this.save(), 400);
  }

  private async save(): Promise<void> {
    const fields = Object.fromEntries(kept.map((name) => [name, this.control(name).value]));
    if (this.photos.length || Object.values(fields).some(Boolean))
      await keepDraft({ saved: Date.now(), fields, photos: this.photos });
  }

  private async restore(): Promise<void> {
    const draft = await keptDraft();
    const typed = kept.some((name) => this.control(name).value);
    if (!draft || typed || document.getElementById('erreurs')) return;
    for (const [name, value] of Object.entries(draft.fields)) this.control(name).value = value;
    this.photos = draft.photos.map((photo) => ({ ...photo, draft: '' }));
    const notice = this.piece('restored');
    const forget = element(
      'button',
      { type: 'button', class: 'button button--quiet', click: () => void dropDraft().then(() => location.reload()) },
      say('restored_drop'),
    );
    notice.replaceChildren(element('p', {}, say('restored'), ' ', forget));
    notice.hidden = false;
    this.showPhotos();
    if (draft.fields['lat']) this.typedCoordinates();
    await (this.sending = this.sending.then(() => this.sendPhotos()));
  }

  // ---- sending ----
  private faults(): Fault[] {
    const faults: Fault[] = [];
    const lat = this.control('lat').value.trim();
    const lon = this.control('lon').value.trim();
    const add = (field: string, key: string) => faults.push({ field, message: say(key) });
    if (!lat && !lon && !this.control('address').value.trim()) add('place', 'error_place');
    if ((lat || lon) && (Number.isNaN(parseDegrees(lat, 90)) || Number.isNaN(parseDegrees(lon, 180))))
      add('lat', 'error_coordinates');
    if (this.photos.length === 0 && this.control('description').value.trim().length < wordEnough)
      add('description', 'error_what');
    const email = this.control('email').value.trim();
    if (email && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email)) add('email', 'error_email');
    return faults;
  }

  private async send(): Promise<void> {
    const faults = this.faults();
    if (faults.length) return showFaults(this.form, faults, texts);
    clearFaults(this.form);
    this.tell('send-status', say('sending'));
    await this.sending;
    let answer = await this.post();
    if (answer.code === 'draft_gone') {
      this.forgetDraft();
      answer = await this.post();
    }
    if (answer.body?.url) {
      await dropDraft();
      const { pathname, search } = new URL(answer.body.url, location.href);
      location.assign(pathname + search);
      return;
    }
    await this.save();
    this.tell('send-status', this.refusal(answer));
  }

  private post(): Promise<Answer<{ url: string }>> {
    return postForm<{ url: string }>('/api/street/reports', this.reportBody());
  }

  // The photos go again: the server no longer holds the draft, or it holds one too many.
  private forgetDraft(): void {
    this.draft = '';
    this.control('draft').value = '';
    for (const photo of this.photos) photo.draft = '';
  }

  private reportBody(): FormData {
    const body = new FormData(this.form);
    body.delete('photo');
    body.delete('proposal');
    for (const name of ['lat', 'lon']) body.set(name, String(body.get(name)).trim().replace(',', '.'));
    for (const photo of this.photos)
      if (!photo.draft || photo.draft !== this.draft) body.append('photo', photo.blob, photo.name);
    return body;
  }

  private refusal(answer: Answer<unknown>): string {
    if (answer.status === 0) return say('send_offline');
    return answer.message || say('send_failed');
  }

  // ---- parts ----
  private piece(name: string): HTMLElement {
    return this.querySelector(`[data-part="${name}"]`) as HTMLElement;
  }
  private action(name: string): HTMLButtonElement {
    return this.querySelector(`[data-action="${name}"]`) as HTMLButtonElement;
  }
  private control(name: string): HTMLInputElement {
    return this.form.elements.namedItem(name) as HTMLInputElement;
  }
  private get photoInput(): HTMLInputElement {
    return this.control('photo');
  }
  private tell(part: string, message: string): void {
    this.piece(part).replaceChildren(message);
  }
}

function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 15) | 64;
  bytes[8] = ((bytes[8] ?? 0) & 63) | 128;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

customElements.define('parvis-report-form', ReportForm);
