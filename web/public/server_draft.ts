// The draft that the server keeps while the form is filled: what is sent ahead, and what comes back (proposals, nearby
// reports, whether the place is in the town). Requests go one after the other.
import { FormParts } from './form_parts';
import type { Photo } from './photo';
import type { Place } from './place';
import { postForm, type Answer } from './post';
import type { Candidate, Suggestion } from './suggestions';

export interface DraftAnswer {
  draft: string;
  photos?: { id: string; name: string; error?: string }[];
  suggestion: Suggestion | null;
  candidates?: Candidate[];
  outside?: { town: string } | null; // the place is not in the town; its neighbour's name, or ""
}

export const wordEnough = 10; // characters

export class ServerDraft {
  private id = '';
  private lastAsked = '';
  private queue: Promise<void> = Promise.resolve();

  constructor(
    private readonly parts: FormParts,
    private readonly photos: () => Photo[],
    private readonly place: () => Place | undefined,
    private readonly took: (answer: DraftAnswer) => void,
  ) {}

  /** Runs `work` after everything asked before. */
  then(work: () => Promise<void> = async () => undefined): Promise<void> {
    return (this.queue = this.queue.then(work));
  }

  holds(photo: Photo): boolean {
    return photo.draft !== '' && photo.draft === this.id;
  }

  async send(photo?: Photo, progress?: (part: number) => void): Promise<Answer<DraftAnswer>> {
    const body = this.body();
    if (photo) body.append('photo', photo.blob, photo.name);
    const answer = await postForm<DraftAnswer>('/api/street/drafts', body, progress);
    if (answer.body) {
      if (photo) photo.draft = answer.body.draft;
      this.keep(answer.body);
    }
    return answer;
  }

  /** New words or a new place: the server is asked again, without a photo. */
  ask(): void {
    const description = this.parts.value('description');
    const question = `${description}|${this.parts.value('lat')}|${this.parts.value('lon')}`;
    const place = this.place() !== undefined;
    if (question === this.lastAsked || (!this.id && !place && description.length < wordEnough)) return;
    this.lastAsked = question;
    void this.then(async () => void (await this.send()));
  }

  /** The photos go again: the server no longer holds the draft, or it holds one too many. */
  forget(): void {
    this.id = '';
    this.parts.control('draft').value = '';
    for (const photo of this.photos()) photo.draft = '';
  }

  private keep(answer: DraftAnswer): void {
    if (answer.draft !== this.id) {
      // The server opened another draft: what the former one held goes again with the report.
      for (const photo of this.photos()) if (photo.draft !== answer.draft) photo.draft = '';
      this.id = answer.draft;
    }
    this.parts.control('draft').value = answer.draft;
    this.took(answer);
  }

  private body(): FormData {
    const body = new FormData();
    const place = this.place();
    const description = this.parts.value('description');
    if (this.id) body.set('draft', this.id);
    if (description) body.set('text', description);
    if (place) {
      body.set('lat', String(place.lat));
      body.set('lon', String(place.lon));
      body.set('accuracy', String(place.precision));
      body.set('position_source', place.source);
    }
    return body;
  }
}
