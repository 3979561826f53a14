import type { Message } from "../api/types";
import { plainName } from "../format";
import type { Strings } from "../i18n/en";
import type { Names } from "../names";

/** What a notice says, in the reader's language. */
export function systemText(message: Message, names: Names, t: Strings): string {
  const system = message.system;
  const say = (event: string, who: string, whom: string, text?: string) => (t.systemEvents[event] ?? t.systemEvents["other"]!)(who, whom, text);
  if (!system) return plainName(message.text) || t.kinds.system;
  const subjects = system.subjects ?? [];
  const who = system.actor === undefined ? t.somebody : names.of(system.actor);
  const listed = subjects.slice(0, 12).map((id) => names.of(id));
  if (subjects.length > listed.length) listed.push(`+${subjects.length - listed.length}`);
  const whom = listed.length > 0 ? listed.join(t.listSeparator) : system.event === "participantAdded" || system.event === "participantRemoved" || system.event === "pat" ? t.somebody : who;
  const joined = system.event === "participantAdded" && (system.actor === undefined || (subjects.length === 1 && subjects[0] === system.actor));
  return say(joined ? "participantJoined" : system.event, who, whom, plainName(system.text) || undefined);
}

/** A message on one line: in lists, in quotes, and for those who listen. */
export function summary(message: Pick<Message, "kind" | "text" | "system" | "location" | "contacts" | "link" | "poll" | "call" | "attachments"> , names: Names, t: Strings): string {
  const kind = t.kinds[message.kind] ?? t.kinds.unknown;
  const text = plainName(message.text);
  switch (message.kind) {
    case "text":
      return text;
    case "system":
      return systemText(message as Message, names, t);
    case "revoked":
      return t.revokedMessage;
    case "document":
      return join(kind, plainName(message.attachments?.[0]?.name) || text);
    case "location":
    case "liveLocation":
      return join(kind, plainName(message.location?.name) || plainName(message.location?.address));
    case "contact":
      return join(kind, (message.contacts ?? []).map((card) => plainName(card.name)).filter(Boolean).join(t.listSeparator) || text);
    case "link":
      return plainName(message.link?.title) || text || join(kind, message.link?.url ?? "");
    case "poll":
      return join(kind, plainName(message.poll?.question) || text);
    case "call":
      return callText(message.call, t);
    default:
      return join(kind, text);
  }
}

export function callText(call: Message["call"], t: Strings): string {
  const kind = call?.video === undefined ? t.callPlain : call.video ? t.callVideo : t.callVoice;
  const outcome = call?.outcome ? t.callOutcomes[call.outcome] : undefined;
  return outcome ? `${kind}${t.listSeparator}${outcome}` : kind;
}

const join = (kind: string, text: string) => (text ? `${kind}: ${text}` : kind);
