import type { Enforcement } from '../stream/enforcement.ts';
import type { Viewer } from '../services/viewer.ts';
import type { Services } from './services.ts';
import { createLoaders } from './loaders.ts';
import type { Loaders } from './loaders.ts';

/** What resolvers may reach besides the services. */
export interface Edge {
  awaitEnforced(version: string, timeoutMs: number): Promise<Enforcement>;
  configVersion(): Promise<string>;
  /** The public origin agents use; null when it is not configured. */
  readonly publicUrl: string | null;
}

/** What every resolver of one request is given. */
export interface Context {
  readonly viewer: Viewer;
  readonly services: Services;
  readonly edge: Edge;
  /** Batches and remembers reads within this request. */
  readonly load: Loaders;
  /** Forgets what was read; after a change. */
  forget(): void;
  /** Ends when the client goes away. */
  readonly signal: AbortSignal;
}

/** The context of one request. */
export function createContext(viewer: Viewer, services: Services, edge: Edge, signal: AbortSignal): Context {
  let loaders: Loaders | null = null;
  return {
    viewer,
    services,
    edge,
    signal,
    get load() {
      return (loaders ??= createLoaders(viewer, services));
    },
    forget() {
      loaders = null;
    },
  };
}
