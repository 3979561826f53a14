import { useCallback, useEffect, useRef, useState } from "react";
import { api } from "../api/client";
import type { MediaItem } from "../api/types";

const pageSize = 120;
const keptPages = 12;

interface Media {
  total: number;
  ready: boolean;
  error: Error | undefined;
  at: (index: number) => MediaItem | undefined;
  look: (start: number, end: number) => void;
  again: () => void;
}

/** The media of a history in pages, as they come into view. */
export function useMedia(h: string, chat: number | undefined, kind: string | undefined, revision: number): Media {
  const pages = useRef(new Map<number, MediaItem[] | "coming">());
  const [total, setTotal] = useState(0);
  const [ready, setReady] = useState(false);
  const [error, setError] = useState<Error>();
  const [, setTick] = useState(0);
  const open = useRef(true);
  const fetchPage = useCallback(
    (page: number) => {
      if (pages.current.has(page)) return;
      pages.current.set(page, "coming");
      api.media(h, { chat, kind, start: page * pageSize, count: pageSize }).then(
        (answer) => {
          if (!open.current) return;
          pages.current.set(page, answer.items);
          setTotal(answer.total);
          setReady(true);
          setError(undefined);
          setTick((n) => n + 1);
        },
        (reason: Error) => {
          pages.current.delete(page);
          if (open.current) setError(reason);
        },
      );
    },
    [h, chat, kind],
  );
  useEffect(() => {
    open.current = true;
    pages.current.clear();
    fetchPage(0);
    return () => {
      open.current = false;
    };
  }, [fetchPage, revision]);
  const look = useCallback(
    (start: number, end: number) => {
      const first = Math.max(0, Math.floor(start / pageSize));
      const last = Math.floor(end / pageSize);
      for (let page = first; page <= last; page++) fetchPage(page);
      if (pages.current.size > keptPages) {
        for (const page of [...pages.current.keys()].sort((a, b) => Math.abs(b - first) - Math.abs(a - first)).slice(0, pages.current.size - keptPages)) pages.current.delete(page);
      }
    },
    [fetchPage],
  );
  const at = useCallback((index: number) => {
    const page = pages.current.get(Math.floor(index / pageSize));
    return page === "coming" ? undefined : page?.[index % pageSize];
  }, []);
  const again = useCallback(() => {
    setError(undefined);
    fetchPage(0);
  }, [fetchPage]);
  return { total, ready, error, at, look, again };
}
