// Why an order is corrected; labels in fr.json (canteen.reason.CODE).
export const reasons = [
  'sortie',
  'classe_absente',
  'fete_ecole',
  'travaux',
  'effectif',
  'menu_change',
  'doute_comptage',
  'habitude',
  'autre',
] as const;
