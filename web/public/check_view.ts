// Draws what CheckFindings knows: verdict, counts by column and by cause that are filters too, one page of lines.
import { check as texts } from '../fr.json';
import { CheckFindings, type Filter, type Tally } from './check_findings';
import type { Group, Line } from './check_run';
import { element } from './dom';
import { plural, t } from './texts';

const pageLines = 25;
const number = (value: number): string => new Intl.NumberFormat('fr-FR').format(value);

export const counted = (key: string, count: number): string =>
  plural(texts, key, count).replace(String(count), number(count));

const columnName = (item: Pick<Group, 'name'> & { field: number }): string => {
  if (item.field === 0) return texts.whole_table;
  return item.name || t(texts, 'nameless', { n: item.field });
};

export class CheckView {
  private filter: Filter = {};
  private from = 0;
  private readonly head = element('div', { class: 'check-verdict' });
  private readonly tallies = element('div', { class: 'check-tallies' });
  private readonly list = element('section', { class: 'section-small', 'aria-labelledby': 'check-lines' });
  private readonly warnings = element('div');
  private readonly downloads = element('div');

  constructor(
    place: HTMLElement,
    private readonly findings: CheckFindings,
    private readonly download: (form: 'csv' | 'jsonl') => void,
  ) {
    place.replaceChildren(this.head, this.downloads, this.tallies, this.list, this.warnings);
  }

  /** Counts change at each block; the lines that a person reads stay where they are. */
  refresh(): void {
    if (this.findings.errors === 0) return;
    if (!this.head.hasChildNodes()) this.say('plain', texts.partial_title, '');
    this.drawTallies();
    const shown = this.list.querySelectorAll('tbody tr').length;
    if (shown < pageLines) this.drawList();
    else this.drawListHead();
  }

  verdict(valid: boolean, text: string): void {
    this.say(valid ? 'ok' : 'danger', valid ? texts.valid_title : texts.invalid_title, text);
    if (!valid) {
      this.drawTallies();
      this.drawList();
      this.drawDownloads();
    }
    this.drawWarnings();
  }

  unread(message: string): void {
    this.say('danger', texts.unread_title, message);
  }

  private say(kind: string, title: string, text: string): void {
    const box = element('div', { class: `notice notice--${kind}`, tabindex: '-1' }, element('h2', {}, title));
    if (text) box.append(element('p', {}, text));
    this.head.replaceChildren(box);
  }

  focusVerdict(): void {
    this.head.querySelector<HTMLElement>('.notice')?.focus();
  }

  private setFilter(filter: Filter): void {
    this.filter = filter;
    this.from = 0;
    this.drawTallies();
    this.drawList();
  }

  private tallyTable(title: string, heading: string, rows: Tally[], chosen: string, choose: (key?: string) => void) {
    const body = rows.map((row) => {
      const pressed = row.key === chosen;
      const button = element(
        'button',
        {
          type: 'button',
          class: 'check-filter',
          'aria-pressed': String(pressed),
          'aria-label': t(texts, pressed ? 'unfilter' : 'filter', { name: row.name }),
          'data-key': row.key,
          click: () => choose(pressed ? undefined : row.key),
        },
        row.name,
      );
      return element(
        'tr',
        {},
        element('th', { scope: 'row' }, button),
        element('td', { class: 'number' }, number(row.count)),
      );
    });
    return element(
      'table',
      { class: 'table' },
      element('caption', {}, title),
      element(
        'thead',
        {},
        element(
          'tr',
          {},
          element('th', { scope: 'col' }, heading),
          element('th', { scope: 'col', class: 'number' }, texts.number),
        ),
      ),
      element('tbody', {}, ...body),
    );
  }

  private drawTallies(): void {
    const kept = document.activeElement;
    const place = kept instanceof HTMLElement && this.tallies.contains(kept) ? kept.dataset['key'] : undefined;
    const { field, label } = this.filter;
    const columns = this.tallyTable(
      texts.by_column,
      texts.column,
      this.findings.byColumn(columnName, this.filter),
      field === undefined ? '' : String(field),
      (key) => this.setFilter({ ...this.filter, field: key === undefined ? undefined : Number(key) }),
    );
    const causes = this.tallyTable(
      texts.by_cause,
      texts.cause,
      this.findings.byCause(this.filter),
      label ?? '',
      (key) => this.setFilter({ ...this.filter, label: key }),
    );
    this.tallies.replaceChildren(columns, causes);
    if (place === undefined) return;
    for (const button of this.tallies.querySelectorAll<HTMLElement>('button')) {
      if (button.dataset['key'] === place) button.focus();
    }
  }

