import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { ask, SignedOut } from './api.ts';

/** One read: its last good answer stays on the page while a newer one is on its way. */
export interface Query<T> {
  readonly data: T | null;
  readonly error: string | null;
  readonly isLoading: boolean;
  reload(): void;
}

/** Reads, and reads again when the variables change or every `everyMs` while the tab is seen. */
export function useQuery<T>(query: string, variables: Record<string, unknown> = {}, everyMs: number | null = null): Query<T> {
  const [state, setState] = useState<{ data: T | null; error: string | null; isLoading: boolean }>({
    data: null,
    error: null,
    isLoading: true,
  });
  const key = JSON.stringify(variables);
  const latest = useRef(0);
  const load = useCallback(
    async (signal?: AbortSignal) => {
      const mine = (latest.current += 1);
      try {
        const data = await ask<T>(query, JSON.parse(key) as Record<string, unknown>, signal);
        if (mine === latest.current) setState({ data, error: null, isLoading: false });
      } catch (failure) {
        if (failure instanceof SignedOut) return void dispatchEvent(new CustomEvent('portcullis:signed-out'));
        if (failure instanceof DOMException) return;
        if (mine === latest.current) setState((before) => ({ ...before, error: (failure as Error).message, isLoading: false }));
      }
    },
    [query, key],
  );
  useEffect(() => {
    const abort = new AbortController();
    void load(abort.signal);
    const timer = everyMs === null ? null : setInterval(() => void (document.hidden || load(abort.signal)), everyMs);
    return () => {
      abort.abort();
      if (timer !== null) clearInterval(timer);
    };
  }, [load, everyMs]);
  return { ...state, reload: () => void load() };
}
