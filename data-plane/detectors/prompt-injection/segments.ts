import { characterTables, KIND } from './characters.ts';
import { INITIAL, joinHash, stepHash } from './hashing.ts';
import { BACKWARDS, categoriesOf, loadLexicon, ROTATED, STEM_SALT } from './lexicon.ts';
import { PATTERN, PatternTracker, RULE_PATTERN } from './patterns.ts';

/** Marks seen in or just before a segment. Bits of `Segment.marks`. */
export const MARK = {
  quote: 1 << 0,
  colon: 1 << 1,
  comment: 1 << 2, // <!--, //, /*, #
  tag: 1 << 3,
  closeTag: 1 << 4,
  pipeToken: 1 << 5, // <|...|>
  bracket: 1 << 6,
  brace: 1 << 7,
  star: 1 << 8,
  code: 1 << 9, // backtick
  fence: 1 << 10, // ``` around this segment
  rule: 1 << 11, // a run of ---, === or ###
  url: 1 << 12,
  urlPlaceholder: 1 << 13,
  email: 1 << 14,
  blankLine: 1 << 15, // it follows a blank line
  image: 1 << 16,
  exclamation: 1 << 17,
  question: 1 << 18,
  number: 1 << 19,
  table: 1 << 20,
  dollar: 1 << 21,
  spaced: 1 << 22, // letters set apart
  first: 1 << 23, // nothing stands before it
} as const;
/** How many marks there are. */
export const MARK_COUNT = 24;

/** Most words in one segment. */
export const SEGMENT_WORDS = 16;
/** Most features one segment can have. */
export const SEGMENT_FEATURES = 512;

/** One sentence or part of one; the same object is handed out again for the next. */
export interface Segment {
  /** UTF-16 units of the text, end exclusive. */
  start: number;
  end: number;
  words: number;
  /** Words all in capitals. */
  capitals: number;
  /** Characters that are seldom in prose. */
  symbols: number;
  marks: number;
  /** Categories of the lexicon that occur. */
  categories: number;
  /** Patterns of categories that end in it. */
  patterns: number;
  featureCount: number;
  readonly features: Int32Array;
}

const SALT_STEM = 0x1b873593;
const SALT_MARK = 0x27d4eb2f;
const SALT_CATEGORY = 0x165667b1;
const SALT_FOUR = 0x2545f491;
const START = 0x3c6ef372;
/** First words of template tokens whose parts are joined by `_`. */
const TOKEN_WORDS: ReadonlySet<number> = new Set(['im', 'eot', 'eom', 'start', 'end', 'begin'].map(wordHash));
const SYSTEM_WORD = wordHash('system');
/** Tags that close what a prompt sets around data, such as `</tool_result>`. */
const CLOSED_FIRST: ReadonlySet<number> = new Set(['tool', 'function', 'search', 'user', 'retrieved', 'untrusted'].map(wordHash));
const CLOSED_SECOND: ReadonlySet<number> = new Set(
  ['result', 'results', 'response', 'output', 'outputs', 'input', 'data', 'query', 'content'].map(wordHash),
);
const INST_WORD = wordHash('inst');
const ROLE_MARKS = MARK.pipeToken | MARK.tag | MARK.closeTag | MARK.bracket | MARK.rule | MARK.comment;
const NUMBER = 0x1f83d9ab;
const URL_WORD = 0x5be0cd19;
const EMAIL_WORD = 0x428a2f98;
const LEET = [111, 105, 122, 101, 97, 115, 103, 116, 98, 103]; // digits read as letters: o i z e a s g t b g

/**
 * Cuts texts into sentence-sized segments and describes each by hashed features.
 *
 * Features: words, stems, sequences of two to four, words right after a mark, and the order in which
 *   categories of the lexicon occur. Digits inside words are read as letters, letters set apart as one word,
 *   `_` and `-` as blanks.
 * Cost: linear; each character is looked at once.
 */
export class SegmentScanner {
  readonly segment: Segment = {
    start: 0,
    end: 0,
    words: 0,
    capitals: 0,
    symbols: 0,
    marks: 0,
    categories: 0,
    patterns: 0,
    featureCount: 0,
    features: new Int32Array(SEGMENT_FEATURES),
  };
  /** Words of the last scan that are English once rotated by 13, or read backwards. */
  rotatedWords = 0;
  backwardsWords = 0;
  private readonly tables = characterTables();
  private readonly lexicon = loadLexicon();
  private sink: (segment: Segment) => void = () => undefined;
  private previous = START;
  private beforePrevious = 0;
  private third = 0;
  private category = 0;
  private categoryBefore = 0;
  private readonly patterns = new PatternTracker();
  private at = 0;
  private roleStart = false;
  private closes = false;
  private pending = 0;
  private inFence = false;
  private carried = 0;
  // A run of letters set apart.
  private runHash = INITIAL;
  private runLength = 0;
  private runStart = 0;
  private runEnd = 0;
  private runFour = 0;
  private runFive = 0;
  private runSix = 0;

