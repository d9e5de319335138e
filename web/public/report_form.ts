// The report form, made easier: photos reduced on the device and sent ahead with their progress, position from the
// photo, the device, an address or a pin, proposals, «Déjà signalé ?», a draft that survives a lost network.
// Without this module the same form posts as it is.
import { form as texts } from '../fr.json';
import { CategoryPicker } from './category_picker';
import { element } from './dom';
import { dropDraft, keepDraft, keptDraft } from './draft_store';
import { clearFaults, showFaults, type Fault } from './errors';
import { FormParts, say } from './form_parts';
import { PhotoPicker } from './photo_picker';
import { PlacePicker } from './place_picker';
import { parseDegrees } from './place';
import { postForm, type Answer } from './post';
import { ServerDraft, wordEnough, type DraftAnswer } from './server_draft';
import { showCandidates } from './suggestions';

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
const saveRest = 400; // milliseconds

class ReportForm extends HTMLElement {
  private parts!: FormParts;
  private photos!: PhotoPicker;
  private place!: PlacePicker;
  private category!: CategoryPicker;
  private draft!: ServerDraft;
  private saving = 0;

  connectedCallback(): void {
    this.parts = new FormParts(this);
    const save = () => this.saveSoon();
    this.draft = new ServerDraft(
      this.parts,
      () => this.photos.photos,
      () => this.place.chosen(),
      (answer) => this.took(answer),
    );
    this.place = new PlacePicker(this.parts, this.dataset, save, () => this.draft.ask());
    this.category = new CategoryPicker(this.parts, save);
    const limits = { most: Number(this.dataset['photos']) || 6, megabytes: Number(this.dataset['photoMb']) || 20 };
    const photosChanged = () => {
      this.place.readPhotos(this.photos.photos);
      save();
    };
    this.photos = new PhotoPicker(this.parts, this.draft, limits, photosChanged, () => this.category.show(null));
    this.parts.control('client_ref').value ||= newId();
    this.parts.control('description').addEventListener('change', () => this.draft.ask());
    this.parts.form.addEventListener('input', save);
    this.parts.form.addEventListener('submit', (event) => {
      event.preventDefault();
      void this.send();
    });
    const query = new URLSearchParams(location.search);
    if (query.has('lat')) {
      for (const id of ['lat', 'lon']) this.parts.control(id).value = query.get(id) ?? '';
      this.place.typed();
    } else void this.restore();
  }

  private took(answer: DraftAnswer): void {
    if (answer.suggestion) this.category.show(answer.suggestion);
    else if (this.photos.photos.length || this.parts.value('description')) this.category.show(null);
    showCandidates(this.parts.piece('candidates'), answer.candidates ?? [], texts, (ref) => void this.meToo(ref));
    if (answer.outside) this.place.tellOutside(answer.outside.town);
  }

  private async meToo(ref: string): Promise<void> {
    const body = new FormData();
    const email = this.parts.value('email');
    if (email) body.set('email', email);
    const answer = await postForm(`/api/street/reports/${ref}/me-too`, body);
    if (answer.status < 200 || answer.status > 299)
      return this.parts.tell('send-status', answer.message || say('candidates_failed'));
    await dropDraft();
    const done = element(
      'p',
      { class: 'notice notice--ok', role: 'status', tabindex: '-1' },
      say('candidates_done', { ref }),
      ' ',
      element('a', { href: `/signalements/${ref}` }, say('candidates_open', { ref })),
    );
    this.parts.form.replaceWith(done);
    done.focus();
  }

  // ---- draft kept on the device ----
  private saveSoon(): void {
    if (document.getElementById('erreurs') && this.faults().length === 0) clearFaults(this.parts.form);
    clearTimeout(this.saving);
    this.saving = window.setTimeout(() => void this.save(), saveRest);
  }

  private async save(): Promise<void> {
    const fields = Object.fromEntries(kept.map((name) => [name, this.parts.control(name).value]));
    const { photos } = this.photos;
    if (photos.length || Object.values(fields).some(Boolean)) await keepDraft({ saved: Date.now(), fields, photos });
  }

  private async restore(): Promise<void> {
    const draft = await keptDraft();
    const typed = kept.some((name) => this.parts.control(name).value);
    if (!draft || typed || document.getElementById('erreurs')) return;
    for (const [name, value] of Object.entries(draft.fields)) this.parts.control(name).value = value;
    const notice = this.parts.piece('restored');
    const forget = element(
      'button',
      { type: 'button', class: 'button button--quiet', click: () => void dropDraft().then(() => location.reload()) },
      say('restored_drop'),
    );
    notice.replaceChildren(element('p', {}, say('restored'), ' ', forget));
    notice.hidden = false;
    const sent = this.photos.restore(draft.photos);
    if (draft.fields['lat']) this.place.typed();
    await sent;
  }

  // ---- sending ----
  private faults(): Fault[] {
    const faults: Fault[] = [];
    const lat = this.parts.value('lat');
    const lon = this.parts.value('lon');
    const add = (field: string, key: string) => faults.push({ field, message: say(key) });
    if (!lat && !lon && !this.parts.value('address')) add('place', 'error_place');
    if ((lat || lon) && (Number.isNaN(parseDegrees(lat, 90)) || Number.isNaN(parseDegrees(lon, 180))))
      add('lat', 'error_coordinates');
    if (this.photos.photos.length === 0 && this.parts.value('description').length < wordEnough)
      add('description', 'error_what');
    const email = this.parts.value('email');
    if (email && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email)) add('email', 'error_email');
    return faults;
  }

  private async send(): Promise<void> {
    const faults = this.faults();
    if (faults.length) return showFaults(this.parts.form, faults, texts);
    clearFaults(this.parts.form);
    this.parts.tell('send-status', say('sending'));
    await this.draft.then();
    let answer = await this.post();
    if (answer.code === 'draft_gone') {
      this.draft.forget();
      answer = await this.post();
    }
    if (answer.body?.url) {
      await dropDraft();
      const { pathname, search } = new URL(answer.body.url, location.href);
      location.assign(pathname + search);
      return;
    }
    await this.save();
    const refused = answer.status === 0 ? say('send_offline') : answer.message || say('send_failed');
    this.parts.tell('send-status', refused);
  }

  private post(): Promise<Answer<{ url: string }>> {
    return postForm<{ url: string }>('/api/street/reports', this.reportBody());
  }

  private reportBody(): FormData {
    const body = new FormData(this.parts.form);
    body.delete('photo');
    body.delete('proposal');
    for (const name of ['lat', 'lon']) body.set(name, String(body.get(name)).trim().replace(',', '.'));
    for (const photo of this.photos.photos) if (!this.draft.holds(photo)) body.append('photo', photo.blob, photo.name);
    return body;
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
