// What is known of a file under check: exact counts by column and cause, and the lines that are shown. Pure.
import type { Group, Line, Progress } from './check_run';

export interface Filter {
  field?: number;
  label?: string; // of the cause
}

export interface Tally {
  key: string; // what a filter takes
  name: string;
  count: number;
}

const keyOf = (group: Group | Line): string => `${group.field ?? 0} ${group.code} ${group.cause ?? ''}`;

export class CheckFindings {
  private readonly groups = new Map<string, Group>();
  private readonly lines: Line[] = [];
  errors = 0;
  warnings = 0;
  receivedBytes = 0;

  take(progress: Progress): void {
    for (const group of progress.groups) this.groups.set(keyOf(group), group);
    this.errors = progress.errors;
    this.warnings = progress.warnings;
    this.receivedBytes = progress.received_bytes;
  }

  add(lines: Line[]): void {
    this.lines.push(...lines);
  }

  private errorGroups(filter: Filter): Group[] {
    return [...this.groups.values()].filter(
      (group) =>
        !group.warning &&
        (filter.field === undefined || group.field === filter.field) &&
        (filter.label === undefined || group.label === filter.label),
    );
  }

  /** How many errors the filter holds in the whole file. */
  count(filter: Filter): number {
    if (filter.field === undefined && filter.label === undefined) return this.errors;
    return this.errorGroups(filter).reduce((sum, { count }) => sum + count, 0);
  }

  byColumn(nameOf: (group: Group) => string, filter: Filter = {}): Tally[] {
    const found = this.tally(this.errorGroups({ label: filter.label }), ({ field }) => String(field), nameOf);
    return found.sort((a, b) => Number(a.key) - Number(b.key));
  }

  byCause(filter: Filter = {}): Tally[] {
    const found = this.tally(
      this.errorGroups({ field: filter.field }),
      ({ label }) => label,
      ({ label }) => label,
    );
    return found.sort((a, b) => b.count - a.count || a.name.localeCompare(b.name, 'fr'));
  }

  private tally(groups: Group[], key: (group: Group) => string, name: (group: Group) => string): Tally[] {
    const found = new Map<string, Tally>();
    for (const group of groups) {
      const tally = found.get(key(group)) ?? { key: key(group), name: name(group), count: 0 };
      tally.count += group.count;
      found.set(tally.key, tally);
    }
    return [...found.values()];
  }

  warningGroups(): Group[] {
    return [...this.groups.values()].filter(({ warning }) => warning);
  }

  /** Lines at hand under the filter: at most `size` from `from`, and how many there are. */
  window(filter: Filter, from: number, size: number): { lines: Line[]; total: number } {
    const wanted =
      filter.field === undefined && filter.label === undefined
        ? this.lines
        : this.lines.filter((line) => {
            const group = this.groups.get(keyOf(line));
            return (
              (filter.field === undefined || (line.field ?? 0) === filter.field) &&
              (filter.label === undefined || group?.label === filter.label)
            );
          });
    return { lines: wanted.slice(from, from + size), total: wanted.length };
  }
}
