import type { Day } from "../api/types";

/** The days of a chat, in order, each with the index of its first message. */
export class Days {
  constructor(readonly list: readonly Day[]) {}

  /** The day that a message stands on. */
  dayAt(index: number): Day | undefined {
    return this.list[this.positionAt(index)];
  }

  /** The day that begins with a message, if one does. */
  beginsAt(index: number): Day | undefined {
    const day = this.dayAt(index);
    return day?.[1] === index ? day : undefined;
  }

  positionAt(index: number): number {
    let low = 0;
    let high = this.list.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.list[middle]![1] <= index) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** The first message on a day or after it; of a day after all, the last day's. */
  firstFrom(day: string): number {
    let low = 0;
    let high = this.list.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.list[middle]![0] < day) low = middle + 1;
      else high = middle;
    }
    return (this.list[low] ?? this.list[this.list.length - 1])?.[1] ?? 0;
  }
}
