import { useEffect, useState } from 'preact/hooks';
import { ask, change } from '../api.ts';
import { Badge, Empty, Head, Problem, State } from '../parts/basics.tsx';
import { explain } from '../parts/form.tsx';
import { to, type Place } from '../router.ts';
import { useQuery } from '../use-query.ts';

const RULE = 'id match phase threshold action mode message onFailure server tool applicationId redaction';
const QUERY = `query ($id: ID!) { policy(id: $id) { id name revision isDefault project { name } rules { ${RULE} } registries(first: 20) { nodes { id name } } } }`;
const TEST = `query ($input: TestPolicyInput!) { testPolicy(input: $input) { __typename ... on Failure { message } ... on TestPolicyOk { action wouldBeAction told: message result
  decisions { ruleId detectorId action mode start end confidence label path } coverage { uninspected { carrier reason } detectors } } } }`;

interface Rule {
  readonly id: string;
  readonly match: string;
  readonly phase: string;
  readonly threshold: number;
  readonly action: string;
  readonly mode: string;
  readonly message: string | null;
  readonly onFailure: string;
}

interface Outcome {
  readonly __typename: string;
  readonly message?: string;
  readonly told: string | null;
  readonly action: string;
  readonly wouldBeAction: string;
  readonly result: unknown;
  readonly decisions: {
    ruleId: string;
    detectorId: string;
    action: string;
    mode: string;
    start: number;
    end: number;
    confidence: number;
    label: string | null;
    path: string;
  }[];
  readonly coverage: { uninspected: { carrier: string; reason: string }[]; detectors: string[] };
}