  /** Calls `sink` for each segment of `text` from `from` to `to`, in order. */
  scan(text: string, from: number, to: number, sink: (segment: Segment) => void): void {
    const { kind, fold } = this.tables;
    const segment = this.segment;
    this.sink = sink;
    this.inFence = false;
    this.carried = MARK.first;
    this.runLength = 0;
    this.at = 0;
    this.pending = 0;
    this.closes = false;
    this.rotatedWords = this.backwardsWords = 0;
    this.patterns.reset();
    this.clear(from);
    let hash = INITIAL;
    let length = 0;
    let wordStart = 0;
    let four = 0;
    let five = 0;
    let six = 0;
    let digits = 0;
    let capitals = 0;
    let newlines = 0;
    for (let i = from; i < to; i++) {
      const unit = text.charCodeAt(i);
      const what = kind[unit] as number;
      if (what === KIND.letter || what === KIND.digit) {
        if (length === 0) {
          wordStart = i;
          hash = INITIAL;
          digits = 0;
          capitals = 0;
          four = five = six = 0;
        }
        if (what === KIND.digit) {
          digits++;
          hash = stepHash(hash, LEET[(fold[unit] as number) - 48] as number);
        } else {
          if (unit >= 65 && unit <= 90) capitals++;
          hash = stepHash(hash, fold[unit] as number);
        }
        length++;
        if (length === 4) four = hash;
        else if (length === 5) five = hash;
        else if (length === 6) six = hash;
        continue;
      }
      if (what === KIND.skip) continue;
      if (what === KIND.apostrophe && length > 2 && i + 1 < to && kind[text.charCodeAt(i + 1)] === KIND.letter) continue;
      if (length > 0) {
        newlines = 0;
        if (length === 1 && digits === 0) this.letter(hash, wordStart, i);
        else {
          if (this.runLength > 0) this.endRun();
          if (digits === length) this.word(NUMBER, 0, 0, 0, 0, wordStart, i, MARK.number);
          else {
            if (capitals === length && length > 1) segment.capitals++;
            this.word(hash, length, four, five, six, wordStart, i, 0);
          }
        }
        length = 0;
      }
      switch (what) {
        case KIND.space:
        case KIND.joiner:
          if (unit === 45 && i + 2 < to && text.charCodeAt(i + 1) === 45 && text.charCodeAt(i + 2) === 45) {
            i = this.ruleOf(text, i, to, unit);
          }
          break;
        case KIND.newline:
          if (unit === 13) break;
          newlines++;
          if (newlines >= 2) {
            this.finish(i);
            this.carried |= MARK.blankLine;
          } else if (segment.words >= 3) this.finish(i);
          else this.restart();
          break;
        case KIND.single:
          newlines = 0;
          if (this.runLength > 0) this.endRun();
          this.single(stepHash(INITIAL, fold[unit] as number), i);
          break;
        case KIND.stop: {
          if (unit === 33) segment.marks |= MARK.exclamation;
          else if (unit === 63) segment.marks |= MARK.question;
          const next = i + 1 < to ? text.charCodeAt(i + 1) : 32;
          if (segment.words >= 2 && next !== 46 && kind[next] !== KIND.letter && kind[next] !== KIND.digit && next !== 95 && next !== 47)
            this.finish(i + 1);
          else if (kind[next] === KIND.space) this.restart();
          if (unit === 33 && next === 91) this.mark(MARK.image);
          break;
        }
        case KIND.wideStop:
          if (segment.words >= 2) this.finish(i + 1);
          break;
        case KIND.apostrophe:
          break;
        default:
          newlines = 0;
          i = this.symbol(text, i, to, unit >= 0xff01 && unit <= 0xff5e ? unit - 0xfee0 : unit);
      }
    }
    if (length > 0) {
      if (length === 1 && digits === 0) this.letter(hash, wordStart, to);
      else {
        if (this.runLength > 0) this.endRun();
        if (digits === length) this.word(NUMBER, 0, 0, 0, 0, wordStart, to, MARK.number);
        else {
          if (capitals === length && length > 1) segment.capitals++;
          this.word(hash, length, four, five, six, wordStart, to, 0);
        }
      }
    }
    this.finish(to);
    this.sink = () => undefined;
  }

