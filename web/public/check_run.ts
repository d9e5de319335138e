// Sends a file in blocks and hands on what each block gave. A browser reads no answer while it still sends, so the
// file is cut; a run that the server has lost is begun again by itself.

export interface Group {
  field: number; // column position from 1; 0: the whole table
  name: string;
  code: string;
  cause: string;
  label: string;
  warning: boolean;
  count: number;
  first_line: number;
  example: string;
}

export interface Line {
  type: 'error' | 'warning';
  line: number | null;
  field: number | null;
  name: string | null;
  code: string;
  cause: string | null;
  cell: string;
  message: string;
}

export interface Progress {
  received_bytes: number;
  errors: number;
  warnings: number;
  not_sent: number;
  groups: Group[]; // those that have changed
  state: 'reading' | 'done' | 'failed';
  message?: string;
}

export interface Summary {
  valid: boolean;
  rows: number;
  errors: number;
}

export interface Listener {
  begun(): void; // also when it begins again
  lines(lines: Line[]): void;
  progress(progress: Progress): void;
  waiting(): void; // the server is busy
}

export class CheckRefused extends Error {} // the message is the server's sentence
export class CheckOffline extends Error {}
class RunLost extends Error {}

const root = '/api/v1/grants/check/runs';
const firstBlockBytes = 1 << 20; // small, so that the first errors show soon
const maxRestarts = 2;
const maxTries = 20;
const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));

async function sentence(answer: Response): Promise<string> {
  const body = (await answer.json().catch(() => ({}))) as { detail?: string };
  return body.detail ?? '';
}

async function post(url: string, body: Blob | string | null, on: Listener, signal: AbortSignal): Promise<Response> {
  const type = typeof body === 'string' ? 'application/json' : 'application/octet-stream';
  let offline = 0;
  for (let tries = 0; tries < maxTries; tries += 1) {
    let answer: Response | undefined;
    try {
      answer = await fetch(url, {
        method: 'POST',
        body,
        signal,
        headers: body === null ? {} : { 'Content-Type': type },
      });
    } catch (error) {
      if (signal.aborted) throw error;
      if ((offline += 1) > 3) throw new CheckOffline();
    }
    if (answer?.ok) return answer;
    if (answer?.status === 404) throw new RunLost();
    if (answer && answer.status !== 503) throw new CheckRefused(await sentence(answer));
    on.waiting();
    await pause(2000);
  }
  throw new CheckRefused('');
}

/** Reads the lines of one answer; the summary when it is there. */
function take(text: string, on: Listener): { summary?: Summary; progress?: Progress } {
  const found: { summary?: Summary; progress?: Progress } = {};
  const lines: Line[] = [];
  for (const row of text.split('\n')) {
    if (!row) continue;
    const item = JSON.parse(row) as { type: string };
    if (item.type === 'error') lines.push(item as unknown as Line);
    else if (item.type === 'summary') found.summary = (item as unknown as { summary: Summary }).summary;
    else if (item.type === 'progress') found.progress = (item as unknown as { progress: Progress }).progress;
  }
  if (lines.length) on.lines(lines);
  if (found.progress) on.progress(found.progress);
  if (found.progress?.state === 'failed') throw new CheckRefused(found.progress.message ?? '');
  return found;
}

async function once(file: File, schema: string, on: Listener, signal: AbortSignal): Promise<Summary> {
  on.begun();
  const begin = JSON.stringify({ schema, name: file.name, size: file.size });
  const { id, max_block_bytes: most } = (await (await post(root, begin, on, signal)).json()) as {
    id: string;
    max_block_bytes: number;
  };
  let size = Math.min(firstBlockBytes, most);
  for (let from = 0, number = 0; from < file.size; number += 1) {
    const answer = await post(`${root}/${id}/blocks/${number}`, file.slice(from, from + size), on, signal);
    take(await answer.text(), on);
    from += size;
    size = most;
  }
  for (;;) {
    const { summary } = take(await (await post(`${root}/${id}/finish`, null, on, signal)).text(), on);
    if (summary) return summary;
  }
}

export async function runCheck(file: File, schema: string, on: Listener, signal: AbortSignal): Promise<Summary> {
  for (let restarts = 0; ; restarts += 1) {
    try {
      return await once(file, schema, on, signal);
    } catch (error) {
      if (!(error instanceof RunLost) || restarts >= maxRestarts) throw error;
    }
  }
}
