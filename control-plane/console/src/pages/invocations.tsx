import { Badge, Drawer, Empty, Head, Problem, State, When } from '../parts/basics.tsx';
import { at, bytes, ms, words } from '../format.ts';
import { go, to, type Place } from '../router.ts';
import { useQuery } from '../use-query.ts';

/** The columns every list of calls shows. */
export const ROW =
  'id startedAt latencyMs method outcome action wouldBeAction reason requestedName agentName agentVersion application { id name } key { name prefix } server { id name } item { name }';
const QUERY = `query ($filter: InvocationFilter, $after: String) { invocations(filter: $filter, first: 50, after: $after) { totalCount pageInfo { hasNextPage endCursor } nodes { ${ROW} } }
  applications(first: 100) { nodes { id name } } }`;
const ONE = `query ($id: ID!) { invocation(id: $id) { ${ROW} detail upstreamMs userSubject session traceId registry { id name } itemDigest requestBytes responseBytes incidentId route protocolVersion configVersion remoteAddress dataPlaneNode { name }
  decisions { ruleId detectorId action mode phase carrier path start end confidence label failed } coverage { inspected { carrier count bytes } uninspected { carrier path reason } detectors } credential { mode credentialId version provider subject } } }`;
const OUTCOMES = ['OK', 'TOOL_ERROR', 'REFUSED', 'BLOCKED', 'UPSTREAM_ERROR', 'CANCELLED', 'FAULT'];

export interface Row {
  readonly id: string;
  readonly startedAt: string;
  readonly latencyMs: number;
  readonly method: string;
  readonly outcome: string;
  readonly action: string;
  readonly wouldBeAction: string;
  readonly reason: string | null;
  readonly requestedName: string | null;
  readonly agentName: string | null;
  readonly agentVersion: string | null;
  readonly application: { id: string; name: string } | null;
  readonly key: { name: string; prefix: string } | null;
  readonly server: { id: string; name: string } | null;
  readonly item: { name: string } | null;
}

interface Full extends Row {
  readonly detail: string | null;
  readonly upstreamMs: number;
  readonly userSubject: string | null;
  readonly session: string | null;
  readonly traceId: string | null;
  readonly registry: { id: string; name: string } | null;
  readonly itemDigest: string | null;
  readonly requestBytes: number;
  readonly responseBytes: number;
  readonly incidentId: string | null;
  readonly route: string | null;
  readonly protocolVersion: string | null;
  readonly configVersion: string | null;
  readonly remoteAddress: string | null;
  readonly dataPlaneNode: { name: string } | null;
  readonly decisions: {
    ruleId: string;
    detectorId: string;
    action: string;
    mode: string;
    carrier: string;
    path: string;
    start: number;
    end: number;
    confidence: number;
    label: string | null;
    failed: boolean;
  }[];
  readonly coverage: {
    inspected: { carrier: string; count: number; bytes: number }[];
    uninspected: { carrier: string; path: string; reason: string }[];
    detectors: string[];
  } | null;
  readonly credential: {
    mode: string;
    credentialId: string | null;
    version: number;
    provider: string | null;
    subject: string | null;
  } | null;
}

/** The record: every call, with filters that live in the address. */
export function Invocations({ place }: { place: Place }) {
  const application = place.query.get('application') ?? '';
  const outcome = place.query.get('outcome') ?? '';
  const after = place.query.get('after') ?? undefined;
  const hours = place.query.get('hours') ?? '';
  const filter = {
    ...(application === '' ? {} : { applicationId: application }),
    ...(outcome === '' ? {} : { outcomes: [outcome] }),
    ...(hours === '' ? {} : { since: new Date(Math.floor(Date.now() / 60_000) * 60_000 - Number(hours) * 3_600_000).toISOString() }),
    ...(place.query.get('item') === null ? {} : { itemId: place.query.get('item') }),
  };
  const { data, error } = useQuery<{
    invocations: { totalCount: number; pageInfo: { hasNextPage: boolean; endCursor: string | null }; nodes: Row[] };
    applications: { nodes: { id: string; name: string }[] };
  }>(QUERY, { filter, after });
  const set = (changes: Record<string, string>): void =>
    go(
      to('invocations', [], {
        application,
        outcome,
        hours,
        item: place.query.get('item') ?? undefined,
        ...changes,
        after: changes['after'],
      }),
    );
  return (
    <>
      <Head
        title="Invocations"
        sub={
          data === null ? ' ' : `${data.invocations.totalCount >= 10_000 ? 'More than 10,000' : data.invocations.totalCount} calls match`
        }
      />
      <Problem text={error} />
      <div class="row" style="margin-bottom:12px">
        <select aria-label="Application" value={application} onChange={(event) => set({ application: event.currentTarget.value })}>
          <option value="">Any application</option>
          {data?.applications.nodes.map(({ id, name }) => (
            <option value={id}>{name}</option>
          ))}
        </select>
        <select aria-label="Outcome" value={outcome} onChange={(event) => set({ outcome: event.currentTarget.value })}>
          <option value="">Any outcome</option>
          {OUTCOMES.map((value) => (
            <option value={value}>{words(value)}</option>
          ))}
        </select>
        <select aria-label="Time" value={hours} onChange={(event) => set({ hours: event.currentTarget.value })}>
          <option value="">Any time</option>
          <option value="1">Last hour</option>
          <option value="24">Last day</option>
          <option value="168">Last week</option>
        </select>
      </div>
      <section class="card flush">
        {data?.invocations.nodes.length === 0 ? (
          <Empty title="No call matches">Calls appear here a moment after a node served them.</Empty>
        ) : (
          <Calls rows={data?.invocations.nodes ?? []} />
        )}
      </section>
      {data?.invocations.pageInfo.hasNextPage === true && (
        <button onClick={() => set({ after: data.invocations.pageInfo.endCursor ?? '' })}>Older calls</button>
      )}
      {place.rest[0] !== undefined && <One id={place.rest[0]} />}
    </>
  );
}

