// Shapes of the answers of /api/street/ and /api/account/ that the desk reads.

export interface Principal {
  name: string;
  email: string;
  roles: string[];
  rights: string[];
  teams: string[];
}

export interface Scored {
  code: string;
  label: string;
  probability: number;
}

export interface Suggestion {
  decision_id: string;
  categories: Scored[];
  abstained: boolean;
  reason?: string;
  inputs?: string[];
  energy_uwh?: number;
  model?: { name: string; sha256: string };
  factors?: { name: string; text: string }[];
}

export interface ReportRow {
  ref: string;
  version: number;
  state: string;
  state_label: string;
  category: string;
  category_label: string;
  family: string;
  priority: string;
  lat: number | null;
  lon: number | null;
  address: string;
  area_names: string[];
  team: string | null;
  assignee: string | null;
  received_at: string;
  deadline_at: string | null;
  deadline_status: string;
  thumb: string | null;
  photos: number;
  followers: number;
  flags: string[];
}

export interface Photo {
  id: string;
  kind: string;
  url: string | null;
  thumb_url: string | null;
  blur_state: string;
  published: boolean;
  original_allowed: boolean;
}

export interface ReportEvent {
  seq: number;
  at: string;
  actor: string;
  actor_name?: string;
  type: string;
  from?: string;
  to?: string;
  text?: string;
}

export interface Transition {
  to: string;
  label: string;
  needs: string[];
}

export interface Candidate {
  ref: string;
  label: string;
  distance_m: number;
  address: string;
  received_at: string;
  state_label: string;
  thumb?: string | null;
}

export interface ReportDetail extends ReportRow {
  description: string;
  photo_list?: Photo[];
  events: ReportEvent[];
  suggestion: Suggestion | null;
  contact?: { name?: string; email?: string; phone?: string } | null;
  duplicates: Candidate[];
  duplicate_of: string | null;
  transitions: Transition[];
}

export interface Category {
  code: string;
  family: string;
  family_label?: string;
  label: string;
  hint: string;
  definition: string;
  keywords: string[];
  team: string;
  sla: string;
  visibility: string;
  duplicate_radius_m: number;
  kind: string;
  active?: boolean;
}

export interface Team {
  id: string;
  name: string;
  email: string;
  active: boolean;
}
