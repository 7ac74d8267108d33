// Original file: proto/gateway/v1/resources.proto

import type { Limits as _gateway_v1_Limits, Limits__Output as _gateway_v1_Limits__Output } from '../../gateway/v1/Limits.ts';

/**
 * An upstream MCP server.
 */
export interface Server {
  'id'?: (string);
  'registryId'?: (string);
  /**
   * Unique in its registry; the prefix of aggregated names and the segment in /mcp/{registry}/{server}.
   */
  'name'?: (string);
  'enabled'?: (boolean);
  /**
   * streamable_http | sse | stdio
   */
  'transport'?: (string);
  /**
   * For HTTP transports.
   */
  'url'?: (string);
  /**
   * For stdio: the program and its arguments, never a shell line.
   */
  'command'?: (string)[];
  /**
   * For stdio: the whole environment of the program beside PATH and HOME.
   */
  'environment'?: ({[key: string]: string});
  /**
   * Overrides the registry's credential mode when not empty.
   */
  'credentialMode'?: (string);
  /**
   * Credential used in internal mode; empty for none.
   */
  'credentialId'?: (string);
  /**
   * Broker mode: the OAuth provider; RFC 8707 resource of the upstream.
   */
  'providerId'?: (string);
  'resourceUri'?: (string);
  /**
   * Era found at discovery: legacy | modern | empty when unknown.
   */
  'era'?: (string);
  'limits'?: (_gateway_v1_Limits | null);
  /**
   * Server instructions as approved.
   */
  'instructions'?: (string);
  /**
   * Authorization servers of the upstream as its metadata names them (passthrough mode).
   */
  'authorizationServers'?: (string)[];
  /**
   * Scopes the upstream's metadata asks for.
   */
  'scopes'?: (string)[];
  /**
   * Broker mode: the provider exchanges the caller's own token (RFC 8693); nodes send it with ObtainRequest only then.
   */
  'exchangeSubjectToken'?: (boolean);
}

/**
 * An upstream MCP server.
 */
export interface Server__Output {
  'id': (string);
  'registryId': (string);
  /**
   * Unique in its registry; the prefix of aggregated names and the segment in /mcp/{registry}/{server}.
   */
  'name': (string);
  'enabled': (boolean);
  /**
   * streamable_http | sse | stdio
   */
  'transport': (string);
  /**
   * For HTTP transports.
   */
  'url': (string);
  /**
   * For stdio: the program and its arguments, never a shell line.
   */
  'command': (string)[];
  /**
   * For stdio: the whole environment of the program beside PATH and HOME.
   */
  'environment': ({[key: string]: string});
  /**
   * Overrides the registry's credential mode when not empty.
   */
  'credentialMode': (string);
  /**
   * Credential used in internal mode; empty for none.
   */
  'credentialId': (string);
  /**
   * Broker mode: the OAuth provider; RFC 8707 resource of the upstream.
   */
  'providerId': (string);
  'resourceUri': (string);
  /**
   * Era found at discovery: legacy | modern | empty when unknown.
   */
  'era': (string);
  'limits': (_gateway_v1_Limits__Output | null);
  /**
   * Server instructions as approved.
   */
  'instructions': (string);
  /**
   * Authorization servers of the upstream as its metadata names them (passthrough mode).
   */
  'authorizationServers': (string)[];
  /**
   * Scopes the upstream's metadata asks for.
   */
  'scopes': (string)[];
  /**
   * Broker mode: the provider exchanges the caller's own token (RFC 8693); nodes send it with ObtainRequest only then.
   */
  'exchangeSubjectToken': (boolean);
}
