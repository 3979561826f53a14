import { useVirtualizer, type VirtualItem } from "@tanstack/react-virtual";
import { useCallback, useEffect, useImperativeHandle, useLayoutEffect, useRef, useState, useSyncExternalStore, type KeyboardEvent, type Ref } from "react";
import type { MessagePages } from "../api/messagePages";
import type { Message } from "../api/types";
import { dayName } from "../format";
import { useStrings } from "../i18n/language";
import type { Days } from "./days";
import { estimate } from "./estimate";
import { Row } from "./Row";
import { nextWindow, windowAround, windowLength } from "./window";

export interface TimelineHandle {
  /** Shows a message in the middle and marks it; or, while dragging, only goes there. */
  show: (index: number, how: "jump" | "drag" | "top") => void;
  focus: () => void;
  focused: () => number | undefined;
}

export interface VisibleRange {
  first: number;
  last: number;
  atEnd: boolean;
}

interface Props {
  pages: MessagePages;
  days: Days;
  total: number;
  start: number;
  label: string;
  marked: number | undefined;
  ref: Ref<TimelineHandle>;
  onVisible: (range: VisibleRange) => void;
  onKey: (event: KeyboardEvent, message: Message | undefined, index: number) => void;
}

interface Jump {
  index: number;
  align: "center" | "end" | "start";
  focus: boolean;
}

const quietFrames = 12;
const mostSettleFrames = 120;
const farMessages = 150;
const rest = 70;

/**
 * The messages of a chat as a list of which only what is near the view exists. A browser cannot make an element as
 * high as a million messages, so the list is a window of some thousand of them that moves along.
 */
