/** The next place of one character at or after positions that only grow: all look-ups together read the text once. */
export class Ahead {
  private readonly text: string;
  private readonly character: string;
  private at = -1;

  constructor(text: string, character: string) {
    this.text = text;
    this.character = character;
  }

  /** Returns: the text's length when there is none. */
  from(position: number): number {
    if (this.at < position) {
      const found = this.text.indexOf(this.character, position);
      this.at = found < 0 ? this.text.length : found;
    }
    return this.at;
  }
}
