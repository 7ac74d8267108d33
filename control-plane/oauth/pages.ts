import { createHash } from 'node:crypto';

/** A page for people: what it says, and at most one form. */
export interface Page {
  readonly title: string;
  /** Plain text; escaped here. */
  readonly paragraphs: readonly string[];
  /** Facts shown as a table. */
  readonly facts?: readonly (readonly [string, string])[];
  readonly form?: PageForm;
}

/** The form of a page. */
export interface PageForm {
  readonly action: string;
  readonly fields?: readonly PageField[];
  readonly hidden?: readonly (readonly [string, string])[];
  readonly buttons: readonly PageButton[];
}

/** An input of a form. */
export interface PageField {
  readonly name: string;
  readonly label: string;
  readonly type: 'text' | 'password';
}

/** A button of a form. */
export interface PageButton {
  readonly label: string;
  readonly name?: string;
  readonly value?: string;
}

const STYLE =
  'body{font:16px/1.5 system-ui,sans-serif;max-width:34rem;margin:4rem auto;padding:0 1rem;color:#1b1f24;background:#fff}' +
  'h1{font-size:1.4rem}table{border-collapse:collapse;margin:1rem 0;width:100%}th,td{text-align:left;vertical-align:top;padding:.35rem .75rem .35rem 0;border-bottom:1px solid #d8dee4;overflow-wrap:anywhere}' +
  'label{display:block;margin:.75rem 0}input{display:block;width:100%;padding:.5rem;font:inherit;box-sizing:border-box}' +
  'button{font:inherit;padding:.5rem 1.25rem;margin:1rem .5rem 0 0;border-radius:.4rem;border:1px solid #1b1f24;background:#1b1f24;color:#fff}button+button{background:#fff;color:#1b1f24}' +
  '@media(prefers-color-scheme:dark){body{background:#14171a;color:#e6e9ec}button{background:#e6e9ec;color:#14171a}button+button{background:#14171a;color:#e6e9ec}th,td{border-color:#3a4046}}';
const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64');

/** Writes a page as HTML. Everything in it is escaped; there are no scripts. */
export function renderPage(page: Page): string {
  const paragraphs = page.paragraphs.map((text) => `<p>${escapeHtml(text)}</p>`).join('');
  const facts = (page.facts ?? [])
    .map(([name, value]) => `<tr><th scope="row">${escapeHtml(name)}</th><td>${escapeHtml(value)}</td></tr>`)
    .join('');
  return (
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${escapeHtml(page.title)} - Portcullis</title>` +
    `<style>${STYLE}</style></head><body><main><h1>${escapeHtml(page.title)}</h1>${paragraphs}${facts === '' ? '' : `<table>${facts}</table>`}${page.form === undefined ? '' : renderForm(page.form)}</main></body></html>`
  );
}

/**
 * Headers of every page: never cached, framed or sniffed, no scripts, no address passed on.
 *
 * `formTargets`: origins a form may lead to, redirects included (CSP `form-action` covers them).
 */
export function pageHeaders(formTargets: readonly string[] = []): Record<string, string> {
  return {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'referrer-policy': 'same-origin',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'content-security-policy': `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; form-action 'self'${formTargets.map((target) => ` ${target}`).join('')}; frame-ancestors 'none'; base-uri 'none'`,
  };
}

/** Text as it may stand in HTML, in attributes too. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

function renderForm(form: PageForm): string {
  const hidden = (form.hidden ?? [])
    .map(([name, value]) => `<input type="hidden" name="${escapeHtml(name)}" value="${escapeHtml(value)}">`)
    .join('');
  const fields = (form.fields ?? [])
    .map(
      ({ name, label, type }) =>
        `<label>${escapeHtml(label)}<input name="${escapeHtml(name)}" type="${type}" autocomplete="off" required></label>`,
    )
    .join('');
  const buttons = form.buttons
    .map(
      ({ label, name, value }) =>
        `<button${name === undefined ? '' : ` name="${escapeHtml(name)}" value="${escapeHtml(value ?? '')}"`}>${escapeHtml(label)}</button>`,
    )
    .join('');
  return `<form method="post" action="${escapeHtml(form.action)}">${hidden}${fields}${buttons}</form>`;
}
