import { inspectAnswerText, inspectArgumentText, type CompiledPolicy } from '../../data-plane/guardrails/index.ts';
import { ROLE_OF_TAG } from './judge-row.ts';

const ROUNDS = 400;

/** Texts of the shapes tools answer with; `#` stands for a number that changes. */
const SHAPES: readonly string[] = [
  'Order # was shipped on 2026-03-# to the address on file; see https://shop.invalid/orders?id=#&lang=en for its state.\n',
  '{"id": #, "name": "Widget #", "tags": ["new", "blue"], "owner": {"email": "user#@example.invalid", "active": true}, "note": "Line one\\nline \\"two\\" of the note, which goes on for a while."}\n',
  '2026-03-04T10:#:01Z INFO  worker-# GET /v1/items/# 200 17ms from 203.0.113.# token=none session=#a9f#\n',
  '<div class="row"><p>Item # costs <b>#</b> &amp; ships soon.</p><!-- row # --><img src="/#.png" alt="A picture of item # on a table"></div>\n',
  '## Step #\n\nRun `npm install` first, then open [the guide](https://docs.invalid/#). Please read the notes before you go on.\n',
  'export function total(items) {\n  return items.reduce((sum, item) => sum + item.price * #, 0); // password = config.password\n}\n',
  '| # | Jo Example | +49 30 1234# | 12 Example Street | paid with card ending # | IBAN on file |\n',
  'Bonjour, votre commande n° # a été expédiée. Привет, заказ # отправлен. 注文番号#は発送済みです。\n',
  'export AWS_REGION=eu-west-1 KEY_ID=# API_KEY=${API_KEY} url=https%3A%2F%2Fexample.invalid%2F%3Fq%3D# ZGVmYXVsdCBjb25maWd1cmF0aW9uIG5v\n',
];

/** Lets the runtime compile the engine before anything is timed, as it is on a node that has been up for a moment. */
export function warmUp(compiled: CompiledPolicy): void {
  for (let round = 1; round <= ROUNDS; round++) {
    const shape = SHAPES[round % SHAPES.length]!;
    const text = shape.repeat(1 + (round % 40)).replaceAll('#', String(round * 7919));
    inspectAnswerText(compiled, [text]);
    inspectAnswerText(
      compiled,
      SHAPES.slice(0, round % SHAPES.length).map((other) => other.replaceAll('#', String(round))),
    );
    for (const role of Object.values(ROLE_OF_TAG))
      inspectArgumentText(compiled, ARGUMENTS[round % ARGUMENTS.length]!.replaceAll('#', String(round)), role);
  }
}

const ARGUMENTS: readonly string[] = [
  'order #',
  'reports/2026/#.csv',
  'https://example.invalid/items/#?q=a%20b',
  'select name from items where id = #',
  'ls -la build-#',
  "O'Brien & sons, suite #",
  'a longer sentence, with; some (punctuation) about item #',
];
