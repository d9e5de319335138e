// The canteen API as the pages call it, and names for the parts of its answers.
import { get, post, put, remove, type Answer } from '../lib/api';

export type DayList = Answer<'/api/v1/canteen/days', 'get'>;
export type DaySheet = Answer<'/api/v1/canteen/days/{date}/{canteen}', 'get'>;
export type Row = DayList['rows'][number];
export type Order = NonNullable<Row['order']>;
export type Forecast = NonNullable<Row['forecast']>;
export type Count = DaySheet['history'][number];
export type Part = DaySheet['parts'][number];
export type Appointment = DayList['appointment'];
export type Changes = Answer<'/api/v1/canteen/forecasts/{id}/changes', 'get'>;
export type Kitchen = Answer<'/api/v1/canteen/kitchen/{date}', 'get'>;
export type Strikes = Answer<'/api/v1/canteen/strikes', 'get'>;
export type StrikeDay = Answer<'/api/v1/canteen/strike-sheets', 'get'>;
export type StrikeLine = StrikeDay['items'][number];
export type Effect = Answer<'/api/v1/canteen/strike-sheets/{canteen}/{date}', 'put'>['effects'][number];
export type Outing = Answer<'/api/v1/canteen/outings', 'get'>['items'][number];
export type Closure = Answer<'/api/v1/canteen/closures', 'get'>['items'][number];
export type Year = Answer<'/api/v1/canteen/calendar', 'get'>;
export type YearDay = Year['days'][number];
export type Menu = Answer<'/api/v1/canteen/menus', 'get'>['items'][number];
export type Dish = Menu['dishes'][number];
export type Town = Answer<'/api/v1/canteen/canteens', 'get'>;
export type Canteen = Town['items'][number];

const query = (values: Record<string, string>): URLSearchParams => {
  const out = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) if (value) out.set(name, value);
  return out;
};

export const listDay = (date: string, appointment: string): Promise<DayList> =>
  get('/api/v1/canteen/days', { query: query({ date, appointment }) });
export const showSheet = (canteen: string, date: string, appointment: string): Promise<DaySheet> =>
  get('/api/v1/canteen/days/{date}/{canteen}', { path: { canteen, date }, query: query({ appointment }) });
export const changesOf = (forecast: string): Promise<Changes> =>
  get('/api/v1/canteen/forecasts/{id}/changes', { path: { id: forecast } });
export const askForecast = (date: string, appointment: string): Promise<unknown> =>
  post('/api/v1/canteen/forecasts', { body: { date, appointment } });

export const confirmOrder = ({ id, version }: Order): Promise<Order> =>
  post('/api/v1/canteen/orders/{id}/confirm', { path: { id }, version, body: {} });
export interface Correction {
  meals: number;
  reason: string;
  note: string;
}
export const correctOrder = ({ id, version }: Order, said: Correction): Promise<Order> =>
  post('/api/v1/canteen/orders/{id}/correct', { path: { id }, version, body: said });
export const takeBackOrder = ({ id, version }: Order): Promise<Order> =>
  post('/api/v1/canteen/orders/{id}/undo', { path: { id }, version, body: {} });
export const approveOrder = ({ id, version }: Order): Promise<Order> =>
  post('/api/v1/canteen/orders/{id}/approve', { path: { id }, version, body: {} });
/** Confirms the orders at the versions seen: those changed since are left. */
export const confirmOrders = (
  date: string,
  appointment: string,
  orders: Order[],
): Promise<Answer<'/api/v1/canteen/orders/confirm', 'post'>> =>
  post('/api/v1/canteen/orders/confirm', {
    body: { date, appointment, orders: Object.fromEntries(orders.map(({ id, version }) => [id, version])) },
  });
/** `sum`: the meals shown to the person, refused when it is no longer so. */
export const passOrders = (
  date: string,
  appointment: string,
  sum: number | undefined,
): Promise<Answer<'/api/v1/canteen/orders/pass', 'post'>> =>
  post('/api/v1/canteen/orders/pass', { body: { date, appointment, ...(sum === undefined ? {} : { sum }) } });

export const countMeals = (
  canteen: string,
  date: string,
  said: { eaten: number; sure: boolean; version: number },
): Promise<Count> =>
  put('/api/v1/canteen/counts/{canteen}/{date}', {
    path: { canteen, date },
    version: said.version,
    body: { eaten: said.eaten, sure: said.sure },
  });

export const showKitchen = (
  date: string,
  asked: { appointment: string; level: string; reserve: string },
): Promise<Kitchen> => get('/api/v1/canteen/kitchen/{date}', { path: { date }, query: query(asked) });

export const listStrikes = (): Promise<Strikes> => get('/api/v1/canteen/strikes');
export const announceStrike = (date: string, source: string): Promise<unknown> =>
  put('/api/v1/canteen/strikes/{date}', { path: { date }, body: { scope: 'national', source } });
export const withdrawStrike = (date: string): Promise<unknown> =>
  remove('/api/v1/canteen/strikes/{date}', { path: { date } });
export const listSheets = (date: string): Promise<StrikeDay> =>
  get('/api/v1/canteen/strike-sheets', { query: query({ date }) });
