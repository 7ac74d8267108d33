import { createRequire } from 'node:module';
import type { Server as HttpServer } from 'node:http';
import { ApolloServer } from '@apollo/server';
import type { ApolloServerPlugin } from '@apollo/server';
import { unwrapResolverError } from '@apollo/server/errors';
import { ApolloServerPluginLandingPageDisabled } from '@apollo/server/plugin/disabled';
import { ApolloServerPluginDrainHttpServer } from '@apollo/server/plugin/drainHttpServer';
import type { GraphQLSchema } from 'graphql';
import type { Log } from '../../data-plane/lib/log.ts';
import type { Context } from './context.ts';
import { mustCostLess } from './cost.ts';
import { answerTo, errorFormatter } from './errors.ts';
import { currentRequestId } from './request-id.ts';

/** Bounds of one operation. */
export const LIMITS = { depth: 14, aliases: 40, tokens: 3_000, directives: 20 } as const;

/** What the GraphQL server is made of. */
export interface ApolloParts {
  readonly schema: GraphQLSchema;
  readonly httpServer: HttpServer;
  readonly log: Log;
  readonly introspection: boolean;
  /** Called once an operation with what came of it. */
  readonly onOperation: (outcome: 'ok' | 'error', milliseconds: number) => void;
}

// The package is CommonJS; its ES module entry names exports that its parts do not have under Node.
const { ApolloArmor } = createRequire(import.meta.url)('@escape.tech/graphql-armor') as typeof import('@escape.tech/graphql-armor');

/**
 * The GraphQL server: bounded in depth, size, aliases and cost; one operation a request; no stack traces out;
 * no persisted queries; requests that a browser sends across origins without preflight are refused.
 */
export function createApollo({ schema, httpServer, log, introspection, onOperation }: ApolloParts): ApolloServer<Context> {
  const armor = new ApolloArmor({
    maxDepth: { n: LIMITS.depth, ignoreIntrospection: true },
    maxAliases: { n: LIMITS.aliases },
    maxDirectives: { n: LIMITS.directives },
    // Done by the parser itself, which says where; and by cost.ts, which knows lengths from variables too.
    maxTokens: { enabled: false },
    costLimit: { enabled: false },
    blockFieldSuggestion: { enabled: !introspection },
  }).protect();
  return new ApolloServer<Context>({
    schema,
    introspection,
    csrfPrevention: true,
    allowBatchedHttpRequests: false,
    parseOptions: { maxTokens: LIMITS.tokens },
    persistedQueries: false,
    includeStacktraceInErrorResponses: false,
    hideSchemaDetailsFromClientErrors: !introspection,
    stopOnTerminationSignals: false,
    formatError: errorFormatter(log, currentRequestId),
    logger: {
      debug: () => undefined,
      info: () => undefined,
      warn: (message: unknown) => log.warn({}, String(message)),
      error: (message: unknown) => log.error({}, String(message)),
    },
    validationRules: armor.validationRules,
    plugins: [
      ...(armor.plugins as unknown as ApolloServerPlugin<Context>[]),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginDrainHttpServer({ httpServer, stopGracePeriodMillis: 5_000 }),
      bounds(schema, onOperation),
    ],
  });
}

/** Refuses operations that cost too much, answers 503 without a database, and counts. */
function bounds(schema: GraphQLSchema, onOperation: ApolloParts['onOperation']): ApolloServerPlugin<Context> {
  return {
    requestDidStart() {
      const startedAt = performance.now();
      let unavailable = false;
      return Promise.resolve({
        didResolveOperation({ document, operation, request }) {
          if (operation !== undefined) mustCostLess(schema, document, operation, request.variables ?? {});
          return Promise.resolve();
        },
        didEncounterErrors({ errors }) {
          unavailable ||= errors.some((error) => answerTo(unwrapResolverError(error), '').status === 503);
          return Promise.resolve();
        },
        willSendResponse({ response, errors }) {
          if (unavailable) response.http.status = 503;
          onOperation(errors === undefined || errors.length === 0 ? 'ok' : 'error', performance.now() - startedAt);
          return Promise.resolve();
        },
      });
    },
  };
}
