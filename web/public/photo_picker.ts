// The photos of the form: chosen, made small on the device, shown, sent ahead with their progress, taken away.
import { form as texts } from '../fr.json';
import { element } from './dom';
import { say, type FormParts } from './form_parts';
import { preparePhoto, type Photo } from './photo';
import type { ServerDraft } from './server_draft';
import { plural } from './texts';

export class PhotoPicker {
  photos: Photo[] = [];

  constructor(
    private readonly parts: FormParts,
    private readonly draft: ServerDraft,
    private readonly limits: { most: number; megabytes: number },
    private readonly changed: () => void,
    private readonly unreachable: () => void,
  ) {
    this.input.addEventListener('change', () => void this.add([...(this.input.files ?? [])]));
  }

  /** Photos of a draft found on the device. */
  restore(photos: Photo[]): Promise<void> {
    this.photos = photos.map((photo) => ({ ...photo, draft: '' }));
    this.show();
    return this.draft.then(() => this.send());
  }

  private get input(): HTMLInputElement {
    return this.parts.control('photo');
  }

  private async add(files: File[]): Promise<void> {
    const { most, megabytes } = this.limits;
    const notes: string[] = [];
    this.parts.tell('photo-status', say('photo_reading'));
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
    this.input.value = '';
    this.show();
    this.changed();
    await this.draft.then(() => this.send(notes));
  }

  private show(): void {
    const list = this.parts.piece('photos');
    list.hidden = this.photos.length === 0;
    list.replaceChildren(
      ...this.photos.map((photo, i) => {
        const image = element('img', { src: URL.createObjectURL(photo.blob), alt: say('photo_alt', { n: i + 1 }) });
        const remove = element(
          'button',
          { type: 'button', class: 'button button--quiet button--small', click: () => this.remove(i) },
          say('photo_remove', { n: i + 1 }),
        );
        return element('li', {}, image, remove);
      }),
    );
  }

  private remove(index: number): void {
    this.photos.splice(index, 1);
    this.draft.forget();
    this.show();
    this.changed();
    (this.parts.piece('photos').querySelector('button') ?? this.input).focus();
    void this.draft.then(() => this.send());
  }

  private async send(notes: string[] = []): Promise<void> {
    const waiting = this.photos.filter((photo) => !photo.draft);
    const bar = this.parts.piece('progress') as HTMLProgressElement;
    this.parts.piece('photos').after(bar);
    bar.hidden = waiting.length === 0;
    for (const [i, photo] of waiting.entries()) {
      this.parts.tell('photo-status', say('photo_sending', { n: i + 1, total: waiting.length }));
      const answer = await this.draft.send(photo, (part) => (bar.value = 100 * part));
      if (!answer.body) {
        notes.push(say(answer.status === 0 ? 'photo_offline' : 'photo_failed'));
        this.unreachable();
        break;
      }
      const error = answer.body.photos?.find(({ name }) => name === photo.name)?.error;
      if (error) {
        notes.push(error);
        this.photos = this.photos.filter((other) => other !== photo);
        this.show();
      }
    }
    bar.hidden = true;
    if (this.photos.length) notes.push(plural(texts, 'photo_ready', this.photos.length));
    this.parts.tell('photo-status', notes.join(' '));
  }
}
