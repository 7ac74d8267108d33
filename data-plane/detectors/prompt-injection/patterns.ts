import { bitOf, CATEGORY_NAMES } from './lexicon.ts';

/** Orders of words that mean more than the words, in any language of the lexicon. Bits of `Segment.patterns`. */
export const PATTERN = {
  override: 1 << 0, // ignore + previous + instructions
  forget: 1 << 1, // ignore + what came before
  newOrder: 1 << 2, // new + instructions
  readerNote: 1 << 3, // note + to the assistant
  readerDuty: 1 << 4, // the assistant + must
  youReader: 1 << 5, // you + are an AI
  secrecy: 1 << 6, // do not + tell + the user
  tellUser: 1 << 7, // tell + the user
  leak: 1 << 8, // print + your + instructions
  yourAnswer: 1 << 9, // your + answer
  beforeYou: 1 << 10, // before + you
  sendData: 1 << 11, // send + what is private
  sendTo: 1 << 12, // send + an address
  roleToken: 1 << 13, // a template token or tag that names a role
  roleColon: 1 << 14, // a role and a colon where a phrase begins
  mode: 1 << 15, // system + override, developer + mode
  youMust: 1 << 16, // you + must
  pleaseAct: 1 << 17, // please + send, delete, run
  assistantNote: 1 << 18, // note + to the AI assistant
  assistantDuty: 1 << 19, // AI assistants + must
  assistantStart: 1 << 20, // a phrase that begins with the AI assistant
  overrideStart: 1 << 21, // ignore + previous + instructions, close together
  assistantColon: 1 << 22, // the AI assistant, then a colon
} as const;
/** How many patterns there are. */
export const PATTERN_COUNT = 23;
/** The bits that the classifier knows. */
export const PATTERN_MASK = (1 << PATTERN_COUNT) - 1;

/** Patterns that only rules use, in the bits above. */
export const RULE_PATTERN = {
  beforeYouPlease: 1 << 24, // before you ..., please
  systemTag: 1 << 25, // <system>, </system_prompt>
  toolClose: 1 << 26, // </tool_result>, </user_input>
  meToYou: 1 << 27, // from me to you, the assistant
  newOrderColon: 1 << 28, // new + instructions, then a colon
} as const;

const BIT = Object.fromEntries(CATEGORY_NAMES.map((name) => [name, bitOf(name)])) as Record<(typeof CATEGORY_NAMES)[number], number>;
const AT = Object.fromEntries(CATEGORY_NAMES.map((name, i) => [name, i])) as Record<(typeof CATEGORY_NAMES)[number], number>;
const FAR = -1000;

/**
 * Finds patterns in the stream of categories, word by word.
 *
 * Cost: a few comparisons for each word of the lexicon, nothing for other words.
 */
export class PatternTracker {
  private beforeYouAt = FAR;
  private readonly last = new Int32Array(CATEGORY_NAMES.length).fill(FAR);

  /** Forgets everything, for a new text. */
  reset(): void {
    this.last.fill(FAR);
    this.beforeYouAt = FAR;
  }

