import { plainName } from "../format";

/** What a contact card says, as plain text; nothing of it is opened or shown as a picture. */
export function readCard(vcard: string | undefined): { name: string; lines: string[] } {
  let name = "";
  const lines: string[] = [];
  for (const line of (vcard ?? "").slice(0, 20_000).replace(/\r?\n[ \t]/g, "").split(/\r?\n/)) {
    const colon = line.indexOf(":");
    if (colon < 0) continue;
    const property = line.slice(0, colon).split(";")[0]!.replace(/^item\d+\./i, "").toUpperCase();
    const value = plainName(line.slice(colon + 1).replace(/\\n/gi, " ").replace(/\\([,;\\])/g, "$1")).slice(0, 300);
    if (property === "FN") name = value;
    else if (value && /^(TEL|EMAIL|ORG|TITLE|URL|NOTE|ADR|BDAY)$/.test(property)) lines.push(value.replace(/;+/g, " ").trim());
  }
  return { name, lines: lines.slice(0, 12) };
}