export interface SheetSaid {
  staff_expected: number | null;
  staff_declared: number | null;
  classes_closed: string[];
  strength: number | null;
  service: string;
  host_canteen_id: string;
}
export const putSheet = (
  canteen: string,
  date: string,
  version: number,
  said: SheetSaid,
): Promise<Answer<'/api/v1/canteen/strike-sheets/{canteen}/{date}', 'put'>> =>
  put('/api/v1/canteen/strike-sheets/{canteen}/{date}', { path: { canteen, date }, version, body: said });

export const listCanteens = (): Promise<Town> => get('/api/v1/canteen/canteens');
export const listOutings = (from: string, to: string): Promise<{ items: Outing[] }> =>
  get('/api/v1/canteen/outings', { query: query({ from, to }) });
export const addOuting = (
  said: Pick<Outing, 'canteen_id' | 'date' | 'class_label' | 'pupils_away' | 'picnic'>,
): Promise<Answer<'/api/v1/canteen/outings', 'post'>> => post('/api/v1/canteen/outings', { body: said });
export const removeOuting = (id: string): Promise<unknown> => remove('/api/v1/canteen/outings/{id}', { path: { id } });
export const listClosures = (from: string, to: string): Promise<{ items: Closure[] }> =>
  get('/api/v1/canteen/closures', { query: query({ from, to }) });
export const addClosure = (said: {
  canteen_id: string;
  from: string;
  to: string;
  reason: string;
  host_canteen_id: string;
}): Promise<Answer<'/api/v1/canteen/closures', 'post'>> => post('/api/v1/canteen/closures', { body: said });
export const removeClosure = (id: string): Promise<unknown> =>
  remove('/api/v1/canteen/closures/{id}', { path: { id } });

export const showYear = (year: string): Promise<Year> => get('/api/v1/canteen/calendar', { query: query({ year }) });
export const moveDay = (date: string, kind: 'ouvert' | 'fermé', reason: string): Promise<unknown> =>
  put('/api/v1/canteen/calendar/days/{date}', { path: { date }, body: { kind, reason } });
export const giveDayBack = (date: string): Promise<unknown> =>
  remove('/api/v1/canteen/calendar/days/{date}', { path: { date } });

export const listMenus = (from: string, to: string): Promise<{ items: Menu[] }> =>
  get('/api/v1/canteen/menus', { query: query({ from, to }) });
export const putMenu = (date: string, menu: { kitchen_id: string; service: string; dishes: Dish[] }): Promise<Menu> =>
  put('/api/v1/canteen/menus/{date}', { path: { date }, body: menu });
export const publishMenus = (from: string, to: string): Promise<{ days: number }> =>
  post('/api/v1/canteen/menus/publish', { body: { from, to } });

export type ImportedFile = Answer<'/api/v1/canteen/imports/{id}', 'get'>;
/** One fault of a file, with the repair that mends it when there is one. */
export interface Finding {
  code: string;
  severity: 'erreur' | 'question' | 'alerte' | 'note';
  line: number;
  column: string;
  value: string;
  message: string;
  rows_affected: number;
  lines: number[];
  examples: string[];
  repair?: { id: string; sentence: string };
}
export const importAddress = '/api/v1/canteen/imports';
export const listImports = (): Promise<Answer<'/api/v1/canteen/imports', 'get'>> => get('/api/v1/canteen/imports');
export const showImport = (id: string): Promise<ImportedFile> => get('/api/v1/canteen/imports/{id}', { path: { id } });
export const acceptImport = ({ id, version }: ImportedFile, repairs: string[]): Promise<ImportedFile> =>
  post('/api/v1/canteen/imports/{id}/accept', { path: { id }, version, body: { repairs } });
export const undoImport = ({ id, version }: ImportedFile): Promise<ImportedFile> =>
  post('/api/v1/canteen/imports/{id}/undo', { path: { id }, version, body: {} });

export type Campaign = Answer<'/api/v1/canteen/campaigns', 'get'>['items'][number];
export type CampaignWhole = Answer<'/api/v1/canteen/campaigns/{id}', 'get'>;
export type Weighing = CampaignWhole['weighings'][number];
export const listCampaigns = (): Promise<{ items: Campaign[] }> => get('/api/v1/canteen/campaigns');
export const showCampaign = (id: string): Promise<CampaignWhole> =>
  get('/api/v1/canteen/campaigns/{id}', { path: { id } });
export const addCampaign = (said: { canteen_id: string; start: string; end: string }): Promise<CampaignWhole> =>
  post('/api/v1/canteen/campaigns', { body: { ...said, sorted_by_source: true } });
export interface WeighingSaid {
  campaign_id: string;
  date: string;
  source: string;
  kg_total: number;
  covers: number;
  client_ref: string;
  sure: boolean;
}
export const weigh = (said: WeighingSaid): Promise<Weighing> => post('/api/v1/canteen/weighings', { body: said });
export const removeWeighing = (id: string): Promise<unknown> =>
  remove('/api/v1/canteen/weighings/{id}', { path: { id } });
export const showCounts = (canteen: string, date: string): Promise<{ items: Count[] }> =>
  get('/api/v1/canteen/counts', { query: query({ canteen, from: date, to: date }) });

export type Bilan = Answer<'/api/v1/canteen/report', 'get'>;
export const showReport = (from: string, to: string): Promise<Bilan> =>
  get('/api/v1/canteen/report', { query: query({ from, to }) });
