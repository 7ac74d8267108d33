import { useEffect, useState } from 'preact/hooks';

/** Where the person is: the hash of the address, so that links work without the server knowing the pages. */
export interface Place {
  readonly page: string;
  readonly rest: readonly string[];
  readonly query: URLSearchParams;
}

export function currentPlace(): Place {
  const [path = '', query = ''] = location.hash.replace(/^#\/?/, '').split('?');
  const [page = '', ...rest] = path.split('/').map(decodeURIComponent);
  return { page: page === '' ? 'overview' : page, rest, query: new URLSearchParams(query) };
}

export function usePlace(): Place {
  const [place, setPlace] = useState(currentPlace);
  useEffect(() => {
    const onChange = (): void => setPlace(currentPlace());
    addEventListener('hashchange', onChange);
    return () => removeEventListener('hashchange', onChange);
  }, []);
  return place;
}

/** The address of a page. */
export function to(page: string, rest: readonly string[] = [], query: Record<string, string | undefined> = {}): string {
  const given = Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== '');
  const tail = new URLSearchParams(given).toString();
  return `#/${[page, ...rest].map(encodeURIComponent).join('/')}${tail === '' ? '' : `?${tail}`}`;
}

export function go(address: string): void {
  location.hash = address;
}
