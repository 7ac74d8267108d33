import { Badge, Empty, Head, Problem, When } from '../parts/basics.tsx';
import { useQuery } from '../use-query.ts';

const QUERY =
  '{ configVersion nodes(first: 200) { totalCount nodes { id name software address connected appliedVersion appliedAt lastContactAt inFlight spooledRecords rejection { version problems at } } } }';

interface Data {
  readonly configVersion: string;
  readonly nodes: {
    nodes: {
      id: string;
      name: string;
      software: string;
      address: string | null;
      connected: boolean;
      appliedVersion: string | null;
      lastContactAt: string;
      inFlight: number;
      spooledRecords: number;
      rejection: { version: string; problems: string[]; at: string } | null;
    }[];
  };
}

/** Which node enforces which config version, and which refused one and why. */
export function Nodes() {
  const { data, error } = useQuery<Data>(QUERY, {}, 2000);
  const rows = data?.nodes.nodes ?? [];
  const current = rows.filter(({ connected, appliedVersion }) => connected && appliedVersion === data?.configVersion).length;
  return (
    <>
      <Head
        title="Nodes"
        sub={
          data === null
            ? ' '
            : `Config version ${data.configVersion} is enforced by ${current} of ${rows.filter(({ connected }) => connected).length} connected nodes.`
        }
      />
      <Problem text={error} />
      <section class="card flush">
        {data !== null && rows.length === 0 ? (
          <Empty title="No node has joined">Start one with “portcullis data-plane” and a join token.</Empty>
        ) : (
          <div class="scroll">
            <table>
              <thead>
                <tr>
                  <th>Node</th>
                  <th>State</th>
                  <th class="num">Enforces</th>
                  <th>Heard</th>
                  <th class="num">In flight</th>
                  <th class="num">Records waiting</th>
                  <th>Software</th>
                </tr>
              </thead>
              <tbody>
                {rows.map((node) => (
                  <tr>
                    <td>
                      {node.name}
                      <div class="dim mono">{node.address}</div>
                    </td>
                    <td>
                      {node.connected ? <Badge tone="ok">connected</Badge> : <Badge tone="bad">away</Badge>}{' '}
                      {node.rejection !== null && (
                        <Badge tone="bad" title={node.rejection.problems.join('\n')}>
                          refused {node.rejection.version}
                        </Badge>
                      )}
                      {node.rejection?.problems.map((problem) => (
                        <div class="dim">{problem}</div>
                      ))}
                    </td>
                    <td class="num">
                      {node.appliedVersion ?? '-'}{' '}
                      {node.appliedVersion !== data?.configVersion && node.connected && <Badge tone="warn">behind</Badge>}
                    </td>
                    <td>
                      <When iso={node.lastContactAt} />
                    </td>
                    <td class="num">{node.inFlight}</td>
                    <td class="num">{node.spooledRecords}</td>
                    <td>{node.software}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
      </section>
    </>
  );
}
