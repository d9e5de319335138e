// The page that checks a file: what is dropped or chosen is sent in blocks, and read while it goes.
import { check as texts } from '../fr.json';
import { CheckFindings } from './check_findings';
import { CheckOffline, CheckRefused, runCheck, type Summary } from './check_run';
import { counted, CheckView } from './check_view';
import { element } from './dom';
import { clearFaults, showFaults } from './errors';
import { t } from './texts';

const form = document.querySelector<HTMLFormElement>('#verification');
const place = document.querySelector<HTMLElement>('[data-results]');
const statusEvery_ms = 2000; // a screen reader is not spoken over

function setUp(form: HTMLFormElement, place: HTMLElement): void {
  const input = form.querySelector<HTMLInputElement>('#fichier');
  const schema = form.querySelector<HTMLSelectElement>('#schema');
  const zone = form.querySelector<HTMLElement>('[data-drop]');
  const answer = form.querySelector<HTMLSelectElement>('#reponse');
  if (!input || !schema || !zone || !answer) return;
  const maxMegabytes = Number(form.dataset['maxMb'] ?? '0');
  let running: AbortController | undefined;

  form.querySelector<HTMLElement>('[data-without-script]')?.setAttribute('hidden', '');
  zone.classList.add('drop-zone');
  input.before(element('p', { class: 'drop-zone__text', 'aria-hidden': 'true' }, texts.drop));

  const bar = element('progress', { max: '100', value: '0', 'aria-label': texts.progress });
  const said = element('p', { role: 'status', class: 'status' });
  const stop = element('button', { type: 'button', class: 'button button--quiet' }, texts.stop);
  const work = element('div', { class: 'check-progress', hidden: true }, bar, stop);
  const results = element('div');
  place.append(said, work, results);

  const fault = (message: string) => showFaults(form, [{ field: 'fichier', message }], texts);

  function download(file: File, kind: 'csv' | 'jsonl'): void {
    if (!input || !answer) return;
    if (input.files?.[0] !== file) put(file);
    answer.value = kind;
    form.submit();
    answer.value = 'page';
  }

  function put(file: File): void {
    const list = new DataTransfer();
    list.items.add(file);
    if (input) input.files = list.files;
  }

  function finished(view: CheckView, file: File, summary: Summary): void {
    const rows = counted('rows', summary.rows);
    const errors = counted('errors', summary.errors);
    view.verdict(summary.valid, t(texts, summary.valid ? 'valid' : 'invalid', { file: file.name, rows, errors }));
    said.textContent = '';
    view.focusVerdict();
  }

  function failed(view: CheckView, error: unknown, stopped: boolean): void {
    said.textContent = stopped ? texts.stopped : '';
    if (stopped) return;
    const offline = error instanceof CheckOffline;
    const message = error instanceof CheckRefused ? error.message : '';
    view.unread(message || (offline ? texts.offline : texts.failed));
    view.focusVerdict();
  }

  async function start(file: File): Promise<void> {
    running?.abort();
    const mine = (running = new AbortController());
    clearFaults(form);
    let findings = new CheckFindings();
    let view = new CheckView(results, findings, (kind) => download(file, kind));
    let begun = 0;
    let spoken = 0;
    const say = (text: string, now = false) => {
      if (!now && Date.now() - spoken < statusEvery_ms) return;
      spoken = Date.now();
      said.textContent = text;
    };
    work.hidden = false;
    bar.value = 0;
    say(texts.starting, true);
    try {
      const summary = await runCheck(
        file,
        schema?.value ?? '',
        {
          begun: () => {
            if ((begun += 1) === 1) return;
            findings = new CheckFindings();
            view = new CheckView(results, findings, (kind) => download(file, kind));
            say(texts.restarted, true);
          },
          waiting: () => say(texts.busy, true),
          lines: (lines) => findings.add(lines),
          progress: (progress) => {
            findings.take(progress);
            const percent = file.size ? Math.floor((100 * progress.received_bytes) / file.size) : 100;
            const errors = counted('so_far', findings.errors);
            bar.value = percent;
            say(percent < 100 ? t(texts, 'reading', { percent, errors }) : t(texts, 'working', { errors }));
            view.refresh();
          },
        },
        mine.signal,
      );
      if (mine === running) finished(view, file, summary);
    } catch (error) {
      if (mine === running) failed(view, error, mine.signal.aborted);
    } finally {
      if (mine === running) work.hidden = true;
    }
  }

  function choose(file: File | undefined): void {
    if (!file) return fault(texts.choose);
    if (maxMegabytes && file.size > maxMegabytes * 2 ** 20) {
      const size = Math.ceil(file.size / 2 ** 20);
      return fault(t(texts, 'too_large', { size, max: maxMegabytes }));
    }
    void start(file);
  }

  stop.addEventListener('click', () => running?.abort());
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    choose(input.files?.[0]);
  });
  for (const name of ['dragover', 'dragleave', 'drop'] as const) {
    zone.addEventListener(name, (event) => {
      event.preventDefault();
      zone.classList.toggle('drop-zone--over', name === 'dragover');
      const file = name === 'drop' ? event.dataTransfer?.files[0] : undefined;
      if (!file) return;
      put(file);
      choose(file);
    });
  }
}

if (form && place) setUp(form, place);
