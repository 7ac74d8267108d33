import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { ago, at, words } from '../format.ts';

/** Head of a page: what it is, one sentence, and what can be done. */
export function Head({ title, sub, children }: { title: ComponentChildren; sub?: ComponentChildren; children?: ComponentChildren }) {
  return (
    <div class="head">
      <div>
        <h1>{title}</h1>
        {sub !== undefined && <div class="sub">{sub}</div>}
      </div>
      <div class="row">{children}</div>
    </div>
  );
}

/** A state in one word, coloured by how much it matters. */
export function Badge({
  tone = '',
  children,
  title,
}: {
  tone?: '' | 'ok' | 'warn' | 'bad' | 'accent';
  children: ComponentChildren;
  title?: string;
}) {
  return (
    <span class={`badge ${tone}`} title={title}>
      {children}
    </span>
  );
}

const TONES: Record<string, 'ok' | 'warn' | 'bad' | 'accent' | ''> = {
  OK: 'ok',
  ENABLED: 'ok',
  ACTIVE: 'ok',
  ALLOW: 'ok',
  DISCOVERED: 'accent',
  DISABLED: '',
  QUARANTINED: 'bad',
  BLOCKED: 'bad',
  BLOCK: 'bad',
  REFUSED: 'warn',
  REDACT: 'warn',
  TOOL_ERROR: 'warn',
  UPSTREAM_ERROR: 'bad',
  FAULT: 'bad',
  CANCELLED: '',
  REVOKED: 'bad',
  EXPIRED: 'warn',
  CRITICAL: 'bad',
  HIGH: 'bad',
  MEDIUM: 'warn',
  LOW: '',
  INFO: '',
};

/** A value of an enumeration as a badge. */
export function State({ value }: { value: string }) {
  return <Badge tone={TONES[value] ?? ''}>{words(value)}</Badge>;
}

/** A time, relative, with the exact one on hover. */
export function When({ iso }: { iso: string | null | undefined }) {
  if (iso === null || iso === undefined) return <span class="dim">never</span>;
  return (
    <time dateTime={iso} title={at(iso)}>
      {ago(iso)}
    </time>
  );
}

/** What a list says when it has nothing: what would be here, and how to get there. */
export function Empty({ title, children }: { title: string; children?: ComponentChildren }) {
  return (
    <div class="empty">
      <h2>{title}</h2>
      <div>{children}</div>
    </div>
  );
}

/** What went wrong, in the server's own words. */
export function Problem({ text }: { text: string | null }) {
  return text === null ? null : (
    <div class="notice bad" role="alert">
      {text}
    </div>
  );
}

/** A modal dialog; Escape and the button both close it. */
export function Dialog({ title, onClose, children }: { title: string; onClose: () => void; children: ComponentChildren }) {
  const ref = useRef<HTMLDialogElement>(null);
  useEffect(() => ref.current?.showModal(), []);
  return (
    <dialog ref={ref} onClose={onClose} aria-label={title}>
      <h2>{title}</h2>
      {children}
    </dialog>
  );
}

/** A panel at the right edge for one thing of a list. Escape closes it. */
export function Drawer({ title, onClose, children }: { title: ComponentChildren; onClose: () => void; children: ComponentChildren }) {
  const ref = useRef<HTMLElement>(null);
  useEffect(() => {
    ref.current?.focus();
    const onKey = (event: KeyboardEvent): void => void (event.key === 'Escape' && onClose());
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, []);
  return (
    <aside class="drawer" ref={ref} tabIndex={-1} role="dialog">
      <header>
        <h2>{title}</h2>
        <button onClick={onClose} aria-label="Close">
          Close
        </button>
      </header>
      {children}
    </aside>
  );
}

/** A labelled input. */
export function Field({ label, hint, children }: { label: string; hint?: string; children: ComponentChildren }) {
  return (
    <label class="field">
      <span>{label}</span>
      {children}
      {hint !== undefined && <small>{hint}</small>}
    </label>
  );
}

/** A secret that is shown this once. */
export function Secret({ value, what }: { value: string; what: string }) {
  const [isCopied, setCopied] = useState(false);
  return (
    <div>
      <p class="notice warn">Copy the {what} now. It is stored as a hash and cannot be shown again.</p>
      <div class="secret">
        <code data-testid="secret">{value}</code>
        <button
          onClick={() => {
            void navigator.clipboard.writeText(value).then(() => setCopied(true));
          }}
        >
          {isCopied ? 'Copied' : 'Copy'}
        </button>
      </div>
    </div>
  );
}
