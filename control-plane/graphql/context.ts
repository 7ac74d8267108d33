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

/** The context of one request. A class, since Apollo copies the own properties of what it is given: a getter has to be inherited. */
class RequestContext implements Context {
  readonly viewer: Viewer;
  readonly services: Services;
  readonly edge: Edge;
  readonly signal: AbortSignal;
  readonly held: { loaders: Loaders | null } = { loaders: null };

  constructor(viewer: Viewer, services: Services, edge: Edge, signal: AbortSignal) {
    this.viewer = viewer;
    this.services = services;
    this.edge = edge;
    this.signal = signal;
  }

  get load(): Loaders {
    return (this.held.loaders ??= createLoaders(this.viewer, this.services));
  }

  forget(): void {
    this.held.loaders = null;
  }
}

/** The context of one request. */
export function createContext(viewer: Viewer, services: Services, edge: Edge, signal: AbortSignal): Context {
  return new RequestContext(viewer, services, edge, signal);
}
