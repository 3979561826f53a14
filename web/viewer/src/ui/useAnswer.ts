import { useCallback, useEffect, useState } from "react";

export interface Answer<T> {
  value: T | undefined;
  error: Error | undefined;
  loading: boolean;
  again: () => void;
}

/** Asks the program when what is asked changes; the last answer stays until the next comes. */
export function useAnswer<T>(ask: ((signal: AbortSignal) => Promise<T>) | undefined, depends: readonly unknown[]): Answer<T> {
  const [value, setValue] = useState<T>();
  const [error, setError] = useState<Error>();
  const [loading, setLoading] = useState(ask !== undefined);
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    if (!ask) {
      setValue(undefined);
      setLoading(false);
      return undefined;
    }
    const controller = new AbortController();
    setLoading(true);
    ask(controller.signal).then(
      (answer) => {
        if (controller.signal.aborted) return;
        setValue(answer);
        setError(undefined);
        setLoading(false);
      },
      (reason: Error) => {
        if (controller.signal.aborted) return;
        setError(reason);
        setLoading(false);
      },
    );
    return () => controller.abort();
    // What it depends on is the caller's list.
  }, [...depends, attempt]);
  return { value, error, loading, again: useCallback(() => setAttempt((n) => n + 1), []) };
}
