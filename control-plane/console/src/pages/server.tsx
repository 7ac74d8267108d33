import { useState } from 'preact/hooks';
import { change } from '../api.ts';
import { Badge, Drawer, Empty, Head, Problem, State, When } from '../parts/basics.tsx';
import { explain } from '../parts/form.tsx';
import { words } from '../format.ts';
import { to, type Place } from '../router.ts';
import { useQuery } from '../use-query.ts';

const ITEM =
  'id type name aggregatedName title description state quarantineReason digest approvedDigest approvedBy approvedAt readOnly present lastSeenAt findings { id check title class severity confidence path note decoded remediation references waiver { id reason author expiresAt } } diff { grade changes { kind path severity note } }';
const QUERY = `query ($id: ID!) { server(id: $id) { id name enabled revision url command transport era protocolVersion softwareName softwareVersion instructions effectiveCredentialMode endpointPath
  registry { id name } lastDiscovery { at succeeded error } lastScan { id finishedAt verdict grade risk riskExplanation } items(first: 200) { totalCount nodes { ${ITEM} } } } }`;
const DEFINITION = 'query ($id: ID!) { item(id: $id) { id definition approvedDefinition } }';

interface Finding {
  readonly id: string;
  readonly check: string;
  readonly title: string;
  readonly class: string;
  readonly severity: string;
  readonly confidence: number;
  readonly path: string;
  readonly note: string;
  readonly decoded: string | null;
  readonly remediation: string;
  readonly references: string[];
  readonly waiver: { id: string; reason: string; author: string; expiresAt: string | null } | null;
}

interface Item {
  readonly id: string;
  readonly type: string;
  readonly name: string;
  readonly aggregatedName: string;
  readonly title: string | null;
  readonly description: string | null;
  readonly state: string;
  readonly quarantineReason: string | null;
  readonly digest: string;
  readonly approvedDigest: string | null;
  readonly approvedBy: string | null;
  readonly approvedAt: string | null;
  readonly readOnly: boolean;
  readonly present: boolean;
  readonly lastSeenAt: string;
  readonly findings: Finding[];
  readonly diff: { grade: string; changes: { kind: string; path: string; severity: string; note: string }[] } | null;
}

interface Server {
  readonly id: string;
  readonly name: string;
  readonly enabled: boolean;
  readonly url: string | null;
  readonly command: string[];
  readonly transport: string;
  readonly protocolVersion: string | null;
  readonly softwareName: string | null;
  readonly softwareVersion: string | null;
  readonly instructions: string | null;
  readonly registry: { id: string; name: string };
  readonly lastDiscovery: { at: string; succeeded: boolean; error: string | null } | null;
  readonly lastScan: { finishedAt: string; verdict: string; grade: string; risk: number; riskExplanation: string } | null;
  readonly items: { totalCount: number; nodes: Item[] };
}

