// What the grants API answers; the OpenAPI document names its addresses and leaves these shapes to this file.

export type Outcome = 'repaired' | 'suggest' | 'refused' | 'flagged' | 'kept-aside' | 'undone';

export interface Defect {
  code: string;
  column: string;
  count: number;
  outcome: Outcome;
  why: string;
  example?: string;
  to?: string;
  waiting?: number;
}

interface Sum {
  rows: number;
  sum_montant: string;
  unread_montant: number;
}

export interface Summary {
  schema: { name: string; version: string };
  read: Record<string, string | number | boolean>;
  rows: number;
  defects: Defect[];
  publishable_rows: number;
  publishable_if_suggestions_accepted: number;
  sum_montant: string;
  control: { publishable: Sum; to_mend: Sum; set_aside: Sum; balanced: boolean };
  verdict: 'publishable' | 'partly publishable' | 'not publishable';
}

export interface TableFile {
  id: string;
  name: string;
  bytes: number;
  schema: string;
  summary: Summary;
  created: string;
  sent_at: string | null;
  version: number;
}

export interface Change {
  seq: number;
  row: number;
  field: string;
  defect: string;
  phrase: string;
  outcome: Outcome;
  by: 'personne' | 'règle';
  before: string;
  after: string | null;
  candidates: string[];
  count: number;
  position: number;
  rule: string;
  evidence: string;
  waiting: boolean;
}

export interface OpenFile extends TableFile {
  columns: Change[];
  fields: string[];
  phrases: Record<string, string>;
}

export interface RepairedRow {
  row: number;
  line: number;
  aside: boolean;
  before: string[];
  after: string[];
  changes: Change[];
}

/** What a person says of a file: docs/formats/repair-journal.md. */
export interface Answers {
  columns?: { position: number; field: string }[];
  values?: { row: number; field: string; value: string }[];
  accept?: (string | { which: string; candidate: number })[];
  undo?: string[];
}

export interface Page<T> {
  items: T[];
  next: T extends RepairedRow ? number | null : string | null;
}

export interface Funding {
  id: string;
  file_id: string;
  row: number;
  name: string;
  title: string;
  theme: string;
  service: string;
  siret: string;
  rna: string;
  amount?: number;
  year?: number;
}

export type PairAnswer = 'a_voir' | 'meme_projet' | 'parties' | 'renouvellement' | 'differents';

export interface Reason {
  text: string;
  weight: number;
}

export interface Pair {
  id: string;
  version: number;
  a: Funding;
  b: Funding;
  sentence: string;
  blind: boolean;
  answer: PairAnswer;
  answer_label: string;
  why: string;
  relation?: string;
  relation_label?: string;
  alert?: boolean;
  reasons?: Reason[];
}

export interface PairPage extends Page<Pair> {
  waiting: number;
}

export interface Hold {
  code: string;
  sentence: string;
}

export interface BasketRow {
  id: string;
  version: number;
  state: 'prête' | 'en attente' | 'sous le seuil' | 'écartée';
  cells: Record<string, string>;
  amount_cents: number;
  holds: Hold[];
  excluded_why: string;
  due: string | null;
  origin: { name: string; row: number };
}

export interface RowChange {
  kind: 'ajoutée' | 'retirée' | 'modifiée';
  before?: Record<string, unknown>;
  after?: Record<string, unknown>;
  columns?: string[];
}

export interface Version {
  year: number;
  version: number;
  rows: number;
  amount_cents: number;
  changes: unknown[];
  made_at: string;
  withdrawn_at: string | null;
  withdrawn_why: string;
}

export type Scope = 'seuil' | 'toutes';

export interface Year {
  year: number;
  scope: Scope;
  rows: BasketRow[];
  changes: RowChange[];
  versions: Version[];
  publishable: number;
  publishable_cents: number;
  waiting: number;
  below: number;
  excluded: number;
}

export interface DatedRule {
  id: string;
  value: number;
  unit: string;
  applies: string;
  from: string;
  to: string | null;
  source: string;
  url: string;
  status: string;
  checked_on: string | null;
  stale: boolean;
}
