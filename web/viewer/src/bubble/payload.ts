import type { Message } from "../api/types";

const longest = 2_000_000;

/** The XML that an app stored for a message, read as data: a document of its own that is never put into the page. */
export function payloadOf(message: Message): Document | undefined {
  const payload = message.raw?.["payload"];
  return typeof payload === "string" ? readXml(payload) : undefined;
}

export function readXml(text: string): Document | undefined {
  const start = text.indexOf("<");
  if (start < 0 || text.length > longest || /<!DOCTYPE/i.test(text)) return undefined;
  const document = new DOMParser().parseFromString(text.slice(start), "application/xml");
  return document.querySelector("parsererror") ? undefined : document;
}

export function textAt(node: ParentNode | undefined, selector: string): string | undefined {
  return node?.querySelector(selector)?.textContent?.trim() || undefined;
}
