// What the server answers to a draft, shown: three proposal tiles with «Je ne sais pas», and «Déjà signalé ?».
import { element, pictogram } from './dom';
import { distance, plural, t, type Texts } from './texts';

interface Proposed {
  code: string;
  label: string;
  family: string;
  hint?: string;
}

export interface Suggestion {
  decision_id: string;
  abstained: boolean;
  preselected?: string;
  categories: Proposed[];
  nothing_seen: boolean;
}

export interface Candidate {
  ref: string;
  label: string;
  distance_m: number;
  address: string;
  received_at: string;
  state_label: string;
  picture?: string;
  thumb?: string;
  photo?: string;
}

const day = new Intl.DateTimeFormat('fr-FR', { day: 'numeric', month: 'long', timeZone: 'Europe/Paris' });

/** Tiles in `box`. Choosing one calls `chosen` with its code, "" for «Je ne sais pas», null for the whole list. */
export function showProposals(
  box: HTMLElement,
  suggestion: Suggestion | null,
  current: string,
  texts: Texts,
  chosen: (code: string | null) => void,
): void {
  box.hidden = false;
  if (!suggestion || suggestion.nothing_seen || suggestion.categories.length === 0) {
    const key = suggestion?.nothing_seen ? 'proposal_nothing' : 'proposal_unavailable';
    box.replaceChildren(element('p', { class: 'notice notice--plain' }, t(texts, key)));
    chosen(null);
    return;
  }
  const selected = current || (suggestion.abstained ? '' : (suggestion.preselected ?? ''));
  const tile = (code: string, label: string, picture: string) => {
    const input = element('input', { type: 'radio', name: 'proposal', value: code, change: () => chosen(code) });
    input.checked = code === selected;
    return element('label', { class: 'tile' }, input, pictogram(picture), element('span', {}, label));
  };
  const tiles = suggestion.categories.slice(0, 3).map((c) => tile(c.code, c.label, c.code.slice(0, 3).toLowerCase()));
  const unsure = suggestion.abstained ? [element('p', {}, t(texts, 'proposal_unsure'))] : [];
  box.replaceChildren(
    element('h3', { class: 'proposal__title', id: 'propositions-titre' }, t(texts, 'proposal_title')),
    ...unsure,
    element('div', { class: 'tiles' }, ...tiles, tile('', t(texts, 'proposal_unknown'), 'aut')),
    element(
      'p',
      { class: 'row small' },
      element(
        'button',
        { type: 'button', class: 'button button--quiet', click: () => chosen(null) },
        t(texts, 'proposal_other'),
      ),
      element('a', { href: '/donnees-personnelles#proposition' }, t(texts, 'proposal_more')),
    ),
  );
  if (selected !== current) chosen(selected);
}

function candidateItem(candidate: Candidate, texts: Texts, same: (ref: string) => void): HTMLElement {
  const { ref, label, address, thumb, photo, picture: sign = 'aut', state_label: state } = candidate;
  const picture = thumb
    ? element(
        'a',
        { href: photo ?? thumb, target: '_blank', class: 'report-item__photo' },
        element('img', { class: 'report-item__photo thumb', src: thumb, alt: t(texts, 'enlarge'), loading: 'lazy' }),
      )
    : element('span', { class: 'report-item__photo thumb' }, pictogram(sign));
  return element(
    'li',
    { class: 'report-item' },
    element('h4', {}, label),
    picture,
    element('p', {}, t(texts, 'candidates_ref', { ref, distance: distance(candidate.distance_m) })),
    element('p', { class: 'muted' }, `${address} · ${day.format(new Date(candidate.received_at))} · ${state}`),
    element(
      'p',
      { class: 'row' },
      element(
        'button',
        { type: 'button', class: 'button button--secondary button--small', click: () => same(ref) },
        t(texts, 'candidates_same'),
      ),
      element('a', { href: `/signalements/${ref}`, target: '_blank' }, t(texts, 'candidates_open', { ref })),
    ),
  );
}

export function showCandidates(
  box: HTMLElement,
  candidates: Candidate[],
  texts: Texts,
  same: (ref: string) => void,
): void {
  const shown = candidates.slice(0, 3);
  box.hidden = shown.length === 0;
  if (box.hidden) return box.replaceChildren();
  box.replaceChildren(
    element(
      'div',
      { class: 'panel panel--tint candidates' },
      element('h3', { id: 'deja' }, plural(texts, 'candidates_title', shown.length)),
      element('p', { class: 'small' }, t(texts, 'candidates_hint')),
      element(
        'ul',
        { class: 'report-list', 'aria-labelledby': 'deja' },
        ...shown.map((c) => candidateItem(c, texts, same)),
      ),
      element(
        'button',
        { type: 'button', class: 'button button--quiet', click: () => (box.hidden = true) },
        t(texts, 'candidates_other'),
      ),
    ),
  );
}
