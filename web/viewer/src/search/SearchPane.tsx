import { useCallback, useEffect, useMemo, useRef, useState, type KeyboardEvent } from "react";
import { api } from "../api/client";
import type { Hit } from "../api/types";
import { plainNumber } from "../format";
import { useStrings } from "../i18n/language";
import { go, type Route } from "../route";
import { useViewer } from "../state";
import { Icon } from "../ui/Icon";
import { SearchBox } from "../ui/SearchBox";
import { Failed, Loading } from "../ui/States";
import { Filters } from "./Filters";
import { HitRow } from "./HitRow";

const pageSize = 50;

/** Search over all messages, or one chat's: filters, and hits with what stands around the terms; a hit opens in its chat. */
export function SearchPane({ route }: { route: Route }) {
  const t = useStrings();
  const { h, chatOf, revision } = useViewer();
  const [text, setText] = useState(route.q ?? "");
  const [hits, setHits] = useState<Hit[]>([]);
  const [total, setTotal] = useState<number>();
  const [millis, setMillis] = useState<number>();
  const [error, setError] = useState<Error>();
  const [loading, setLoading] = useState(false);
  const [showFilters, setShowFilters] = useState(Object.keys(route.options).length > 0);
  const list = useRef<HTMLDivElement>(null);
  const { options } = route;
  const query = useMemo(
    () => ({
      q: text.trim(),
      chat: options["in"] === undefined ? undefined : Number(options["in"]),
      from: options["from"],
      to: options["to"],
      kind: options["kind"],
      sender: options["sender"],
      media: options["media"] === "1",
    }),
    [text, options],
  );

  // What is typed is looked for at once; the address follows when the typing rests.
  useEffect(() => {
    if (text !== route.q) {
      const timer = window.setTimeout(() => go({ q: text, at: route.at }, "replace"), 250);
      return () => window.clearTimeout(timer);
    }
    return undefined;
  }, [text]);
  useEffect(() => {
    if (!query.q) {
      setHits([]);
      setTotal(undefined);
      return undefined;
    }
    const controller = new AbortController();
    setLoading(true);
    const timer = window.setTimeout(() => {
      api.search(h, { ...query, limit: pageSize, offset: 0 }, controller.signal).then(
        (answer) => {
          setHits(answer.hits);
          setTotal(answer.total);
          setMillis(answer.millis);
          setError(undefined);
          setLoading(false);
        },
        (reason: Error) => {
          if (controller.signal.aborted) return;
          setError(reason);
          setLoading(false);
        },
      );
    }, 60);
    return () => {
      window.clearTimeout(timer);
      controller.abort();
    };
  }, [h, query, revision]);

  const more = useCallback(async () => {
    const answer = await api.search(h, { ...query, limit: pageSize, offset: hits.length });
    setHits((was) => [...was, ...answer.hits]);
  }, [h, query, hits.length]);

  const chosen = hits.findIndex((hit) => hit.chat === route.chat && hit.index === route.at);
  const open = (at: number) => {
    const hit = hits[at];
    if (hit) go({ chat: hit.chat, at: hit.index, q: text }, "replace");
  };
  const step = (by: number) => {
    const to = Math.max(0, Math.min(hits.length - 1, chosen < 0 ? 0 : chosen + by));
    open(to);
    list.current?.querySelector(`[data-hit="${to}"]`)?.scrollIntoView({ block: "nearest" });
  };
  useEffect(() => {
    const onStep = (event: Event) => step((event as CustomEvent<number>).detail);
    window.addEventListener("satchel-hit", onStep);
    return () => window.removeEventListener("satchel-hit", onStep);
  });
  const focusHit = (at: number) => list.current?.querySelector<HTMLElement>(`[data-hit="${Math.max(0, Math.min(hits.length - 1, at))}"]`)?.focus();
  const onKeyDown = (event: KeyboardEvent) => {
    const at = Number((event.target as HTMLElement).dataset["hit"]);
    const by: Record<string, number> = { ArrowUp: -1, ArrowDown: 1, PageUp: -8, PageDown: 8, Home: -hits.length, End: hits.length };
    const change = by[event.key];
    if (Number.isNaN(at) || change === undefined) return;
    event.preventDefault();
    focusHit(at + change);
  };
  const chat = query.chat === undefined ? undefined : chatOf(query.chat);
  return (
    <div className="search-pane">
      <div className="search-head">
        <button type="button" className="icon-button" aria-label={t.closeSearch} title={`${t.closeSearch} (Esc)`} onClick={() => go({ q: undefined, options: {}, at: route.at })}>
          <Icon name="back" />
        </button>
        <SearchBox value={text} label={chat ? t.searchInChat : t.searchMessages} focus onChange={setText} onEnter={() => (hits.length > 0 ? open(0) : undefined)} onDown={() => focusHit(0)} />
        <button type="button" className="icon-button" aria-label={t.filters} title={t.filters} aria-expanded={showFilters} onClick={() => setShowFilters(!showFilters)}>
          <Icon name="filter" />
        </button>
      </div>
      {showFilters && <Filters options={options} onChange={(next) => go({ options: next, at: route.at }, "replace")} />}
      <p className="search-status" role="status">
        {error
          ? ""
          : !query.q
            ? t.searchHint
            : total === undefined
              ? t.searching
              : total === 0
                ? t.noHits
                : chosen >= 0
                  ? t.hitOf(chosen + 1, total)
                  : `${t.results(total)}${millis === undefined ? "" : ` · ${t.took(plainNumber(t, Math.round(millis * 10) / 10))}`}`}
        {hits.length > 1 && (
          <span className="search-steps">
            <button type="button" className="icon-button" aria-label={t.previousHit} title={`${t.previousHit} (p)`} onClick={() => step(-1)}>
              <Icon name="up" />
            </button>
            <button type="button" className="icon-button" aria-label={t.nextHit} title={`${t.nextHit} (n)`} onClick={() => step(1)}>
              <Icon name="down" />
            </button>
          </span>
        )}
      </p>
      {error && <Failed error={error} />}
      {loading && hits.length === 0 && !error && query.q && <Loading what={t.searching} />}
      <div ref={list} className="hits" onKeyDown={onKeyDown}>
        <ul aria-label={t.search}>
          {hits.map((hit, at) => (
            <li key={`${hit.chat} ${hit.index}`}>
              <HitRow hit={hit} at={at} chosen={at === chosen} onOpen={() => open(at)} />
            </li>
          ))}
        </ul>
        {total !== undefined && hits.length < total && hits.length > 0 && (
          <button type="button" className="button hits-more" onClick={() => void more().catch(setError)}>
            {t.more}
          </button>
        )}
      </div>
    </div>
  );
}
