import type { Chat, Participant } from "./api/types";
import { plainName } from "./format";
import type { Strings } from "./i18n/en";

/** Who is who in a history. */
export class Names {
  private readonly people: Map<string, Participant>;

  constructor(people: Participant[], private readonly account: string | undefined, private readonly t: Strings) {
    this.people = new Map(people.map((person) => [person.id, person]));
  }

  isOwner(id: string | undefined): boolean {
    return id !== undefined && id === this.account;
  }

  of(id: string | undefined, outgoing?: boolean): string {
    if (outgoing || this.isOwner(id)) return this.t.you;
    if (id === undefined) return this.t.unknownPerson;
    const person = this.people.get(id);
    return plainName(person?.alias) || plainName(person?.name) || person?.phone || Names.address(id);
  }

  chat(chat: Chat): string {
    const title = plainName(chat.title);
    if (title) return title;
    if (chat.kind === "self") return this.t.chatKinds["self"]!;
    return this.people.has(chat.id) ? this.of(chat.id) : Names.address(chat.id);
  }

  private static address(id: string): string {
    const [user = id, server] = plainName(id).split("@", 2);
    return server === "s.whatsapp.net" && /^\d{6,}$/.test(user) ? `+${user}` : user;
  }
}

/** A hue for a person or chat, the same each time. */
export function hueOf(id: string): number {
  let hash = 2166136261;
  for (let at = 0; at < id.length; at++) hash = Math.imul(hash ^ id.charCodeAt(at), 16777619);
  return (hash >>> 0) % 12;
}

export function initials(name: string): string {
  const words = name.replace(/[^\p{L}\p{N}\s]/gu, "").trim().split(/\s+/).filter(Boolean);
  const first = [...(words[0] ?? "")][0];
  if (!first) return "#";
  if (/\p{Script=Han}/u.test(first)) return [...name.trim()].slice(-2).join("").replace(/[^\p{L}\p{N}]/gu, "") || first;
  const second = words.length > 1 ? [...words[words.length - 1]!][0] : undefined;
  return (first + (second && !/\p{N}/u.test(second) ? second : "")).toUpperCase();
}
