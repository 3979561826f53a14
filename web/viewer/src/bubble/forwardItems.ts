import type { Message } from "../api/types";
import { plainName } from "../format";
import { payloadOf, readXml, textAt } from "./payload";

export interface ForwardItem {
  who: string;
  when: string;
  text: string;
  items: ForwardItem[];
}

const deepest = 6;
const most = 1000;

/** Reads what was sent on together: from what the app stored, else from the text that the history made of it. */
export function readForward(message: Message): { title: string; items: ForwardItem[] } {
  const [first = "", ...lines] = (message.text ?? "").split("\n");
  const payload = payloadOf(message);
  const record = payload?.querySelector("recorditem");
  const items = record ? itemsOf(record, 0) : [];
  if (items.length > 0) return { title: plainName(textAt(payload, "appmsg > title")) || plainName(first), items };
  return { title: plainName(first), items: lines.filter(Boolean).slice(0, most).map(itemOfLine) };
}

function itemOfLine(line: string): ForwardItem {
  const colon = line.indexOf(": ");
  return { who: colon > 0 ? plainName(line.slice(0, colon)) : "", when: "", text: colon > 0 ? line.slice(colon + 2) : line, items: [] };
}

function itemsOf(record: Element, depth: number): ForwardItem[] {
  // The record is an element, or the text of one.
  const root: ParentNode | undefined = record.querySelector("dataitem") ? record : readXml(record.textContent ?? "");
  if (!root || depth > deepest) return [];
  const list = root.querySelector("datalist");
  return [...(list?.children ?? [])]
    .filter((element) => element.tagName === "dataitem")
    .slice(0, most)
    .map((element) => {
      const nested = element.querySelector("recordxml, recordinfo");
      return {
        who: plainName(own(element, "sourcename")),
        when: own(element, "sourcetime") ?? "",
        text: own(element, "datadesc") ?? own(element, "datatitle") ?? own(element, "streamweburl") ?? "",
        items: nested ? itemsOf(nested, depth + 1) : [],
      };
    });
}

/** The text of a child, not of a child of what is nested in it. */
const own = (element: Element, name: string) => [...element.children].find((child) => child.tagName === name)?.textContent?.trim() || undefined;
