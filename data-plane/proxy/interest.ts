import type { Session } from '../sessions/session.ts';
import type { Interest } from '../upstream/channel.ts';

/** What a session wants to hear from one server outside of calls. */
export function interestOf(session: Session, serverId: string): Interest {
  const uris: string[] = [];
  for (const { serverId: owner, uri } of session.subscriptions.values()) if (owner === serverId) uris.push(uri);
  return {
    toolsListChanged: true,
    promptsListChanged: true,
    resourcesListChanged: true,
    ...(uris.length === 0 ? {} : { resourceSubscriptions: uris.sort() }),
  };
}