  private clear(start: number): void {
    const segment = this.segment;
    segment.start = start;
    segment.end = start;
    segment.words = segment.capitals = segment.symbols = segment.categories = segment.patterns = segment.featureCount = 0;
    segment.marks = this.carried | (this.inFence ? MARK.fence : 0);
    this.carried = 0;
    this.previous = START;
    this.beforePrevious = this.third = 0;
    this.category = this.categoryBefore = 0;
  }

  private finish(end: number): void {
    if (this.runLength > 0) this.endRun();
    const segment = this.segment;
    if (segment.words === 0) {
      // Marks alone belong to what follows.
      this.carried |= segment.marks;
      const symbols = segment.symbols;
      this.clear(end);
      segment.symbols = symbols;
      return;
    }
    segment.end = end;
    this.sink(segment);
    this.clear(end);
    // Words of two sentences stand further apart than their number says.
    this.at += 2;
  }

  /** What follows begins a phrase, in the same segment. */
  private restart(): void {
    if (this.runLength > 0) this.endRun();
    this.roleStart = false;
    this.previous = START;
    this.beforePrevious = this.third = 0;
  }

  private feature(hash: number): void {
    const segment = this.segment;
    if (segment.featureCount < SEGMENT_FEATURES) segment.features[segment.featureCount++] = hash;
  }

  private letter(hash: number, start: number, end: number): void {
    if (this.runLength > 0 && start - this.runEnd !== 1) this.endRun();
    if (this.runLength === 0) {
      this.runStart = start;
      this.runHash = hash;
      this.runFour = this.runFive = this.runSix = 0;
    } else {
      // The hash of one letter is a step from the start: undo that step to append the letter to the run.
      this.runHash = stepHash(this.runHash, unstep(hash));
    }
    this.runLength++;
    this.runEnd = end;
    if (this.runLength === 4) this.runFour = this.runHash;
    else if (this.runLength === 5) this.runFive = this.runHash;
    else if (this.runLength === 6) this.runSix = this.runHash;
  }

  private endRun(): void {
    const length = this.runLength;
    this.runLength = 0;
    this.word(this.runHash, length, this.runFour, this.runFive, this.runSix, this.runStart, this.runEnd, length > 2 ? MARK.spaced : 0);
  }

  private word(hash: number, length: number, four: number, five: number, six: number, start: number, end: number, marks: number): void {
    const segment = this.segment;
    if (segment.words >= SEGMENT_WORDS) this.finish(start);
    if (segment.words === 0) segment.start = start;
    segment.words++;
    segment.end = end;
    segment.marks |= marks;
    const { lexicon, previous, beforePrevious } = this;
    const two = joinHash(previous, hash);
    const three = beforePrevious === 0 ? 0 : joinHash(joinHash(beforePrevious, previous), hash);
    let categories = categoriesOf(lexicon, hash) | categoriesOf(lexicon, two);
    if (four !== 0) categories |= categoriesOf(lexicon, four ^ STEM_SALT);
    if (five !== 0) categories |= categoriesOf(lexicon, five ^ STEM_SALT);
    if (six !== 0) categories |= categoriesOf(lexicon, six ^ STEM_SALT);
    if (three !== 0) categories |= categoriesOf(lexicon, three);
    if ((categories & (ROTATED | BACKWARDS)) !== 0) {
      if ((categories & ROTATED) !== 0) this.rotatedWords++;
      else this.backwardsWords++;
      categories &= ~(ROTATED | BACKWARDS);
    }
    this.feature(hash);
    if (five !== 0 && length > 5) this.feature(five ^ SALT_STEM);
    this.feature(two);
    if (three !== 0) this.feature(three);
    if (this.closes) {
      if (CLOSED_SECOND.has(hash)) segment.patterns |= RULE_PATTERN.toolClose;
      this.closes = false;
    }
    if (this.pending !== 0) {
      this.feature(joinHash(this.pending ^ SALT_MARK, hash));
      if (
        (this.pending & ROLE_MARKS) !== 0 &&
        (this.patterns.isRole(categories) || (this.pending === MARK.pipeToken && TOKEN_WORDS.has(hash)))
      )
        segment.patterns |= PATTERN.roleToken;
      if ((this.pending & (MARK.tag | MARK.closeTag)) !== 0 && hash === SYSTEM_WORD) segment.patterns |= RULE_PATTERN.systemTag;
      this.closes = this.pending === MARK.closeTag && CLOSED_FIRST.has(hash);
      // Template tokens in brackets are no less telling than those between bars.
      if (this.pending === MARK.bracket && hash === INST_WORD) segment.marks |= MARK.pipeToken;
      this.pending = 0;
    }
    this.at++;
    if (categories !== 0) this.categorise(categories, 1);
    if (previous === START && this.patterns.isAssistant(categories)) segment.patterns |= PATTERN.assistantStart;
    this.roleStart = previous === START && this.patterns.isRole(categories);
    this.beforePrevious = previous;
    this.previous = hash;
  }

