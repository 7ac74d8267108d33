/** The prompts and resources of the conforming upstream. */
import { RpcFailure, type Context, type Json } from './context.ts';
import { elicitation } from './tools.ts';

const PIXEL = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVQI12P4z8AAAAMBAQAY3Y2wAAAAAElFTkSuQmCC';
const user = (content: Json): Json => ({ role: 'user', content });
const say = (text: string): Json => user({ type: 'text', text });

/** One prompt. */
export interface Prompt {
  readonly definition: Json;
  get(context: Context, args: Json): Promise<Json> | Json;
}

const argument = (name: string): Json => ({ name, description: `The ${name}`, required: true });

/** All prompts by name. */
export const PROMPTS: ReadonlyMap<string, Prompt> = new Map(
  (
    [
      {
        definition: { name: 'test_simple_prompt', description: 'Needs nothing' },
        get: () => ({ messages: [say('This is a simple prompt for testing.')] }),
      },
      {
        definition: {
          name: 'test_prompt_with_arguments',
          description: 'Needs two arguments',
          arguments: [argument('arg1'), argument('arg2')],
        },
        get: (_, args) => ({ messages: [say(`Prompt with arguments: arg1='${args?.arg1}', arg2='${args?.arg2}'`)] }),
      },
      {
        definition: { name: 'test_prompt_with_embedded_resource', description: 'Embeds a resource', arguments: [argument('resourceUri')] },
        get: (_, args) => ({
          messages: [
            user({
              type: 'resource',
              resource: { uri: args?.resourceUri, mimeType: 'text/plain', text: 'Embedded resource content for testing.' },
            }),
            say('Please process the embedded resource above.'),
          ],
        }),
      },
      {
        definition: { name: 'test_prompt_with_image', description: 'Shows an image' },
        get: () => ({ messages: [user({ type: 'image', data: PIXEL, mimeType: 'image/png' }), say('Please analyze the image above.')] }),
      },
      {
        definition: { name: 'test_input_required_result_prompt', description: 'Needs to know more' },
        async get(context) {
          const { user_context } = await context.ask(
            'context',
            { user_context: elicitation('What context should the prompt use?', { context: { type: 'string' } }) },
            { stateless: true },
          );
          return { messages: [say(`Use this context: ${user_context.content?.context}`)] };
        },
      },
    ] satisfies Prompt[]
  ).map((prompt) => [prompt.definition.name as string, prompt]),
);

/** The resources, and what reading them gives. */
export const RESOURCES: ReadonlyMap<string, { readonly definition: Json; readonly content: Json }> = new Map(
  [
    {
      definition: { uri: 'test://static-text', name: 'static-text', description: 'A text', mimeType: 'text/plain' },
      content: { text: 'This is the content of the static text resource.' },
    },
    {
      definition: { uri: 'test://static-binary', name: 'static-binary', description: 'An image', mimeType: 'image/png' },
      content: { blob: PIXEL },
    },
    {
      definition: { uri: 'test://watched-resource', name: 'watched-resource', description: 'Changes now and then', mimeType: 'text/plain' },
      content: { text: 'Watched resource content' },
    },
  ].map((entry) => [entry.definition.uri, entry]),
);

/** The one template. */
export const TEMPLATE = {
  uriTemplate: 'test://template/{id}/data',
  name: 'template',
  description: 'Data by id',
  mimeType: 'application/json',
};

/** Reads a resource. Throws RpcFailure with the code the era has for an unknown one. */
export function readResource(context: Context, uri: string): Json {
  const known = RESOURCES.get(uri);
  if (known !== undefined) return { contents: [{ uri, mimeType: known.definition.mimeType, ...known.content }] };
  const id = /^test:\/\/template\/([^/]+)\/data$/.exec(uri)?.[1];
  if (id === undefined) throw new RpcFailure(context.era === 'modern' ? -32602 : -32002, 'Resource not found', { uri });
  return {
    contents: [{ uri, mimeType: 'application/json', text: JSON.stringify({ id, templateTest: true, data: `Data for ID: ${id}` }) }],
  };
}