export function Timeline({ pages, days, total, start, label, marked, ref, onVisible, onKey }: Props) {
  const t = useStrings();
  useSyncExternalStore(pages.subscribe, pages.snapshot);
  const scroller = useRef<HTMLDivElement>(null);
  const [base, setBase] = useState(() => windowAround(start, total));
  const [active, setActive] = useState<number>();
  const jump = useRef<Jump | undefined>({ index: start, align: start >= total - 1 ? "end" : "center", focus: false });
  const asked = useRef<Jump>(undefined);
  const settling = useRef<Jump>(undefined);
  const looked = useRef(start);
  const resting = useRef<number>(undefined);
  const [, setTick] = useState(0);
  const keep = useRef<{ index: number; offset: number }>(undefined);
  const count = Math.min(windowLength, total - base);

  const list = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: (at) => estimate(pages.at(base + at), scroller.current?.clientWidth ?? 700) + (days.beginsAt(base + at) ? 44 : 0),
    getItemKey: useCallback((at: number) => base + at, [base]),
    overscan: 10,
    paddingStart: base === 0 ? 12 : 0,
    paddingEnd: base + count >= total ? 16 : 0,
    scrollPaddingStart: 8,
    scrollPaddingEnd: 16,
    useAnimationFrameWithResizeObserver: false,
  });

  const latest = useRef(list);
  latest.current = list;
  const latestBase = useRef(base);
  latestBase.current = base;

  // After the window moved, the same message stands where it stood; after a jump, the one jumped to is in view.
  useLayoutEffect(() => {
    const to = jump.current;
    const anchor = keep.current;
    keep.current = undefined;
    if (to) {
      if (!list.scrollRect?.height) return;   // not laid out yet; drawn again when it is
      jump.current = undefined;
      settle(to);
      if (to.focus) setActive(to.index);
    } else if (anchor) {
      const item = list.measurementsCache[anchor.index - base];
      if (item) list.scrollToOffset(item.start + anchor.offset);
    }
  });

  const items = list.getVirtualItems();
  const view = list.range;
  useEffect(() => {
    if (!view) return;
    const first = base + view.startIndex;
    const last = base + view.endIndex;
    look(first, last + 1);
    const atEnd = last >= total - 1;
    onVisible({ first, last, atEnd });
    if (list.isScrolling || jump.current || settling.current) return;
    const moved = nextWindow(base, view.startIndex, view.endIndex, total);
    if (moved !== base) move(moved, items, view.startIndex);
  }, [base, view?.startIndex, view?.endIndex, total, list.isScrolling, pages]);

  /** Asks at once for what one scrolls to, and after a rest for what one only drags past. */
  function look(first: number, end: number): void {
    const far = Math.abs(first - looked.current) > farMessages;
    looked.current = first;
    window.clearTimeout(resting.current);
    if (far) resting.current = window.setTimeout(() => pages.look(first, end), rest);
    else pages.look(first, end);
  }

  /** Keeps a message where it was asked for while those around it get their heights; the reader's hand ends it. */
  function settle(to: Jump): void {
    settling.current = to;
    let frames = 0;
    let quiet = 0;
    let focused = false;
    latest.current.scrollToIndex(to.index - latestBase.current, { align: to.align });
    const step = () => {
      const view = scroller.current;
      if (!view || settling.current !== to) return;
      const row = rowOf(view, to.index);
      if (!row) latest.current.scrollToIndex(to.index - latestBase.current, { align: to.align });
      const moved = row ? distance(view, row, to.align) : 0;
      const before = view.scrollTop;
      if (Math.abs(moved) > 1) view.scrollTop += moved;
      // At either end of the chat a row cannot get where it should; that is as quiet as being there.
      quiet = row && Math.abs(view.scrollTop - before) < 1 ? quiet + 1 : 0;
      if (to.focus && row && !focused && mayFocus(view)) {
        focused = true;
        row.querySelector<HTMLElement>("article")?.focus({ preventScroll: true });
      }
      if (quiet < quietFrames && frames++ < mostSettleFrames) requestAnimationFrame(step);
      else release();
    };
    requestAnimationFrame(step);
  }

  function release(): void {
    asked.current = undefined;
    if (!settling.current) return;
    settling.current = undefined;
    setTick((n) => n + 1);
  }

  function move(to: number, shown: VirtualItem[], firstVisible: number): void {
    const item = shown.find((candidate) => candidate.index === firstVisible);
    if (!item) return;
    keep.current = { index: base + item.index, offset: (list.scrollOffset ?? 0) - item.start };
    setBase(to);
  }

  const show = useCallback(
    (index: number, how: "jump" | "drag" | "top") => {
      const to = Math.max(0, Math.min(total - 1, index));
      const align = how === "jump" ? (to >= total - 1 ? "end" : "center") : "start";
      const wanted: Jump = { index: to, align, focus: how === "jump" };
      asked.current = wanted;
      settling.current = undefined;
      const turn = () => {
        if (asked.current !== wanted) return;   // the reader went elsewhere meanwhile
        const now = latestBase.current;
        const within = to >= now && to < now + Math.min(windowLength, total - now);
        if (how === "jump") setActive(to);
        if (within) settle(wanted);
        else {
          jump.current = wanted;
          setBase(windowAround(to, total));
        }
      };
      if (how === "drag") turn();
      else void pages.ensure(to).then(turn, turn);
    },
    [total, pages],
  );

  const focusRow = useCallback((index: number) => {
    scroller.current?.querySelector<HTMLElement>(`[data-message="${index}"]`)?.focus({ preventScroll: true });
  }, []);

  useImperativeHandle(ref, () => ({ show, focus: () => focusRow(active ?? base + (view?.endIndex ?? 0)), focused: () => active }), [show, focusRow, active, base, view?.endIndex]);

  // New messages below what is read at the end: stay at the end.
  const before = useRef(total);
  useEffect(() => {
    const grew = total > before.current;
    const wasAtEnd = view !== null && view !== undefined && base + view.endIndex >= before.current - 2;
    before.current = total;
    if (!grew) return;
    if (wasAtEnd) {
      jump.current = { index: total - 1, align: "end", focus: false };
      setBase(windowAround(total - 1, total));
    }
  }, [total]);

  const step = (by: number) => {
    const from = active ?? base + (view?.endIndex ?? 0) + (by > 0 ? -1 : 1);
    const to = Math.max(0, Math.min(total - 1, from + by));
    setActive(to);
    if (to < base || to >= base + count) show(to, "jump");
    else {
      list.scrollToIndex(to - base, { align: "auto" });
      requestAnimationFrame(() => requestAnimationFrame(() => focusRow(to)));
    }
  };

  const onKeyDown = (event: KeyboardEvent) => {
    release();
    if (event.target instanceof HTMLInputElement || event.ctrlKey || event.metaKey || event.altKey) return;
    const perPage = Math.max(1, (view?.endIndex ?? 10) - (view?.startIndex ?? 0) - 1);
    const steps: Record<string, number> = { ArrowUp: -1, ArrowDown: 1, PageUp: -perPage, PageDown: perPage, Home: -total, End: total };
    const by = steps[event.key];
    if (by !== undefined) {
      event.preventDefault();
      step(by);
      return;
    }
    const index = active ?? base + (view?.endIndex ?? 0);
    onKey(event, pages.at(index), index);
  };

  const floating = view ? days.dayAt(base + view.startIndex) : undefined;
  const tabStop = active !== undefined && items.some((item) => base + item.index === active) ? active : base + (view?.endIndex ?? 0);
  return (
    <div className="timeline">
      {floating && (
        <div className={list.isScrolling ? "floating-day floating-day-on" : "floating-day"} aria-hidden="true">
          {dayName(t, floating[0])}
        </div>
      )}
      <div ref={scroller} className="timeline-scroll" role="feed" onWheel={release} onPointerDown={release} onTouchMove={release} aria-label={label} aria-busy={items.some((item) => !pages.at(base + item.index))} onKeyDown={onKeyDown}>
        <div className="timeline-size" style={{ height: list.getTotalSize() }}>
          {items.map((item) => {
            const index = base + item.index;
            return (
              <div key={item.key} ref={list.measureElement} data-index={item.index} className="timeline-row" style={{ transform: `translateY(${item.start}px)` }}>
                <Row
                  message={pages.at(index)}
                  previous={index > 0 ? pages.at(index - 1) : undefined}
                  index={index}
                  total={total}
                  day={days.beginsAt(index)?.[0]}
                  marked={marked === index}
                  tabStop={tabStop === index}
                  onFocus={setActive}
                />
              </div>
            );
          })}
        </div>
      </div>
    </div>
  );
}

const rowOf = (view: HTMLElement, index: number) => view.querySelector(`[data-message="${index}"]`)?.closest<HTMLElement>(".timeline-row");

/** The focus goes along with a jump, but is not taken from where hits are chosen or something is typed. */
const mayFocus = (view: HTMLElement) => document.activeElement === document.body || view.contains(document.activeElement);

/** How far the view has to go for a row to stand where it should. */
function distance(view: HTMLElement, row: HTMLElement, align: Jump["align"]): number {
  const outer = view.getBoundingClientRect();
  const inner = row.getBoundingClientRect();
  if (align === "start") return inner.top - outer.top - 8;
  if (align === "end") return inner.bottom + 16 - outer.bottom;
  return (inner.top + inner.bottom - outer.top - outer.bottom) / 2;
}
