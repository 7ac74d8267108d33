/** The tools of the conforming upstream: those the suite names (`test_*`), and those our own tests need (`fx_*`). */
import { RpcFailure, wait, type ClientRequest, type Context, type Json } from './context.ts';

/** One tool. */
export interface Tool {
  readonly definition: Json;
  run(context: Context, args: Json): Promise<Json> | Json;
}

const PIXEL = Buffer.from(
  '89504e470d0a1a0a0000000d49484452000000010000000108020000009077' +
    '53de0000000c4944415408d763f8cfc000000301010018dd8db00000000049454e44ae426082',
  'hex',
).toString('base64');
const SILENCE = Buffer.from(
  '524946462400000057415645666d74201000000001000100401f0000803e00000200100064617461' + '00000000',
  'hex',
).toString('base64');
const text = (value: string): Json => ({ content: [{ type: 'text', text: value }] });

const tools: Tool[] = [];
const add = (
  name: string,
  description: string,
  run: Tool['run'],
  inputSchema: Json = { type: 'object', properties: {} },
  more: Json = {},
): void => void tools.push({ definition: { name, description, inputSchema, ...more }, run });

const stringArgument = (name: string, description: string): Json => ({
  type: 'object',
  properties: { [name]: { type: 'string', description } },
  required: [name],
});

export const elicitation = (message: string, properties: Json, required = Object.keys(properties)): ClientRequest => ({
  method: 'elicitation/create',
  params: { mode: 'form', message, requestedSchema: { type: 'object', properties, required } },
});
const sampling = (prompt: string, maxTokens = 100): ClientRequest => ({
  method: 'sampling/createMessage',
  params: { messages: [{ role: 'user', content: { type: 'text', text: prompt } }], maxTokens },
});
const roots: ClientRequest = { method: 'roots/list', params: {} };
const name = elicitation('What is your name?', { name: { type: 'string' } });
const shown = (answer: Json): string => `action=${answer.action}, content=${JSON.stringify(answer.content ?? {})}`;

