// The filters of the work list: their names in the URL, and what the server is asked for.

export const filterNames = [
  'q',
  'state',
  'family',
  'category',
  'team',
  'area',
  'from',
  'to',
  'late',
  'due',
  'mine',
  'flag',
  'photos',
] as const;
export type FilterName = (typeof filterNames)[number];

export const openStates = [
  'recu',
  'a_qualifier',
  'a_traiter',
  'programme',
  'en_cours',
  'attente_habitant',
  'en_attente',
  'reouverture',
];
export const closedStates = ['resolu', 'non_retenu', 'doublon', 'annule'];

/** The query that lists and map share: every filter that is set. Nothing set means open reports. */
export function filterQuery(query: URLSearchParams): URLSearchParams {
  const asked = new URLSearchParams();
  for (const name of filterNames) {
    const value = query.get(name);
    if (value && value !== 'tous') asked.set(name, value);
  }
  if (!query.get('state') && !query.get('q')) asked.set('state', openStates.join(','));
  return asked;
}

export const isFiltered = (query: URLSearchParams): boolean => filterNames.some((name) => query.get(name));