  /**
   * The patterns that the word at `at` completes.
   *
   * `stretch` is 1 where words are words and 2 where each character counts as one.
   */
  next(categories: number, at: number, stretch: number): number {
    const { last } = this;
    let found = 0;
    const since = (index: number): number => at - (last[index] as number);
    if ((categories & BIT.order) !== 0) {
      const override = since(AT.override);
      if (override <= 8 * stretch && (since(AT.prior) <= 4 * stretch || since(AT.you) <= 2 * stretch || override <= stretch))
        found |= PATTERN.override;
      if (override <= 6 * stretch && since(AT.prior) <= 3 * stretch && since(AT.prior) < override) found |= PATTERN.overrideStart;
      if (since(AT.fresh) <= 2 * stretch) found |= PATTERN.newOrder;
    }
    if ((categories & BIT.override) !== 0 && since(AT.order) <= 5 * stretch && since(AT.prior) <= 9 * stretch) {
      found |= PATTERN.override;
      // Verbs come last where characters are words; elsewhere this order is that of ordinary prose.
      if (stretch > 1 && since(AT.order) <= 4 * stretch) found |= PATTERN.overrideStart;
    }
    if ((categories & BIT.prior) !== 0 && since(AT.override) <= 7 * stretch) {
      found |= PATTERN.forget;
      // Adjectives that follow their noun.
      if (since(AT.order) <= stretch && since(AT.override) <= 6 * stretch) found |= PATTERN.override | PATTERN.overrideStart;
    }
    if (
      (categories & (BIT.order | BIT.prompt)) !== 0 &&
      (since(AT.output) <= 7 * stretch || since(AT.tell) <= 6 * stretch) &&
      ((categories & BIT.prompt) !== 0 || since(AT.you) <= 4 * stretch)
    ) {
      found |= PATTERN.leak;
    }
    if ((categories & BIT.reader) !== 0) {
      if (since(AT.address) <= 4 * stretch || since(AT.order) <= 4 * stretch) found |= PATTERN.readerNote;
      if (since(AT.you) <= 4 * stretch) found |= PATTERN.youReader;
    }
    if ((categories & BIT.assistant) !== 0 && (since(AT.address) <= 4 * stretch || since(AT.order) <= 4 * stretch))
      found |= PATTERN.assistantNote;
    if (
      (categories & BIT.assistant) !== 0 &&
      since(AT.you) <= 2 * stretch &&
      since(AT.mine) <= 10 * stretch &&
      since(AT.mine) > since(AT.you)
    )
      found |= RULE_PATTERN.meToYou;
    if ((categories & BIT.duty) !== 0 && since(AT.assistant) <= 4 * stretch) found |= PATTERN.assistantDuty;
    if ((categories & BIT.duty) !== 0) {
      if (since(AT.reader) <= 3 * stretch) found |= PATTERN.readerDuty;
      if (since(AT.you) <= 2 * stretch) found |= PATTERN.youMust;
    }
    if ((categories & BIT.user) !== 0 && since(AT.tell) <= 5 * stretch)
      found |= since(AT.negation) <= 8 * stretch ? PATTERN.secrecy : PATTERN.tellUser;
    if (stretch > 1 && (categories & (BIT.tell | BIT.negation)) !== 0 && since(AT.user) <= 6 * stretch && since(AT.user) > 0) {
      if ((categories & BIT.tell) !== 0 ? since(AT.negation) <= 6 * stretch : since(AT.tell) <= 4 * stretch) found |= PATTERN.secrecy;
    }
    if ((categories & BIT.output) !== 0 && since(AT.you) <= stretch) found |= PATTERN.yourAnswer;
    if ((categories & BIT.you) !== 0 && since(AT.sequence) <= stretch) {
      found |= PATTERN.beforeYou;
      this.beforeYouAt = at;
    }
    if ((categories & BIT.please) !== 0 && at - this.beforeYouAt <= 16 * stretch) found |= RULE_PATTERN.beforeYouPlease;
    if ((categories & (BIT.credential | BIT.content)) !== 0 && since(AT.send) <= 6 * stretch) found |= PATTERN.sendData;
    if ((categories & (BIT.send | BIT.destroy | BIT.run | BIT.output)) !== 0 && since(AT.please) <= 3 * stretch) found |= PATTERN.pleaseAct;
    if ((categories & (BIT.override | BIT.persona)) !== 0 && since(AT.authority) <= stretch) found |= PATTERN.mode;
    for (let bits = categories; bits !== 0; bits &= bits - 1) last[31 - Math.clz32(bits & -bits)] = at;
    return found;
  }

  /** The patterns that an address at `at` completes. */
  address(at: number): number {
    return at - (this.last[AT.send] as number) <= 14 ? PATTERN.sendTo : 0;
  }

  /** The patterns that a colon completes after the word at `at`, the one with number `words` of its segment. */
  colon(at: number, words: number): number {
    const { last } = this;
    const newOrder = words <= 3 && last[AT.order] === at && at - (last[AT.fresh] as number) === 1 ? RULE_PATTERN.newOrderColon : 0;
    return newOrder | (at - (last[AT.assistant] as number) <= 1 ? PATTERN.assistantColon : 0);
  }

  /** True for a word that means a model and nothing else. */
  isAssistant(categories: number): boolean {
    return (categories & BIT.assistant) !== 0;
  }

  /** True for a word that names a role of a conversation or a part of a prompt. */
  isRole(categories: number): boolean {
    return (categories & BIT.roleName) !== 0;
  }
}
