// What the program answers. Messages are the objects of the record stream (docs/model.md).

export type Kind =
  | "text" | "image" | "video" | "videoNote" | "audio" | "voice" | "document" | "sticker" | "gif"
  | "location" | "liveLocation" | "contact" | "link" | "poll" | "call" | "system" | "revoked"
  | "miniProgram" | "mergedForward" | "transfer" | "redPacket" | "note" | "unknown";

export type ChatKind = "direct" | "group" | "broadcast" | "channel" | "self" | "system";

export interface History {
  h: string;
  app: string;
  platform: string;
  account?: string;
  name?: string;
  chats: number;
  messages: number;
}

export interface Session {
  language?: string;
  from: string;
  histories: History[];
  live?: boolean;
  vault?: boolean;
}

export interface Chat {
  id: string;
  n: number;
  kind: ChatKind;
  title?: string;
  messages: number;
  firstAt?: string;
  lastAt?: string;
  last?: { sender?: string; kind: Kind; text?: string; outgoing?: boolean };
}

export interface Participant {
  id: string;
  name?: string;
  phone?: string;
  alias?: string;
}

export interface Attachment {
  name?: string;
  mime?: string;
  bytes?: number;
  sha256?: string;
  path?: string;
  width?: number;
  height?: number;
  durationMs?: number;
  missing?: boolean;
}

export interface SystemEvent {
  event: string;
  actor?: string;
  subjects?: string[];
  text?: string;
}

export interface Message {
  id: string;
  index: number;
  nativeId?: string;
  chat: string;
  sender?: string;
  outgoing?: boolean;
  sentAt?: string;
  receivedAt?: string;
  kind: Kind;
  text?: string;
  status?: "pending" | "sent" | "delivered" | "read" | "played" | "received" | "failed";
  starred?: boolean;
  forwarded?: boolean;
  attachments?: Attachment[];
  replyTo?: { nativeId?: string; sender?: string; text?: string };
  mentions?: string[];
  reactions?: { sender?: string; emoji: string; at?: string }[];
  editedAt?: string;
  revokedAt?: string;
  expiresAt?: string;
  location?: { latitude?: number; longitude?: number; name?: string; address?: string };
  contacts?: { name?: string; vcard?: string }[];
  link?: { url: string; title?: string; description?: string };
  poll?: { question?: string; options: { text: string; voters?: string[] }[] };
  call?: { video?: boolean; outcome?: "answered" | "missed" | "declined" | "busy" | "failed"; durationSeconds?: number };
  system?: SystemEvent;
  seen?: { first: string; last: string; removedAfter?: string };
  raw?: Record<string, unknown>;
  /** The vault is damaged there: only its place is known. */
  lost?: boolean;
  /** Of the archive: what the message was before, the oldest first. */
  versions?: Message[];
}

export interface MessagePage {
  total: number;
  start: number;
  messages: Message[];
}

/** Day (2024-05-01), index of its first message, how many it has. */
export type Day = [string, number, number];

export interface Hit {
  chat: number;
  index: number;
  message: string;
  snippet: string;
  marks: [number, number][];
  sentAt?: string;
  sender?: string;
  outgoing?: boolean;
  kind: Kind;
}

export interface SearchAnswer {
  total: number;
  millis?: number;
  hits: Hit[];
}

export interface MediaItem {
  chat: number;
  index: number;
  message: string;
  attachment: number;
  kind: Kind;
  mime?: string;
  name?: string;
  bytes?: number;
  sentAt?: string;
  missing?: boolean;
}

export interface MediaAnswer {
  total: number;
  items: MediaItem[];
}

export interface Statistics {
  byDay: [string, number][];
  byHour: number[];
  byWeekday: number[];
  byChat: { n: number; messages: number; bytes?: number }[];
  byKind: { kind: Kind; count: number; bytes?: number }[];
  bySender: { sender?: string; messages?: number; count?: number }[];
}

export interface Space {
  byChat: { n: number; files?: number; bytes: number }[];
  byKind: { kind: Kind; count?: number; files?: number; bytes: number }[];
  files: { chat: number; index: number; attachment?: number; kind?: Kind; name?: string; mime?: string; bytes: number; sentAt?: string }[];
}

export interface Snapshot {
  id: string;
  takenAt: string;
  app: string;
  platform: string;
  account?: string;
  chats: number;
  messages: number;
  bytes: number;
}

export interface Difference {
  change: "added" | "changed" | "removed";
  record: Message;
}

export interface JobState {
  state: "running" | "done" | "failed" | "cancelled";
  progress?: { what?: string; done?: number; total?: number };
  result?: Record<string, unknown>;
  error?: string;
}