add('test_simple_text', 'Answers with one text', () => text('This is a simple text response for testing.'));
add('test_image_content', 'Answers with one image', () => ({ content: [{ type: 'image', data: PIXEL, mimeType: 'image/png' }] }));
add('test_audio_content', 'Answers with one sound', () => ({ content: [{ type: 'audio', data: SILENCE, mimeType: 'audio/wav' }] }));
add('test_embedded_resource', 'Answers with one embedded resource', () => ({
  content: [
    {
      type: 'resource',
      resource: { uri: 'test://embedded-resource', mimeType: 'text/plain', text: 'This is an embedded resource content.' },
    },
  ],
}));
add('test_multiple_content_types', 'Answers with text, image and resource', () => ({
  content: [
    { type: 'text', text: 'Multiple content types test:' },
    { type: 'image', data: PIXEL, mimeType: 'image/png' },
    {
      type: 'resource',
      resource: { uri: 'test://mixed-content-resource', mimeType: 'application/json', text: '{"test":"data","value":123}' },
    },
  ],
}));
add('test_tool_with_logging', 'Logs while it works', async (context) => {
  for (const step of ['Tool execution started', 'Tool processing data', 'Tool execution completed']) {
    context.log(step);
    await wait(20);
  }
  return text('Tool with logging executed successfully');
});
add('test_logging_tool', 'Logs where the request asks for it', (context) => {
  context.log('a log message');
  return text('logged');
});
add('test_tool_with_progress', 'Reports progress', async (context) => {
  for (const step of [0, 50, 100]) {
    context.progress(step, 100);
    await wait(10);
  }
  return text(String(context.meta?.progressToken ?? 'none'));
});
add('test_error_handling', 'Fails on purpose', () => ({ ...text('This tool intentionally returns an error for testing'), isError: true }));
add('test_reconnection', 'Ends its stream before the answer', async (context) => {
  context.dropStream();
  await wait(100);
  return text('Reconnection test completed successfully.');
});
add(
  'test_sampling',
  'Asks the client’s model',
  async (context, args) => {
    const { answer } = await context.ask('sampling', { answer: sampling(args.prompt) });
    return text(`LLM response: ${answer.content?.text ?? answer.content?.[0]?.text ?? 'none'}`);
  },
  stringArgument('prompt', 'What to ask the model'),
);
add(
  'test_elicitation',
  'Asks the person',
  async (context, args) => {
    const { answer } = await context.ask('elicitation', {
      answer: elicitation(args.message, { response: { type: 'string', description: 'Your answer' } }),
    });
    return text(`User response: ${shown(answer)}`);
  },
  stringArgument('message', 'What to ask the person'),
);
add('test_elicitation_sep1034_defaults', 'Asks with defaults for every primitive type', async (context) => {
  const { answer } = await context.ask('defaults', {
    answer: elicitation(
      'Please review the fields',
      {
        name: { type: 'string', description: 'Name', default: 'John Doe' },
        age: { type: 'integer', description: 'Age', default: 30 },
        score: { type: 'number', description: 'Score', default: 95.5 },
        status: { type: 'string', description: 'Status', enum: ['active', 'inactive', 'pending'], default: 'active' },
        verified: { type: 'boolean', description: 'Verified', default: true },
      },
      [],
    ),
  });
  return text(`Elicitation completed: ${shown(answer)}`);
});
add('test_elicitation_sep1330_enums', 'Asks with every kind of enumeration', async (context) => {
  const choices = (titles: readonly string[]): Json => titles.map((title, index) => ({ const: `value${index + 1}`, title }));
  const { answer } = await context.ask('enums', {
    answer: elicitation(
      'Please select',
      {
        untitledSingle: { type: 'string', enum: ['option1', 'option2', 'option3'] },
        titledSingle: { type: 'string', oneOf: choices(['First Option', 'Second Option', 'Third Option']) },
        legacyEnum: { type: 'string', enum: ['opt1', 'opt2', 'opt3'], enumNames: ['Option One', 'Option Two', 'Option Three'] },
        untitledMulti: { type: 'array', minItems: 1, maxItems: 3, items: { type: 'string', enum: ['option1', 'option2', 'option3'] } },
        titledMulti: {
          type: 'array',
          minItems: 1,
          maxItems: 3,
          items: { anyOf: choices(['First Choice', 'Second Choice', 'Third Choice']) },
        },
      },
      [],
    ),
  });
  return text(`Elicitation completed: ${shown(answer)}`);
});
add('json_schema_2020_12_tool', 'Has a schema with references', (_, args) => text(JSON.stringify(args)), {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  type: 'object',
  $defs: { address: { $anchor: 'addressDef', type: 'object', properties: { street: { type: 'string' }, city: { type: 'string' } } } },
  properties: {
    name: { type: 'string' },
    address: { $ref: '#/$defs/address' },
    contactMethod: { type: 'string', enum: ['phone', 'email'] },
    phone: { type: 'string' },
    email: { type: 'string' },
  },
  allOf: [{ anyOf: [{ required: ['phone'] }, { required: ['email'] }, { required: ['name'] }] }],
  if: { properties: { contactMethod: { const: 'phone' } }, required: ['contactMethod'] },
  then: { required: ['phone'] },
  else: { required: [] },
  additionalProperties: false,
});

