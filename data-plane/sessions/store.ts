/**
 * What nodes share about sessions. Identity is sealed in the id and needs no store; this holds only what a seal cannot:
 * that a session ended, which upstream sessions it has, and messages for whichever node holds its streams.
 */
export interface SessionStore {
  /** Marks a session as ended for as long as its id could still be presented. */
  end(key: string, ttlMs: number): void;
  /** Whether it ended, as far as this store knows. Asked once for every session new to a node. */
  hasEnded(key: string): Promise<boolean>;
  /** Facts about a session that any node may need: field to value. Null where nothing is known. */
  read(key: string, field: string): Promise<string | null>;
  write(key: string, field: string, value: string, ttlMs: number): void;
  /** Hands a message to every node that listens on the channel; at most once, no answer. */
  publish(channel: string, message: string): void;
  /** Returns how to stop listening. */
  subscribe(channel: string, listener: (message: string) => void): () => void;
  stop(): Promise<void>;
}
