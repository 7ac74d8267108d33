/** The library as a value; nothing but this folder knows it. */
export type Library = typeof import('oidc-provider');

let loading: Promise<Library> | null = null;

/**
 * Loads the library when it is needed, so that a control plane without a built-in server does not carry it.
 *
 * On Node 20 it says that it prefers a later one, on the console and to nobody who could do anything about it; that line alone is kept back.
 */
export function loadLibrary(): Promise<Library> {
  return (loading ??= load());
}

async function load(): Promise<Library> {
  const { warn } = console;
  console.warn = (...said: unknown[]) => {
    if (!String(said[0]).includes('oidc-provider WARNING: Unsupported runtime')) warn(...said);
  };
  try {
    return await import('oidc-provider');
  } finally {
    console.warn = warn;
  }
}