/** The rules of one policy, with a text to try them on before they are saved. */
export function PolicyPage({ place }: { place: Place }) {
  const id = place.rest[0] ?? '';
  const { data, error, reload } = useQuery<{
    policy: {
      id: string;
      name: string;
      revision: number;
      isDefault: boolean;
      project: { name: string };
      rules: Rule[];
      registries: { nodes: { id: string; name: string }[] };
    } | null;
  }>(QUERY, { id });
  const [rules, setRules] = useState<Rule[] | null>(null);
  const [note, setNote] = useState<{ tone: 'bad' | 'ok'; text: string } | null>(null);
  useEffect(() => setRules(data?.policy?.rules ?? null), [data]);
  if (data === null) return <Problem text={error} />;
  if (data.policy === null || rules === null)
    return (
      <Empty title="No such policy">
        <a href={to('policies')}>All policies</a>
      </Empty>
    );
  const policy = data.policy;
  const isDirty = JSON.stringify(rules) !== JSON.stringify(policy.rules);
  const edit = (index: number, changes: Partial<Rule>): void =>
    setRules(rules.map((rule, at) => (at === index ? { ...rule, ...changes } : rule)));
  const save = async (): Promise<void> => {
    try {
      const { configVersion } = await change<{ configVersion: string }>('updatePolicy', { id, expectedRevision: policy.revision, rules });
      setNote({ tone: 'ok', text: `Saved as config version ${configVersion}; nodes follow at once.` });
      reload();
    } catch (failure) {
      setNote({ tone: 'bad', text: explain(failure) });
    }
  };
  return (
    <>
      <Head
        title={policy.name}
        sub={
          <>
            {policy.project.name} {policy.isDefault && <Badge tone="accent">default of the project</Badge>} in force in{' '}
            {policy.registries.nodes.length === 0 ? 'no registry' : policy.registries.nodes.map((registry) => registry.name).join(', ')}
          </>
        }
      >
        <button disabled={!isDirty} onClick={() => setRules(policy.rules)}>
          Undo
        </button>
        <button class="primary" disabled={!isDirty} onClick={() => void save()}>
          Save
        </button>
      </Head>
      {note !== null && (
        <div class={`notice ${note.tone}`} role="status">
          {note.text}
        </div>
      )}
      <Try rules={rules} />
      <section class="card flush">
        <div class="scroll">
          <table>
            <thead>
              <tr>
                <th>Rule</th>
                <th>Looks for</th>
                <th>In</th>
                <th class="num">From confidence</th>
                <th>Does</th>
                <th>Mode</th>
                <th>If the detector fails</th>
                <th></th>
              </tr>
            </thead>
            <tbody>
              {rules.map((rule, index) => (
                <tr>
                  <td>{rule.id}</td>
                  <td class="mono">{rule.match}</td>
                  <td>
                    <Choice
                      label="Phase"
                      value={rule.phase}
                      of={['REQUEST', 'RESPONSE', 'BOTH']}
                      onChange={(phase) => edit(index, { phase })}
                    />
                  </td>
                  <td class="num">
                    <input
                      aria-label="Threshold"
                      type="number"
                      min="0"
                      max="1"
                      step="0.01"
                      style="width:76px"
                      value={rule.threshold}
                      onChange={(event) => edit(index, { threshold: Number(event.currentTarget.value) })}
                    />
                  </td>
                  <td>
                    <Choice
                      label="Action"
                      value={rule.action}
                      of={['ALLOW', 'REDACT', 'BLOCK']}
                      onChange={(action) => edit(index, { action })}
                    />
                  </td>
                  <td>
                    <Choice label="Mode" value={rule.mode} of={['ENFORCE', 'MONITOR']} onChange={(mode) => edit(index, { mode })} />
                  </td>
                  <td>
                    <Choice
                      label="On failure"
                      value={rule.onFailure}
                      of={['ALLOW', 'REDACT', 'BLOCK']}
                      onChange={(onFailure) => edit(index, { onFailure })}
                    />
                  </td>
                  <td>
                    <button class="plain" aria-label={`Remove ${rule.id}`} onClick={() => setRules(rules.filter((_, at) => at !== index))}>
                      Remove
                    </button>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
        <form
          class="row"
          style="padding:12px 14px"
          onSubmit={(event) => {
            event.preventDefault();
            const form = new FormData(event.currentTarget);
            setRules([
              ...rules,
              {
                id: String(form.get('id')),
                match: String(form.get('match')),
                phase: 'BOTH',
                threshold: 0.5,
                action: 'BLOCK',
                mode: 'MONITOR',
                message: null,
                onFailure: 'BLOCK',
              },
            ]);
            event.currentTarget.reset();
          }}
        >
          <input name="id" placeholder="new-rule-id" aria-label="Id of the new rule" required />
          <input
            name="match"
            placeholder="family:secret, or a detector id"
            aria-label="What the new rule looks for"
            required
            class="grow"
          />
          <button>Add a rule</button>
        </form>
      </section>
    </>
  );
}

function Choice({
  label,
  value,
  of,
  onChange,
}: {
  label: string;
  value: string;
  of: readonly string[];
  onChange: (value: string) => void;
}) {
  return (
    <select aria-label={label} value={value} onChange={(event) => onChange(event.currentTarget.value)}>
      {of.map((option) => (
        <option value={option}>{option.toLowerCase()}</option>
      ))}
    </select>
  );
}

function Try({ rules }: { rules: readonly Rule[] }) {
  const [input, setInput] = useState('');
  const [phase, setPhase] = useState('RESPONSE');
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(() => {
    if (input === '') return setOutcome(null);
    const timer = setTimeout(() => {
      ask<{ testPolicy: Outcome }>(TEST, { input: { rules, phase, text: input } }).then(
        ({ testPolicy }) => {
          setProblem(testPolicy.__typename === 'TestPolicyOk' ? null : (testPolicy.message ?? 'not valid'));
          setOutcome(testPolicy.__typename === 'TestPolicyOk' ? testPolicy : null);
        },
        (failure: unknown) => setProblem(explain(failure)),
      );
    }, 250);
    return () => clearTimeout(timer);
  }, [input, phase, rules]);
  return (
    <section class="card">
      <div class="row">
        <h2 class="grow">Try it</h2>
        <Choice label="As" value={phase} of={['REQUEST', 'RESPONSE']} onChange={setPhase} />
      </div>
      <textarea
        aria-label="Text to try the rules on"
        placeholder="Paste what a tool might answer, or what an agent might send. The rules as they stand here, saved or not, judge it while you type."
        value={input}
        onInput={(event) => setInput(event.currentTarget.value)}
      />
      <Problem text={problem} />
      {outcome !== null && (
        <div aria-live="polite">
          <p>
            Enforced: <State value={outcome.action} /> · with every rule enforced: <State value={outcome.wouldBeAction} /> {outcome.told}
          </p>
          {outcome.decisions.map((decision) => (
            <p>
              <State value={decision.action} /> <code>{decision.detectorId}</code> {decision.label} at {decision.start}–{decision.end},
              confidence {decision.confidence.toFixed(2)}, rule {decision.ruleId} ({decision.mode.toLowerCase()})
            </p>
          ))}
          {outcome.action === 'REDACT' && (
            <pre class="card">{typeof outcome.result === 'string' ? outcome.result : JSON.stringify(outcome.result, null, 2)}</pre>
          )}
          {outcome.decisions.length === 0 && <p class="dim">Nothing was found by {outcome.coverage.detectors.length} detectors.</p>}
        </div>
      )}
    </section>
  );
}