/** A table of calls; a row opens its whole record. */
export function Calls({ rows, fresh }: { rows: readonly Row[]; fresh?: ReadonlySet<string> }) {
  return (
    <div class="scroll">
      <table>
        <thead>
          <tr>
            <th>When</th>
            <th>Application</th>
            <th>Agent</th>
            <th>Called</th>
            <th>Outcome</th>
            <th class="num">Took</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id} class={`link ${fresh?.has(row.id) === true ? 'fresh' : ''}`} onClick={() => go(to('invocations', [row.id]))}>
              <td class="nowrap">
                <When iso={row.startedAt} />
              </td>
              <td>
                {row.application?.name ?? <span class="dim">not authenticated</span>}
                <div class="dim">{row.key?.name}</div>
              </td>
              <td>
                {row.agentName} <span class="dim">{row.agentVersion}</span>
              </td>
              <td>
                <a href={to('invocations', [row.id])}>{row.item?.name ?? row.requestedName ?? row.method}</a>
                <div class="dim">
                  {row.server?.name ?? ''} {row.method}
                </div>
              </td>
              <td>
                <State value={row.outcome} /> {row.action === 'REDACT' && <State value="REDACT" />}{' '}
                {row.wouldBeAction !== row.action && (
                  <Badge title="What the rules in monitor mode would have done">would {words(row.wouldBeAction)}</Badge>
                )}
                <div class="dim">{row.reason}</div>
              </td>
              <td class="num nowrap">{ms(row.latencyMs)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function One({ id }: { id: string }) {
  const { data, error } = useQuery<{ invocation: Full | null }>(ONE, { id });
  const close = (): void => go(to('invocations'));
  const call = data?.invocation;
  return (
    <Drawer title={call?.item?.name ?? call?.requestedName ?? call?.method ?? 'Call'} onClose={close}>
      <Problem text={error} />
      {data !== null && call === null && <Empty title="No such record">It may be older than the retention time.</Empty>}
      {call !== null && call !== undefined && (
        <>
          <dl class="facts">
            <dt>Outcome</dt>
            <dd>
              <State value={call.outcome} /> {call.reason}
            </dd>
            {call.detail !== null && (
              <>
                <dt>Why</dt>
                <dd>{call.detail}</dd>
              </>
            )}
            <dt>When</dt>
            <dd>{at(call.startedAt)}</dd>
            <dt>Took</dt>
            <dd>
              {ms(call.latencyMs)}, of which upstream {ms(call.upstreamMs)}
            </dd>
            <dt>Application</dt>
            <dd>
              {call.application?.name ?? '-'} with key {call.key?.name ?? '-'} <span class="mono">{call.key?.prefix}…</span>
            </dd>
            <dt>Agent</dt>
            <dd>
              {call.agentName ?? '-'} {call.agentVersion} {call.userSubject !== null && `for ${call.userSubject}`}
            </dd>
            <dt>Server</dt>
            <dd>
              {call.registry?.name ?? '-'} / {call.server?.name ?? '-'}
            </dd>
            <dt>Method</dt>
            <dd class="mono">{call.method}</dd>
            <dt>Asked for</dt>
            <dd class="mono">{call.requestedName ?? '-'}</dd>
            <dt>Definition</dt>
            <dd class="mono">{call.itemDigest?.slice(0, 16) ?? '-'}</dd>
            <dt>Sizes</dt>
            <dd>
              {bytes(call.requestBytes)} in, {bytes(call.responseBytes)} out
            </dd>
            <dt>Credential</dt>
            <dd>
              {call.credential === null
                ? 'none'
                : `${words(call.credential.mode)} ${call.credential.credentialId ?? ''} version ${call.credential.version}`}
            </dd>
            <dt>Node</dt>
            <dd>
              {call.dataPlaneNode?.name ?? '-'}, config version {call.configVersion}, from {call.remoteAddress}
            </dd>
            {call.incidentId !== null && (
              <>
                <dt>Incident</dt>
                <dd class="mono">{call.incidentId}</dd>
              </>
            )}
            {call.traceId !== null && (
              <>
                <dt>Trace</dt>
                <dd class="mono">{call.traceId}</dd>
              </>
            )}
          </dl>
          <h2 style="margin-top:18px">What the guardrails concluded</h2>
          {call.decisions.length === 0 && <p class="dim">Nothing was found.</p>}
          {call.decisions.map((decision) => (
            <p>
              <State value={decision.action} /> <code>{decision.detectorId}</code> {decision.label} in{' '}
              <code>
                {decision.carrier}
                {decision.path}
              </code>{' '}
              {decision.start}–{decision.end} (rule {decision.ruleId}, {words(decision.mode)}
              {decision.failed ? ', the detector failed' : ''})
            </p>
          ))}
          {call.coverage !== null && (
            <>
              <h2>What was inspected</h2>
              {call.coverage.inspected.map(({ carrier, count, bytes: size }) => (
                <p>
                  {count} × <code>{carrier}</code> <span class="dim">{bytes(size)}</span>
                </p>
              ))}
              {call.coverage.uninspected.map(({ carrier, path, reason }) => (
                <p>
                  <Badge tone="warn">not inspected</Badge>{' '}
                  <code>
                    {carrier}
                    {path}
                  </code>{' '}
                  {reason}
                </p>
              ))}
              <p class="dim">By {call.coverage.detectors.join(', ')}</p>
            </>
          )}
        </>
      )}
    </Drawer>
  );
}
