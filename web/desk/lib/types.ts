// Names for the parts of the server's answers that the desk passes around; their shapes come from the OpenAPI document.
import type { Answer } from './api';

type Reports = Answer<'/api/street/reports', 'get'>;

export type ReportPage = Reports;
export type ReportRow = Reports['items'][number];
export type ReportDetail = Answer<'/api/street/reports/{ref}', 'get'>;
export type Suggestion = NonNullable<ReportDetail['suggestion']>;
export type Photo = ReportDetail['photos'][number];
export type ReportEvent = ReportDetail['events'][number];
export type Transition = ReportDetail['transitions'][number];
export type Counts = Answer<'/api/street/counts', 'get'>;
export type MapAnswer = Answer<'/api/street/map', 'get'>;
export type BulkOutcome = Answer<'/api/street/bulk', 'post'>;
export type Category = Answer<'/api/street/categories', 'get'>['items'][number];
export type Team = Answer<'/api/street/teams', 'get'>['items'][number];
export type Area = Answer<'/api/street/areas', 'get'>['items'][number];
export type Rule = Answer<'/api/street/routing', 'get'>['items'][number];
export type MessageText = Answer<'/api/street/templates', 'get'>['items'][number];

// The account room does not describe its answers: these are what it sends.
export interface Principal {
  name: string;
  email: string;
  roles: string[];
  rights: string[];
  teams: string[];
}

export interface User {
  id: string;
  name: string;
  email: string;
  roles: string[];
  teams: string[];
  active: boolean;
}

export type Town = Record<string, unknown> & { name?: string; colour?: string; colour_used?: string };
