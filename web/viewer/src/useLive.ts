import { useEffect, useRef } from "react";

const rest = 300;

/** Tells when the vault got something new, once for what comes together. */
export function useLive(on: boolean, onChange: () => void): void {
  const latest = useRef(onChange);
  latest.current = onChange;
  useEffect(() => {
    if (!on) return undefined;
    const events = new EventSource("/api/live");
    let timer: number | undefined;
    events.addEventListener("changed", () => {
      window.clearTimeout(timer);
      timer = window.setTimeout(() => latest.current(), rest);
    });
    return () => {
      window.clearTimeout(timer);
      events.close();
    };
  }, [on]);
}