  private single(hash: number, at: number): void {
    const segment = this.segment;
    if (segment.words >= SEGMENT_WORDS) this.finish(at);
    if (segment.words === 0) segment.start = at;
    segment.words++;
    segment.end = at + 1;
    const { lexicon, previous, beforePrevious, third } = this;
    const begun = previous !== START;
    let categories = 0;
    if (begun) {
      const two = joinHash(previous, hash);
      categories |= categoriesOf(lexicon, two);
      this.feature(two);
      if (beforePrevious !== 0) {
        const three = joinHash(joinHash(beforePrevious, previous), hash);
        categories |= categoriesOf(lexicon, three);
        this.feature(three);
        if (third !== 0) {
          const all = joinHash(joinHash(joinHash(third, beforePrevious), previous), hash);
          categories |= categoriesOf(lexicon, all);
          this.feature(all ^ SALT_FOUR);
        }
      }
    } else categories = categoriesOf(lexicon, hash);
    if (this.pending !== 0) {
      this.feature(joinHash(this.pending ^ SALT_MARK, hash));
      this.pending = 0;
    }
    this.at++;
    if (categories !== 0) this.categorise(categories, 2);
    this.third = beforePrevious === START ? 0 : beforePrevious;
    this.beforePrevious = begun ? previous : 0;
    this.previous = hash;
  }

  private categorise(categories: number, stretch: number): void {
    this.segment.categories |= categories;
    this.segment.patterns |= this.patterns.next(categories, this.at, stretch);
    const lowest = categories & -categories;
    if (this.category === 0) this.feature(lowest ^ SALT_CATEGORY);
    else {
      const two = joinHash(this.category ^ SALT_CATEGORY, lowest);
      this.feature(two);
      if (this.categoryBefore !== 0) this.feature(joinHash(this.categoryBefore ^ SALT_CATEGORY, two));
    }
    this.categoryBefore = this.category;
    this.category = lowest;
  }

  private mark(bit: number): void {
    const segment = this.segment;
    if ((segment.marks & bit) === 0) segment.marks |= bit;
    this.pending = bit;
  }

  /** A run of one character, such as a line of dashes; returns where it ends. */
  private ruleOf(text: string, at: number, to: number, unit: number): number {
    let end = at + 1;
    while (end < to && text.charCodeAt(end) === unit) end++;
    if (this.segment.words >= 3) this.finish(at);
    this.mark(MARK.rule);
    return end - 1;
  }