add('test_input_required_result_elicitation', 'Needs a name', async (context) => {
  const { user_name } = await context.ask('name', { user_name: name }, { stateless: true });
  return text(`Hello, ${user_name.content?.name}!`);
});
add('test_input_required_result_sampling', 'Needs the model', async (context) => {
  const { capital_question } = await context.ask(
    'capital',
    { capital_question: sampling('What is the capital of France?') },
    { stateless: true },
  );
  return text(String(capital_question.content?.text));
});
add('test_input_required_result_list_roots', 'Needs the roots', async (context) => {
  const { client_roots } = await context.ask('roots', { client_roots: roots }, { stateless: true });
  return text((client_roots.roots as Json[]).map(({ uri }) => uri).join(' '));
});
add('test_input_required_result_request_state', 'Keeps state between rounds', async (context) => {
  await context.ask('confirm', { confirm: elicitation('Please confirm', { ok: { type: 'boolean' } }) });
  return text('state-ok');
});
add('test_input_required_result_tampered_state', 'Trusts only its own state', async (context) => {
  await context.ask('confirm', { confirm: elicitation('Please confirm', { ok: { type: 'boolean' } }) });
  return text('state-ok');
});
add('test_input_required_result_multiple_inputs', 'Needs three things at once', async (context) => {
  const answers = await context.ask('all', { user_name: name, greeting: sampling('Generate a greeting', 50), client_roots: roots });
  return text(`${answers['greeting'].content?.text} ${answers['user_name'].content?.name} ${answers['client_roots'].roots?.length}`);
});
add('test_input_required_result_multi_round', 'Asks twice', async (context) => {
  const { step1 } = await context.ask('step1', { step1: elicitation('Step 1: What is your name?', { name: { type: 'string' } }) });
  const { step2 } = await context.ask('step2', {
    step2: elicitation('Step 2: What is your favorite color?', { color: { type: 'string' } }),
  });
  return text(`${step1.content?.name} likes ${step2.content?.color}`);
});
add('test_input_required_result_capabilities', 'Asks only what the client can answer', async (context) => {
  const requests: Record<string, ClientRequest> = {};
  if (context.capabilities?.elicitation !== undefined) requests['user_name'] = name;
  if (context.capabilities?.sampling !== undefined) requests['capital_question'] = sampling('What is the capital of France?');
  if (Object.keys(requests).length > 0) await context.ask('capable', requests);
  return text('done');
});
add('test_missing_capability', 'Cannot do without sampling', async (context) => {
  if (context.capabilities?.sampling === undefined)
    throw new RpcFailure(-32021, 'sampling is required', { requiredCapabilities: { sampling: {} } }, 400);
  return text('sampling is there');
});
add('test_streaming_elicitation', 'Streams, then asks', async (context) => {
  context.notify('notifications/progress', { progressToken: context.meta?.progressToken ?? 0, progress: 1 });
  const { user_name } = await context.ask('name', { user_name: name });
  return text(`Hello, ${user_name.content?.name}!`);
});
add('test_trigger_tool_change', 'Tells listeners that the tools changed', (context) => {
  context.changed('notifications/tools/list_changed');
  return text('told');
});
add('test_trigger_prompt_change', 'Tells listeners that the prompts changed', (context) => {
  context.changed('notifications/prompts/list_changed');
  return text('told');
});

const cancelledCalls: string[] = [];
add(
  'fx_echo',
  'Gives back its arguments',
  (_, args) => ({ ...text(JSON.stringify(args)), structuredContent: args }),
  { type: 'object' },
  { annotations: { readOnlyHint: true } },
);
add(
  'fx_slow',
  'Works for a while; a cancel ends it',
  async (context, args) => {
    let done = false;
    const cancel = context.cancelled.then(() => {
      if (!done) cancelledCalls.push(String(args.tag));
    });
    await Promise.race([wait(Number(args.ms)), cancel]);
    done = true;
    return text(`slept ${args.tag}`);
  },
  { type: 'object', properties: { ms: { type: 'integer' }, tag: { type: 'string' } }, required: ['ms'] },
);
add('fx_cancelled', 'Names the calls that were cancelled', () => text(cancelledCalls.join(',')));
add('fx_headers', 'Names the headers it got', (context) => text(JSON.stringify(context.headers)));
add('fx_env', 'Names its environment', () => text(Object.keys(process.env).sort().join(',')));
add(
  'fx_touch',
  'Says that a resource changed',
  (context, args) => {
    context.changed('notifications/resources/updated', { uri: String(args.uri) });
    return text('touched');
  },
  stringArgument('uri', 'Which resource'),
);
add('fx_extra', 'Answers with fields nobody knows', (context) => ({
  ...text('extra'),
  structuredContent: { seenMeta: context.meta ?? null },
  unknownMember: { kept: true, nested: [1, null] },
  _meta: { 'example.com/unknown': 'kept' },
}));

/** All tools by name. */
export const TOOLS: ReadonlyMap<string, Tool> = new Map(tools.map((tool) => [tool.definition.name as string, tool]));
