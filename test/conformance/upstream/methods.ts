/** What the conforming upstream answers to each method, whatever the era. */
import { RpcFailure, type Context, type Json } from './context.ts';
import { PROMPTS, readResource, RESOURCES, TEMPLATE } from './prompts-and-resources.ts';
import { TOOLS } from './tools.ts';

export const SERVER_INFO = { name: 'portcullis-conformance-upstream', version: '1.0.0' };
export const CAPABILITIES = {
  tools: { listChanged: true },
  prompts: { listChanged: true },
  resources: { subscribe: true, listChanged: true },
  completions: {},
};

/** Lists everything on offer; what a gateway's administrator would approve. */
export const DEFINITIONS = {
  tool: [...TOOLS.values()].map(({ definition }) => definition),
  prompt: [...PROMPTS.values()].map(({ definition }) => definition),
  resource: [...RESOURCES.values()].map(({ definition }) => definition),
  resource_template: [TEMPLATE],
};

/** The methods of both eras. Undefined: no such method. */
export async function answer(context: Context, method: string, params: Json): Promise<Json> {
  switch (method) {
    case 'tools/list':
      return { tools: DEFINITIONS.tool };
    case 'prompts/list':
      return { prompts: DEFINITIONS.prompt };
    case 'resources/list':
      return { resources: DEFINITIONS.resource };
    case 'resources/templates/list':
      return { resourceTemplates: DEFINITIONS.resource_template };
    case 'tools/call': {
      const tool = TOOLS.get(params?.name);
      if (tool === undefined) throw new RpcFailure(-32602, `Unknown tool: ${params?.name}`);
      return tool.run(context, params.arguments ?? {});
    }
    case 'prompts/get': {
      const prompt = PROMPTS.get(params?.name);
      if (prompt === undefined) throw new RpcFailure(-32602, `Unknown prompt: ${params?.name}`);
      return prompt.get(context, params.arguments);
    }
    case 'resources/read':
      return readResource(context, String(params?.uri));
    case 'completion/complete':
      return { completion: { values: [`${params?.argument?.value ?? ''}completed`], total: 1, hasMore: false } };
    default:
      return undefined;
  }
}
