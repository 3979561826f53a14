import { api } from "./client";
import type { Message } from "./types";

const pageSize = 100;
const keptPages = 24;
const atOnce = 3;

/**
 * The messages of one chat around what is looked at: pages are fetched as they come into view, dropped when
 * they are far, and no longer waited for when the view has moved on.
 */
export class MessagePages {
  total: number;
  private readonly pages = new Map<number, Message[]>();
  private readonly fetching = new Map<number, AbortController>();
  private readonly listeners = new Set<() => void>();
  private wanted: number[] = [];
  private version = 0;
  private failed: Error | undefined;

  constructor(private readonly h: string, private readonly chat: number, total: number) {
    this.total = total;
  }

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  snapshot = (): number => this.version;

  get error(): Error | undefined {
    return this.failed;
  }

  at(index: number): Message | undefined {
    return this.pages.get(Math.floor(index / pageSize))?.[index % pageSize];
  }

  /** Says what is looked at: messages from start up to end. */
  look(start: number, end: number): void {
    const first = Math.max(0, Math.floor((start - pageSize / 2) / pageSize));
    const last = Math.min(Math.max(0, Math.ceil(this.total / pageSize) - 1), Math.floor((end + pageSize / 2) / pageSize));
    const middle = (start + end) / 2 / pageSize - 0.5;
    this.wanted = [];
    for (let page = first; page <= last; page++) this.wanted.push(page);
    this.wanted.sort((a, b) => Math.abs(a - middle) - Math.abs(b - middle));
    for (const [page, controller] of this.fetching) {
      if (page < first - 1 || page > last + 1) controller.abort();
    }
    this.drop(middle);
    this.fetchNext();
  }

  /** Fetches what lies around an index, before the view jumps there. */
  async ensure(index: number): Promise<void> {
    const first = Math.max(0, Math.floor((index - 20) / pageSize));
    const last = Math.min(Math.max(0, Math.ceil(this.total / pageSize) - 1), Math.floor((index + 20) / pageSize));
    const waits: Promise<void>[] = [];
    for (let page = first; page <= last; page++) {
      if (!this.pages.has(page)) waits.push(this.fetch(page));
    }
    await Promise.all(waits);
  }

  /** The history grew: what was fetched may stand elsewhere now. What is shown stays until the new pages come. */
  renew(total: number): void {
    this.total = total;
    for (const controller of this.fetching.values()) controller.abort();
    const shown = [...this.wanted];
    for (const page of [...this.pages.keys()]) {
      if (!shown.includes(page)) this.pages.delete(page);
    }
    for (const page of shown) void this.fetch(page);
    this.changed();
  }

  close(): void {
    for (const controller of this.fetching.values()) controller.abort();
    this.wanted = [];
  }

  private drop(middle: number): void {
    if (this.pages.size <= keptPages) return;
    const far = [...this.pages.keys()].sort((a, b) => Math.abs(b - middle) - Math.abs(a - middle));
    for (const page of far.slice(0, this.pages.size - keptPages)) this.pages.delete(page);
  }

  private fetchNext(): void {
    for (const page of this.wanted) {
      if (this.fetching.size >= atOnce) return;
      if (!this.pages.has(page) && !this.fetching.has(page)) void this.fetch(page);
    }
  }

  private async fetch(page: number): Promise<void> {
    const controller = new AbortController();
    this.fetching.get(page)?.abort();
    this.fetching.set(page, controller);
    try {
      const answer = await api.messages(this.h, this.chat, page * pageSize, pageSize, controller.signal);
      this.total = answer.total;
      this.pages.set(page, answer.messages);
      this.failed = undefined;
      this.changed();
    } catch (error) {
      if (!controller.signal.aborted) {
        this.failed = error as Error;
        this.changed();
      }
    } finally {
      if (this.fetching.get(page) === controller) this.fetching.delete(page);
    }
    if (!this.failed) this.fetchNext();
  }

  private changed(): void {
    this.version++;
    for (const listener of this.listeners) listener();
  }
}