/** A server and everything it offers: what each thing is, whether it is enabled, and the buttons to decide. */
export function ServerPage({ place }: { place: Place }) {
  const id = place.rest[0] ?? '';
  const { data, error, reload } = useQuery<{ server: Server | null }>(QUERY, { id }, 5000);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [search, setSearch] = useState('');
  const [open, setOpen] = useState<string | null>(null);
  const [note, setNote] = useState<{ tone: 'bad' | 'ok'; text: string } | null>(null);
  const [isReading, setReading] = useState(false);
  if (data === null) return <Problem text={error} />;
  if (data.server === null)
    return (
      <Empty title="No such server">
        It may have been deleted. <a href={to('registries')}>All registries</a>
      </Empty>
    );
  const server = data.server;
  const order = ['TOOL', 'PROMPT', 'RESOURCE', 'RESOURCE_TEMPLATE'];
  const items = server.items.nodes
    .toSorted((a, b) => order.indexOf(a.type) - order.indexOf(b.type))
    .filter(({ name, description }) => `${name} ${description ?? ''}`.toLowerCase().includes(search.toLowerCase()));
  const picked = server.items.nodes.filter((item) => chosen.has(item.id));

  const run = async (work: () => Promise<string>): Promise<void> => {
    try {
      setNote({ tone: 'ok', text: await work() });
    } catch (failure) {
      setNote({ tone: 'bad', text: explain(failure) });
    }
    reload();
  };
  const switchItems = (which: readonly Item[], enabled: boolean): Promise<void> =>
    run(async () => {
      const { configVersion } = await change<{ configVersion: string }>('setItemsEnabled', {
        items: which.map(({ id: itemId, digest }) => ({ id: itemId, digest })),
        enabled,
      });
      setChosen(new Set());
      return `${enabled ? 'Enabled' : 'Disabled'} ${which.length === 1 ? which[0]?.name : `${which.length} items`}; config version ${configVersion}.`;
    });
  const discover = async (): Promise<void> => {
    setReading(true);
    await run(async () => {
      const answer = await change<{ added: unknown[]; changed: { name: string }[]; missing: unknown[] }>(
        'discoverServer',
        { id },
        'added { id } changed { id name } missing { id }',
      );
      return `Read: ${answer.added.length} new, ${answer.changed.length} changed, ${answer.missing.length} gone.`;
    });
    setReading(false);
  };

  return (
    <>
      <Head
        title={
          <>
            <a href={to('registry', [server.registry.id])}>{server.registry.name}</a> / {server.name}
          </>
        }
        sub={
          <>
            <code>{server.url ?? server.command.join(' ')}</code>{' '}
            {server.softwareName !== null && `· ${server.softwareName} ${server.softwareVersion ?? ''}`}{' '}
            {server.protocolVersion !== null && `· MCP ${server.protocolVersion}`} · read <When iso={server.lastDiscovery?.at} />
          </>
        }
      >
        <button
          onClick={() =>
            void run(() =>
              change<{ configVersion: string }>('setServerEnabled', { id, enabled: !server.enabled }).then(
                ({ configVersion }) => `Switched; config version ${configVersion}.`,
              ),
            )
          }
          class={server.enabled ? 'danger' : 'primary'}
        >
          {server.enabled ? 'Turn off' : 'Turn on'}
        </button>
        <button onClick={() => void run(() => change('scanServer', { id }).then(() => 'The scan is queued; its results appear here.'))}>
          Scan
        </button>
        <button class="primary" disabled={isReading} onClick={() => void discover()}>
          {isReading ? 'Reading…' : 'Discover'}
        </button>
      </Head>
      <Problem text={error} />
      {note !== null && (
        <div class={`notice ${note.tone}`} role="status">
          {note.text}
        </div>
      )}
      {server.lastDiscovery?.succeeded === false && (
        <div class="notice warn">The last attempt to read it failed: {server.lastDiscovery.error}</div>
      )}
      {server.lastScan !== null && (
        <div class={`notice ${server.lastScan.verdict === 'FINDINGS' ? 'bad' : server.lastScan.verdict === 'CLEAN' ? 'ok' : ''}`}>
          Scanned <When iso={server.lastScan.finishedAt} />: {words(server.lastScan.verdict)}. Risk {server.lastScan.risk} of 100:{' '}
          {server.lastScan.riskExplanation}.
        </div>
      )}
      <section class="card flush">
        <div class="row" style="padding:12px 14px">
          <input
            class="grow"
            type="search"
            placeholder={`Search ${server.items.totalCount} items`}
            aria-label="Search items"
            value={search}
            onInput={(event) => setSearch(event.currentTarget.value)}
          />
          <span class="dim">{picked.length} selected</span>
          <button disabled={picked.length === 0} class="primary" onClick={() => void switchItems(picked, true)}>
            Enable
          </button>
          <button disabled={picked.length === 0} onClick={() => void switchItems(picked, false)}>
            Disable
          </button>
        </div>
        {items.length === 0 ? (
          <Empty title={server.items.totalCount === 0 ? 'Nothing discovered yet' : 'Nothing matches'}>
            {server.items.totalCount === 0 && 'Press Discover to read what this server offers.'}
          </Empty>
        ) : (
          <div class="scroll">
            <table>
              <thead>
                <tr>
                  <th>
                    <input
                      type="checkbox"
                      aria-label="Select all shown"
                      checked={items.every((item) => chosen.has(item.id))}
                      onChange={(event) => setChosen(event.currentTarget.checked ? new Set(items.map((item) => item.id)) : new Set())}
                    />
                  </th>
                  <th>Name</th>
                  <th>What it says it does</th>
                  <th>Scan</th>
                  <th>State</th>
                  <th></th>
                </tr>
              </thead>
              <tbody>
                {items.map((item) => (
                  <tr>
                    <td>
                      <input
                        type="checkbox"
                        aria-label={`Select ${item.name}`}
                        checked={chosen.has(item.id)}
                        onChange={() => {
                          const next = new Set(chosen);
                          if (!next.delete(item.id)) next.add(item.id);
                          setChosen(next);
                        }}
                      />
                    </td>
                    <td>
                      <button class="plain" onClick={() => setOpen(item.id)}>
                        {item.name}
                      </button>
                      <div class="dim">
                        {words(item.type)} {item.readOnly && '· read-only'} {!item.present && '· no longer offered'}
                      </div>
                    </td>
                    <td>
                      <div class="clip">{item.description ?? <span class="dim">nothing</span>}</div>
                    </td>
                    <td>
                      <Scanned item={item} isScanned={server.lastScan !== null} onOpen={() => setOpen(item.id)} />
                    </td>
                    <td>
                      <State value={item.state} />
                    </td>
                    <td class="nowrap">
                      {item.state === 'ENABLED' ? (
                        <button onClick={() => void switchItems([item], false)}>Disable</button>
                      ) : (
                        <button class="primary" onClick={() => void switchItems([item], true)}>
                          {item.state === 'QUARANTINED' ? 'Approve' : 'Enable'}
                        </button>
                      )}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
      </section>
      {server.instructions !== null && (
        <section class="card">
          <h2>Instructions it gives to models</h2>
          <pre>{server.instructions}</pre>
        </section>
      )}
      {open !== null && (
        <ItemPanel
          item={server.items.nodes.find((item) => item.id === open) as Item}
          onClose={() => setOpen(null)}
          onWaive={(finding, reason) =>
            void run(() => change('waiveFinding', { findingId: finding.id, reason }).then(() => 'The finding is waived.'))
          }
        />
      )}
    </>
  );
}

/** What the last scan found about an item, in counts by severity. */
function Scanned({ item, isScanned, onOpen }: { item: Item; isScanned: boolean; onOpen: () => void }) {
  const open = item.findings.filter(({ waiver }) => waiver === null);
  if (!isScanned) return <span class="dim">not yet</span>;
  const attacks = open.filter((finding) => finding.class === 'ATTACK');
  const others = open.length - attacks.length;
  const worst = attacks[0]?.severity;
  return (
    <button
      class={`badge ${worst === undefined ? (others === 0 ? 'ok' : '') : worst === 'CRITICAL' || worst === 'HIGH' ? 'bad' : 'warn'}`}
      onClick={onOpen}
    >
      {attacks.length > 0 ? `${attacks.length} ${words(worst ?? '')}` : others > 0 ? `${others} to know` : 'nothing found'}
    </button>
  );
}

function ItemPanel({ item, onClose, onWaive }: { item: Item; onClose: () => void; onWaive: (finding: Finding, reason: string) => void }) {
  const { data, error } = useQuery<{ item: { definition: unknown; approvedDefinition: unknown } }>(DEFINITION, { id: item.id });
  const isChanged = item.approvedDigest !== null && item.approvedDigest !== item.digest;
  return (
    <Drawer title={item.name} onClose={onClose}>
      <dl class="facts">
        <dt>State</dt>
        <dd>
          <State value={item.state} /> {item.quarantineReason}
        </dd>
        <dt>Agents call it</dt>
        <dd class="mono">{item.aggregatedName}</dd>
        <dt>Digest now</dt>
        <dd class="mono">{item.digest.slice(0, 16)}…</dd>
        <dt>Approved</dt>
        <dd>
          {item.approvedDigest === null ? (
            'never'
          ) : (
            <>
              {item.approvedDigest.slice(0, 16)}… by {item.approvedBy} <When iso={item.approvedAt} />
            </>
          )}
        </dd>
      </dl>
      <Problem text={error} />
      {isChanged && <Badge tone="bad">the live definition is not the approved one</Badge>}
      {data !== null && isChanged && (
        <>
          <h2>Approved</h2>
          <pre class="card">{JSON.stringify(data.item.approvedDefinition, null, 2)}</pre>
        </>
      )}
      <h2 style="margin-top:16px">What the scan found</h2>
      {item.findings.length === 0 && <p class="dim">Nothing.</p>}
      {item.findings.map((finding) => (
        <div class="card">
          <div class="row">
            <State value={finding.severity} /> <b class="grow">{finding.title}</b> <Badge>{words(finding.class)}</Badge>
          </div>
          <p>{finding.note}</p>
          {finding.decoded !== null && <pre>{finding.decoded}</pre>}
          <p class="dim">
            <code>{finding.path === '' ? '/' : finding.path}</code>, confidence {finding.confidence.toFixed(2)}, {finding.check}.{' '}
            {finding.remediation}
          </p>
          {finding.waiver !== null ? (
            <Badge tone="warn" title={finding.waiver.reason}>
              waived by {finding.waiver.author}
            </Badge>
          ) : (
            finding.class === 'ATTACK' && (
              <button
                onClick={() => {
                  const reason = prompt('Why is this acceptable? It is kept in the audit trail.');
                  if (reason !== null && reason.trim() !== '') onWaive(finding, reason);
                }}
              >
                Waive
              </button>
            )
          )}
        </div>
      ))}
      {item.diff !== null && (
        <>
          <h2>What changed since it was approved: {item.diff.grade}</h2>
          {item.diff.changes.map((entry) => (
            <p>
              <State value={entry.severity} /> {entry.note} <code>{entry.path}</code>
            </p>
          ))}
        </>
      )}
      <h2>Live definition</h2>
      <pre class="card">{data === null ? '…' : JSON.stringify(data.item.definition, null, 2)}</pre>
    </Drawer>
  );
}
