/** How many messages the list stands for at a time: some screens' worth of pixels that every browser can scroll. */
export const windowLength = 4000;

const margin = 600;

/** The first message of the window around one. */
export function windowAround(index: number, total: number): number {
  return Math.max(0, Math.min(index - windowLength / 2, total - windowLength));
}

/** Where the window goes when the view comes near one of its ends; the same place while it does not. */
export function nextWindow(base: number, firstVisible: number, lastVisible: number, total: number): number {
  const nearStart = firstVisible < margin && base > 0;
  const nearEnd = lastVisible > Math.min(windowLength, total - base) - margin && base + windowLength < total;
  return nearStart || nearEnd ? windowAround(base + firstVisible, total) : base;
}
