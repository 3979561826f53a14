import type { CSSProperties } from "react";

/** The room of a picture, known before it is there, so that nothing moves when it comes. */
export function boxOf(width: number | undefined, height: number | undefined, widest: number, highest: number): CSSProperties {
  if (!width || !height || width < 0 || height < 0) {
    const side = Math.min(widest, highest, 260);
    return { width: side, height: Math.round(side * 0.75) };
  }
  const scale = Math.min(widest / width, highest / height, Math.max(1, 120 / Math.min(width, height)));
  return { width: Math.max(72, Math.round(width * scale)), aspectRatio: `${Math.max(72, Math.round(width * scale))} / ${Math.max(56, Math.round(height * scale))}` };
}
