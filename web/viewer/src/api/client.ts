import type { Chat, Day, Difference, JobState, MediaAnswer, MessagePage, Participant, SearchAnswer, Session, Snapshot, Space, Statistics } from "./types";

/** The program could not answer, and says why. */
export class ApiError extends Error {
  constructor(readonly status: number, message: string) {
    super(message);
    this.name = "ApiError";
  }
}

type Query = Record<string, string | number | boolean | undefined>;

function address(path: string, query: Query = {}): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== "" && value !== false) parameters.set(name, String(value));
  }
  const text = parameters.toString();
  return text ? `${path}?${text}` : path;
}

async function failure(response: Response): Promise<ApiError> {
  const body = await response.text().catch(() => "");
  try {
    const problem = JSON.parse(body) as { detail?: string; title?: string; error?: string };
    return new ApiError(response.status, problem.detail ?? problem.error ?? problem.title ?? response.statusText);
  } catch {
    return new ApiError(response.status, body.slice(0, 500) || response.statusText || `HTTP ${response.status}`);
  }
}

async function get<T>(url: string, signal?: AbortSignal): Promise<T> {
  const response = await fetch(url, signal ? { signal } : {});
  if (!response.ok) throw await failure(response);
  return (await response.json()) as T;
}

const history = (h: string) => `/api/h/${encodeURIComponent(h)}`;

export interface SearchQuery extends Query {
  q: string;
  chat?: number | undefined;
  from?: string | undefined;
  to?: string | undefined;
  kind?: string | undefined;
  sender?: string | undefined;
  media?: boolean | undefined;
  limit?: number;
  offset?: number;
}

export const api = {
  session: () => get<Session>("/api/session"),
  chats: (h: string, signal?: AbortSignal) => get<Chat[]>(`${history(h)}/chats`, signal),
  participants: (h: string, signal?: AbortSignal) => get<Participant[]>(`${history(h)}/participants`, signal),
  messages: (h: string, chat: number, start: number, count: number, signal?: AbortSignal) =>
    get<MessagePage>(address(`${history(h)}/chats/${chat}/messages`, { start, count }), signal),
  days: (h: string, chat: number, signal?: AbortSignal) => get<Day[]>(`${history(h)}/chats/${chat}/days`, signal),
  find: (h: string, chat: number, query: { at?: string; id?: string; nativeId?: string }) =>
    get<{ index: number }>(address(`${history(h)}/chats/${chat}/find`, query)),
  search: (h: string, query: SearchQuery, signal?: AbortSignal) => get<SearchAnswer>(address(`${history(h)}/search`, query), signal),
  media: (h: string, query: { chat?: number | undefined; kind?: string | undefined; start: number; count: number }, signal?: AbortSignal) =>
    get<MediaAnswer>(address(`${history(h)}/media`, query), signal),
  stats: (h: string, signal?: AbortSignal) => get<Statistics>(`${history(h)}/stats`, signal),
  space: (h: string, signal?: AbortSignal) => get<Space>(`${history(h)}/space`, signal),
  snapshots: (signal?: AbortSignal) => get<Snapshot[]>("/api/snapshots", signal),
  diff: (a: string, b: string, signal?: AbortSignal) => get<Difference[]>(address("/api/diff", { a, b }), signal),
  job: (id: string) => get<JobState>(`/api/jobs/${encodeURIComponent(id)}`),
  async startJob(job: Record<string, unknown>): Promise<{ id: string }> {
    const response = await fetch("/api/jobs", {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-Satchel": "1" },
      body: JSON.stringify(job),
    });
    if (!response.ok) throw await failure(response);
    return (await response.json()) as { id: string };
  },
  async cancelJob(id: string): Promise<void> {
    const response = await fetch(`/api/jobs/${encodeURIComponent(id)}`, { method: "DELETE", headers: { "X-Satchel": "1" } });
    if (!response.ok) throw await failure(response);
  },
};

/** Where an attachment's content is. The program tells the browser which of them may be shown in place. */
/** A file as it is kept. */
export function attachmentAddress(h: string, chat: number, index: number, ordinal: number, version?: number): string {
  return address(`${history(h)}/attachments/${chat}/${index}/${ordinal}`, { version });
}

/** A file as a browser plays or shows it: voices and pictures of which only an app makes something come decoded. */
export function playableAddress(h: string, chat: number, index: number, ordinal: number, version?: number): string {
  return address(`${history(h)}/attachments/${chat}/${index}/${ordinal}`, { version, playable: 1 });
}
