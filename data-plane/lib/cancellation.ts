/**
 * A call that may be called off. What an `AbortController` does, without its cost where nobody cancels: nothing is
 * allocated until somebody listens.
 */
export class Cancellation {
  #aborted = false;
  /** Why, in the words of whoever called it off; undefined where nothing was said. */
  reason: string | undefined = undefined;
  #listeners: (() => void)[] | null = null;
  #controller: AbortController | null = null;

  get aborted(): boolean {
    return this.#aborted;
  }

  /** For whoever needs the web's own signal. */
  get signal(): AbortSignal {
    if (this.#controller === null) {
      this.#controller = new AbortController();
      if (this.#aborted) this.#controller.abort();
    }
    return this.#controller.signal;
  }

  abort(reason?: string): void {
    if (this.#aborted) return;
    this.#aborted = true;
    this.reason = reason;
    const listeners = this.#listeners;
    this.#listeners = null;
    this.#controller?.abort();
    if (listeners !== null) for (const listener of listeners) listener();
  }

  /** Called once, when called off; at the next turn where that happened before. */
  on(listener: () => void): void {
    if (this.#aborted) queueMicrotask(listener);
    else if (this.#listeners === null) this.#listeners = [listener];
    else this.#listeners.push(listener);
  }

  off(listener: () => void): void {
    const at = this.#listeners?.indexOf(listener) ?? -1;
    if (at !== -1) this.#listeners?.splice(at, 1);
  }
}
