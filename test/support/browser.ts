/** A browser without a window: follows redirects, keeps cookies by host, sends forms. */

/** One browser with its own cookies. */
export class TestBrowser {
  readonly #cookies = new Map<string, Map<string, string>>();

  /** Opens an address and follows redirects until a page, or until an address that starts with `until`. */
  async open(url: string, until = '\0'): Promise<BrowserPage> {
    return this.#go(url, { method: 'GET' }, until);
  }

  /** Sends the form of a page, pressing the button with this value (or the only one). */
  async submit(page: BrowserPage, fields: Readonly<Record<string, string>> = {}, until = '\0'): Promise<BrowserPage> {
    const action = /<form[^>]*action="([^"]*)"/.exec(page.html)?.[1];
    if (action === undefined) throw new Error(`there is no form on the page at ${page.url}: ${page.html.slice(0, 500)}`);
    const hidden = [...page.html.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g)].map(
      ([, name, value]) => [name, value] as [string, string],
    );
    const body = new URLSearchParams([...hidden, ...Object.entries(fields)]);
    const url = new URL(unescapeHtml(action), page.url).href;
    const headers = {
      'content-type': 'application/x-www-form-urlencoded',
      origin: new URL(page.url).origin,
      'sec-fetch-site': 'same-origin',
    };
    return this.#go(url, { method: 'POST', body, headers }, until);
  }

  async #go(first: string, init: RequestInit, until: string): Promise<BrowserPage> {
    let url = first;
    let request = init;
    for (let hop = 0; hop < 20; hop += 1) {
      if (url.startsWith(until)) return { url, status: 0, html: '', headers: new Headers() };
      const host = new URL(url).host;
      const cookies = [...(this.#cookies.get(host) ?? new Map<string, string>()).entries()]
        .map(([name, value]) => `${name}=${value}`)
        .join('; ');
      const response = await fetch(url, {
        ...request,
        redirect: 'manual',
        headers: { ...(request.headers as Record<string, string> | undefined), ...(cookies === '' ? {} : { cookie: cookies }) },
      });
      this.#keep(host, response.headers.getSetCookie());
      const location = response.headers.get('location');
      if (response.status < 300 || response.status > 399 || location === null)
        return { url, status: response.status, html: await response.text(), headers: response.headers };
      await response.body?.cancel();
      url = new URL(location, url).href;
      request = { method: 'GET' };
    }
    throw new Error(`more than 20 redirects from ${first}`);
  }

  #keep(host: string, set: readonly string[]): void {
    const jar = this.#cookies.get(host) ?? new Map<string, string>();
    this.#cookies.set(host, jar);
    for (const cookie of set) {
      const [pair = ''] = cookie.split(';');
      const [name = '', value = ''] = [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)];
      if (value === '' || /expires=Thu, 01 Jan 1970|max-age=0/i.test(cookie)) jar.delete(name);
      else jar.set(name, value);
    }
  }
}

/** What a browser shows. */
export interface BrowserPage {
  readonly url: string;
  readonly status: number;
  readonly html: string;
  readonly headers: Headers;
}

/** The text of a page, without tags. */
export function textOf(page: BrowserPage): string {
  return unescapeHtml(page.html.replace(/<style>.*?<\/style>/s, '').replace(/<[^>]*>/g, ' '))
    .replace(/\s+/g, ' ')
    .trim();
}

function unescapeHtml(text: string): string {
  return text.replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)));
}