  /** Everything that is no word and no blank; returns the last unit it used. */
  private symbol(text: string, at: number, to: number, unit: number): number {
    const segment = this.segment;
    const next = at + 1 < to ? text.charCodeAt(at + 1) : 0;
    switch (unit) {
      case 34: // "
        if (segment.words >= 8 || (segment.words > 0 && opensLong(text, at, to))) this.finish(at);
        this.restart();
        this.mark(MARK.quote);
        return at;
      case 92: // \
        if (next === 110 || next === 114 || next === 116) {
          if (next === 110 && segment.words >= 3) this.finish(at);
          else this.restart();
          return at + 1;
        }
        segment.symbols++;
        return at;
      case 58: // :
        if (next === 47 && at + 2 < to && text.charCodeAt(at + 2) === 47 && segment.words > 0) return this.url(text, at, to);
        this.feature(joinHash(this.previous ^ SALT_MARK, MARK.colon));
        // A key of JSON has its quotation mark in between.
        if (segment.words > 0 && segment.end === at) segment.patterns |= this.patterns.colon(this.at, segment.words);
        if (this.roleStart) segment.patterns |= PATTERN.roleColon;
        this.mark(MARK.colon);
        if (segment.words >= 4 && (next === 32 || next === 10)) {
          this.finish(at + 1);
          this.pending = MARK.colon;
        }
        return at;
      case 60: // <
        if (segment.words >= 6) this.finish(at);
        if (next === 33 && text.startsWith('<!--', at)) {
          this.mark(MARK.comment);
          return at + 3;
        }
        if (next === 124) {
          this.mark(MARK.pipeToken);
          return at + 1;
        }
        if (next === 47) {
          this.mark(MARK.closeTag);
          return at + 1;
        }
        this.mark(MARK.tag);
        return at;
      case 62: // >
        this.restart();
        return at;
      case 35: // #
      case 61: // =
        if (next === unit && at + 2 < to && text.charCodeAt(at + 2) === unit) return this.ruleOf(text, at, to, unit);
        if (unit === 35) this.mark(MARK.comment);
        else segment.symbols++;
        return at;
      case 42: // *
        this.mark(MARK.star);
        return at;
      case 47: // /
        // `[/INST]` and the like: the mark before stays in force.
        if (this.pending === MARK.bracket) return at;
        if (next === 47 || next === 42) {
          if (segment.words >= 3) this.finish(at);
          this.mark(MARK.comment);
          return at + 1;
        }
        return at;
      case 96: // `
        if (next === 96 && at + 2 < to && text.charCodeAt(at + 2) === 96) {
          this.finish(at);
          this.inFence = !this.inFence;
          segment.marks = this.inFence ? segment.marks | MARK.fence : segment.marks & ~MARK.fence;
          return at + 2;
        }
        this.mark(MARK.code);
        return at;
      case 91: // [
        this.mark(MARK.bracket);
        return at;
      case 123: // {
        this.mark(MARK.brace);
        segment.symbols++;
        return at;
      case 124: // |
        this.mark(MARK.table);
        return at;
      case 36: // $
        this.mark(MARK.dollar);
        return at;
      case 64: // @
        if (segment.words > 0 && at > 0 && segment.end === at) return this.email(text, at, to);
        this.mark(MARK.email);
        return at;
      case 44: // ,
        if (segment.words >= 9) this.finish(at + 1);
        return at;
      case 59: // ;
      case 43: // +
      case 37: // %
      case 38: // &
      case 125: // }
      case 93: // ]
        segment.symbols++;
        return at;
      default:
        return at;
    }
  }

  /** Skips the rest of an address; its parts say nothing that would hold elsewhere. */
  private url(text: string, at: number, to: number): number {
    let end = at + 3;
    let unit = 0;
    while (end < to) {
      unit = text.charCodeAt(end);
      if (
        unit <= 32 ||
        unit === 34 ||
        unit === 39 ||
        unit === 60 ||
        unit === 62 ||
        unit === 41 ||
        unit === 93 ||
        unit === 96 ||
        unit === 92 ||
        unit > 0x2000
      )
        break;
      if (unit === 123 || unit === 91 || unit === 36) this.segment.marks |= MARK.urlPlaceholder;
      end++;
    }
    if (unit === 60 && end > at && text.charCodeAt(end - 1) === 61) this.segment.marks |= MARK.urlPlaceholder;
    // A full stop at the end belongs to the sentence.
    const last = text.charCodeAt(end - 1);
    if (last === 46 || last === 33 || last === 63) end--;
    this.segment.patterns |= this.patterns.address(this.at);
    this.word(URL_WORD, 0, 0, 0, 0, at, end, MARK.url);
    return end - 1;
  }

  private email(text: string, at: number, to: number): number {
    let end = at + 1;
    while (end < to) {
      const kind = this.tables.kind[text.charCodeAt(end)] as number;
      if (kind !== KIND.letter && kind !== KIND.digit && text.charCodeAt(end) !== 45 && text.charCodeAt(end) !== 46) break;
      end++;
    }
    if (text.charCodeAt(end - 1) === 46) end--;
    this.segment.patterns |= this.patterns.address(this.at);
    this.word(EMAIL_WORD, 0, 0, 0, 0, at, end, MARK.email);
    return end - 1;
  }
}

const UNSTEP = 0x359c449b; // inverse of the FNV prime modulo 2^32

/** The unit whose step from the start gave this hash. */
function unstep(hash: number): number {
  return Math.imul(hash, UNSTEP) ^ INITIAL;
}

/** True for a quotation mark that begins a string of some length, as the value of a JSON member does. */
function opensLong(text: string, at: number, to: number): boolean {
  let before = at - 1;
  if (text.charCodeAt(before) === 32) before--;
  const unit = text.charCodeAt(before);
  if (unit !== 58 && unit !== 91 && unit !== 44) return false;
  const end = at + 24 < to ? at + 24 : to;
  for (let i = at + 1; i < end; i++) if (text.charCodeAt(i) === 34) return false;
  return true;
}

function wordHash(word: string): number {
  let hash = INITIAL;
  for (let i = 0; i < word.length; i++) hash = stepHash(hash, word.charCodeAt(i));
  return hash;
}