  private row(line: Line): HTMLTableRowElement {
    return element(
      'tr',
      {},
      element('th', { scope: 'row', class: 'number', 'data-label': texts.line }, line.line ? number(line.line) : '–'),
      element('td', { 'data-label': texts.column }, columnName({ field: line.field ?? 0, name: line.name ?? '' })),
      element('td', { 'data-label': texts.cell, class: 'check-cell' }, line.cell || '–'),
      element('td', {}, line.message),
    );
  }

  private listHead(): HTMLElement {
    const count = this.findings.count(this.filter);
    const { total } = this.findings.window(this.filter, 0, 0);
    const head = element('div', {}, element('h2', { id: 'check-lines' }, counted('list_title', count)));
    if (total < count) head.append(element('p', { class: 'muted' }, t(texts, 'list_cut', { shown: number(total) })));
    const chips = element('ul', { class: 'chips' });
    const chip = (name: string, rest: Filter) => {
      const label = t(texts, 'unfilter', { name });
      const button = element('button', { type: 'button', class: 'chip', 'aria-label': label }, `${name} ×`);
      button.addEventListener('click', () => {
        this.setFilter(rest);
        this.list.querySelector<HTMLElement>('h2')?.focus();
      });
      chips.append(element('li', {}, button));
    };
    const { field, label } = this.filter;
    if (field !== undefined) {
      const named = this.findings.byColumn(columnName).find(({ key }) => key === String(field));
      chip(named?.name ?? '', { label });
    }
    if (label !== undefined) chip(label, { field });
    if (chips.hasChildNodes()) head.append(chips);
    return head;
  }

  private drawListHead(): void {
    this.list.firstElementChild?.replaceWith(this.listHead());
  }

  private drawList(): void {
    const { lines, total } = this.findings.window(this.filter, this.from, pageLines);
    const headings = [texts.line, texts.column, texts.cell, texts.message];
    const table = element(
      'table',
      { class: 'table table--cards check-lines' },
      element('caption', { class: 'visually-hidden' }, texts.in_order),
      element(
        'thead',
        {},
        element(
          'tr',
          {},
          ...headings.map((text, i) => element('th', { scope: 'col', class: i === 0 ? 'number' : '' }, text)),
        ),
      ),
      element('tbody', {}, ...lines.map((line) => this.row(line))),
    );
    this.list.replaceChildren(this.listHead(), table, this.pages(lines.length, total));
  }

  private pages(shown: number, total: number): HTMLElement {
    const nav = element('nav', { class: 'pagination', 'aria-label': texts.pages });
    if (total <= pageLines) return nav;
    const move = (by: number) => {
      this.from += by;
      this.drawList();
      const title = this.list.querySelector<HTMLElement>('h2');
      title?.setAttribute('tabindex', '-1');
      title?.focus();
    };
    const where = { from: number(this.from + 1), to: number(this.from + shown), total: number(total) };
    const items = [element('span', {}, t(texts, 'page', where))];
    const button = (text: string, by: number) =>
      element('button', { type: 'button', class: 'button button--quiet', click: () => move(by) }, text);
    if (this.from > 0) items.unshift(button(texts.previous, -pageLines));
    if (this.from + shown < total) items.push(button(texts.next, pageLines));
    nav.append(element('ul', {}, ...items.map((item) => element('li', {}, item))));
    return nav;
  }

  private drawDownloads(): void {
    const button = (text: string, form: 'csv' | 'jsonl') =>
      element(
        'button',
        { type: 'button', class: 'button button--secondary', 'data-form': form, click: () => this.download(form) },
        text,
      );
    this.downloads.replaceChildren(
      element('h2', { class: 'h3' }, texts.download),
      element('p', { class: 'row' }, button(texts.download_csv, 'csv'), button(texts.download_jsonl, 'jsonl')),
      element('p', { class: 'small muted' }, texts.download_hint),
    );
  }

  private drawWarnings(): void {
    const groups = this.findings.warningGroups();
    if (!groups.length) return;
    const items = groups.map((group) => {
      const times = t(texts, 'times', { n: number(group.count) });
      return element('li', {}, element('strong', {}, group.label), `, ${columnName(group)}, ${times} ${group.example}`);
    });
    const title = element('summary', {}, counted('warnings', this.findings.warnings));
    this.warnings.replaceChildren(element('details', { class: 'section-small' }, title, element('ul', {}, ...items)));
  }
}
