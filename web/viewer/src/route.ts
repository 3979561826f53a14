import { useSyncExternalStore } from "react";

export type View = "chats" | "media" | "stats" | "snapshots" | "space" | "tools";

/** Where in the viewer one is; kept in the address after #, so that back, forward and bookmarks work. */
export interface Route {
  view: View;
  h?: string | undefined;
  chat?: number | undefined;
  /** The message to show. */
  at?: number | undefined;
  /** What is searched for. */
  q?: string | undefined;
  /** The filters of a search, or what a view is about. */
  options: Record<string, string>;
  /** Grows with each jump to a message, also where it is the same one again. */
  visit: number;
}

const views: readonly View[] = ["chats", "media", "stats", "snapshots", "space", "tools"];

function number(text: string | null | undefined): number | undefined {
  return text && /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}

function decode(part: string | undefined): string | undefined {
  try {
    return part ? decodeURIComponent(part) : undefined;
  } catch {
    return undefined;
  }
}

export function parse(hash: string): Route {
  const [path = "", query = ""] = hash.replace(/^#\/?/, "").split("?", 2);
  const [view, h, chat] = path.split("/");
  const parameters = new URLSearchParams(query);
  const options: Record<string, string> = {};
  for (const [name, value] of parameters) {
    if (name !== "at" && name !== "q") options[name] = value;
  }
  return {
    view: views.find((known) => known === view) ?? "chats",
    h: decode(h),
    chat: number(chat),
    at: number(parameters.get("at")),
    q: parameters.get("q") ?? undefined,
    options,
    visit: 0,
  };
}

export function format(route: Route): string {
  let path = `#/${route.view}`;
  if (route.h !== undefined) path += `/${encodeURIComponent(route.h)}`;
  if (route.h !== undefined && route.chat !== undefined) path += `/${route.chat}`;
  const parameters = new URLSearchParams(route.options);
  if (route.at !== undefined) parameters.set("at", String(route.at));
  if (route.q !== undefined) parameters.set("q", route.q);
  const text = parameters.toString();
  return text ? `${path}?${text}` : path;
}

const listeners = new Set<() => void>();
let place = parse(location.hash);

window.addEventListener("hashchange", () => {
  place = parse(location.hash);
  for (const listener of listeners) listener();
});

export function useRoute(): Route {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => place,
  );
}

/** Goes somewhere; what is not named is left as it is, but for the message to show. */
export function go(change: Partial<Route>, how: "push" | "replace" = "push"): void {
  const next: Route = { ...place, at: undefined, ...change };
  const hash = format(next);
  if (hash === location.hash || next.at !== place.at) next.visit = place.visit + 1;
  if (hash === location.hash) {
    place = next;
    for (const listener of listeners) listener();
    return;
  }
  if (how === "push") history.pushState(null, "", hash);
  else history.replaceState(null, "", hash);
  place = next;
  for (const listener of listeners) listener();
}

window.addEventListener("popstate", () => {
  place = parse(location.hash);
  for (const listener of listeners) listener();
});

/** Where one is. */
export const current = (): Route => place;
