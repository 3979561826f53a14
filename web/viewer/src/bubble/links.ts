const address = /https?:\/\/[^\s<>"'`）】」』，。！？、；：]+/gi;

export interface TextPart {
  text: string;
  href?: string;
}

/** The address if a browser may be sent there, else nothing: only pages, no scripts and no files. */
export function safeAddress(text: string): string | undefined {
  try {
    const url = new URL(text);
    return url.protocol === "http:" || url.protocol === "https:" ? url.href : undefined;
  } catch {
    return undefined;
  }
}

/** The host that an address leads to, in letters that cannot pretend to be others. */
export function hostOf(text: string): string | undefined {
  const href = safeAddress(text);
  return href ? new URL(href).host : undefined;
}

/** Takes the addresses out of a text. */
export function splitAddresses(text: string): TextPart[] {
  const parts: TextPart[] = [];
  let from = 0;
  for (const match of text.matchAll(address)) {
    const found = match[0].replace(/[.,;:!?)\]}]+$/, "");
    const href = safeAddress(found);
    if (!href) continue;
    if (match.index > from) parts.push({ text: text.slice(from, match.index) });
    parts.push({ text: found, href });
    from = match.index + found.length;
  }
  if (from < text.length) parts.push({ text: text.slice(from) });
  return parts;
}

/** The terms of a query as the search reads them: words, and what stands in quotes. */
export function termsOf(query: string | undefined): string[] {
  const terms: string[] = [];
  for (const match of (query ?? "").matchAll(/"([^"]*)"?|(\S+)/g)) {
    const term = (match[1] ?? match[2] ?? "").normalize("NFKC").toLowerCase();
    if (term) terms.push(term);
  }
  return terms;
}

/** Cuts a text into pieces that do and do not hold a term. */
export function splitTerms(text: string, terms: readonly string[]): { text: string; marked: boolean }[] {
  const lower = text.toLowerCase();
  if (terms.length === 0 || lower.length !== text.length) return [{ text, marked: false }];
  const pieces: { text: string; marked: boolean }[] = [];
  let from = 0;
  while (from < text.length) {
    let at = -1;
    let length = 0;
    for (const term of terms) {
      const found = lower.indexOf(term, from);
      if (found >= 0 && (at < 0 || found < at || (found === at && term.length > length))) {
        at = found;
        length = term.length;
      }
    }
    if (at < 0) break;
    if (at > from) pieces.push({ text: text.slice(from, at), marked: false });
    pieces.push({ text: text.slice(at, at + length), marked: true });
    from = at + length;
  }
  if (from < text.length) pieces.push({ text: text.slice(from), marked: false });
  return pieces;
}
